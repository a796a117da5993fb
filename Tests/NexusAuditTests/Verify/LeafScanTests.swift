import AuditEvents
import Testing

@testable import NexusAudit

@Suite struct LeafScanTests {
    private func scan(_ text: String) -> (tenant: String?, stamp: Timestamp?, input: String?)? {
        Array(text.utf8).withUnsafeBytes { bytes in
            guard let scan = LeafScan(bytes) else { return nil }
            func string(_ range: Range<Int>?) -> String? {
                range.map { String(decoding: bytes[$0], as: UTF8.self) }
            }
            return (string(scan.tenantID), scan.recordedAt(in: bytes), string(scan.input))
        }
    }

    @Test("Members are found at the top level only, past quotes, brackets and backslashes in texts")
    func finds() throws {
        let found = try #require(
            scan(
                #"""
                {"a":[{"tenant_id":"no"},"}]\\\""],"input":{"recorded_at":"}","x":[1,2]},"k":-1.5e3,"n":null,\#
                "recorded_at":"2026-01-31T09:30:00.000001Z","s":"\\","tenant_id":"t_x","z":{"tenant_id":"no"}}
                """#))
        #expect(found.tenant == "t_x")
        #expect(found.stamp == Timestamp("2026-01-31T09:30:00.000001Z"))
        #expect(found.input == #"{"recorded_at":"}","x":[1,2]}"#)
    }

    @Test(
        "What is not one canonical object is refused",
        arguments: [
            "", "{", "{}", "[]", "null", #"{"a":1"#, #"{"a":1}x"#, #"{"a":1}}"#, #"{"b":1,"a":2}"#, #"{"a":1,"a":2}"#,
            #"{"a" :1}"#, #"{"a":}"#, #"{"a":1,}"#, #"{a:1}"#, #"{"a":"x}"#, #"{"a":"\"}"#, #"{"a":[1}"#,
            #"{"a":{"b":1}"#,
        ])
    func refuses(text: String) {
        #expect(scan(text) == nil, "\(text)")
    }

    @Test("A stamp is read only as the engine writes it")
    func stamps() {
        for text in [
            "2026-01-31T09:30:00Z", "2026-01-31T09:30:00.000000+00:00", "2026-13-31T09:30:00.000000Z", "x", "",
        ] {
            #expect(scan(#"{"recorded_at":"\#(text)"}"#)?.stamp == nil, "\(text)")
        }
        #expect(scan(#"{"recorded_at":17}"#)?.stamp == nil)
    }
}
