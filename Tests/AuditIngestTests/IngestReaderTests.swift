import AuditEvents
import AuditIngest
import Testing

@Suite struct IngestReaderTests {
    private static func codes(_ items: [IngestItem]) -> [String] {
        items.map { item in
            switch item.result {
            case .success(let record): "\(item.line):\(record.event.action)"
            case .failure(let error): "\(item.line):\(error.code.rawValue)"
            }
        }
    }

    private static func read(_ text: String, maximumDocument: Int = Ingester.maximumDocument) -> [String] {
        codes(Reading.items(Array(text.utf8), maximumDocument: maximumDocument))
    }

    @Test func aBadLineIsRefusedByItsNumberAndTheRestIsRead() {
        let text = """
            {"action":"a"}

            {"action":"b"
            nonsense
            {"colour":"red"}
            []
            "x"
            {"action":"c"}
            """
        #expect(
            Self.read(text) == [
                "1:a", "3:malformed", "4:malformed", "5:unknown_format", "7:malformed", "8:c",
            ])
    }

    @Test func aDocumentOverManyLinesIsRead() {
        let text = """

            {
              "action": "a",
              "input": { "text": "brackets in a text ]}\\" do not count {[" }
            }
            {
              "action": "b" }
            [
              {"action": "c"},
              {"action": "d"}
            ]
            {"action": "e"}
            {"action": "f"}
            """
        #expect(Self.read(text) == ["2:a", "6:b", "8:c", "8:d", "12:e", "13:f"])
    }

    @Test func aDocumentThatNeverEndsIsReadLineByLine() {
        let text = "{\"action\":\"a\n{\"action\":\"b\"}\n\n{\"action\":\"c\"}\n"
        #expect(Self.read(text) == ["1:malformed", "2:b", "4:c"])
    }

    @Test func aDocumentThatIsTooLongIsReadLineByLine() {
        let lines = (1...50).map { "{\"action\":\"a\($0)\"}" }
        let text = "{\"action\":\"a\n" + lines.joined(separator: "\n")
        #expect(
            Self.read(text, maximumDocument: 100) == ["1:malformed"] + (1...50).map { "\($0 + 1):a\($0)" })
    }

    @Test func aDocumentWithAFaultIsOneRefusal() {
        #expect(Self.read("{\n\"action\": \"a\",\n\"action\": \"b\"\n}\n") == ["1:malformed"])
    }

    @Test func aLineThatIsTooLongIsRefusedUnreadAndTheRestIsRead() throws {
        let long = "{\"action\":\"a\",\"input\":{\"t\":\"" + String(repeating: "x", count: 1_000_000) + "\"}}"
        let text = "{\"action\":\"a\"}\n" + long + "\n{\"action\":\"b\"}\n" + long
        for chunk in [1000, 3_000_000] {
            let items = Reading.items(Array(text.utf8), chunk: chunk)
            #expect(Self.codes(items) == ["1:a", "2:too_large", "3:b", "4:too_large"])
            guard case .failure(let error) = items[1].result else { return }
            #expect(error.limit == 1_000_000)
            #expect(error.actual == long.utf8.count)
        }
    }

    @Test func linesMayEndWithCRLFAndTheFileStartWithAByteOrderMark() throws {
        let plain = try Reading.records("{\"action\":\"a\"}\n{\"action\":\"b\"}\n")
        let other = try Reading.records("\u{FEFF}{\"action\":\"a\"}\r\n{\"action\":\"b\"}")
        #expect(plain == other)
    }

    @Test func theSameLineTwiceIsTwoEventsAndTheSameFileTwiceIsNone() throws {
        let text = "{\"action\":\"a\"}\n{\"action\":\"b\"}\n{\"action\":\"a\"}\n{\"action\":\"a\"}\n"
        let first = try Reading.records(text)
        #expect(Set(first.map(\.event.eventID)).count == 4)
        #expect(try Reading.records(text) == first)
    }

    @Test func idsAreKeyedAndATenantsOwn() throws {
        func id(tenant: String, key: UInt8) throws -> String? {
            let ingester = Ingester(tenantID: tenant, contentMACKey: [UInt8](repeating: key, count: 32))
            return try ingester.items(in: Array("{\"action\":\"a\"}".utf8), line: 1)[0].result.get().event.eventID
        }
        let id0 = try id(tenant: "t_a", key: 1)
        #expect(try id(tenant: "t_a", key: 1) == id0)
        #expect(try id(tenant: "t_b", key: 1) != id0)
        #expect(try id(tenant: "t_a", key: 2) != id0)
        // HMAC-SHA256 of t_a, a zero byte, the line and 00000000, by another implementation.
        #expect(id0 == "mac_bc8b54f1562ecc8b0d4a9a58188c7c2d")
    }

    @Test func foreignRecordsNeedATenant() {
        let error = Reading.refusal(
            #"{"auditID":"a","verb":"get","stageTimestamp":"2026-01-01T00:00:00Z"}"#, tenant: nil)
        #expect(error?.code == .missingField)
        #expect(error?.field == "tenant_id")
    }

    @Test func aFormatThatIsNamedIsNotGuessed() {
        let text = #"{"auditID":"a","verb":"get","stageTimestamp":"2026-01-01T00:00:00Z"}"#
        #expect(Reading.refusal(text, format: .nexus)?.code == .unknownField)
        #expect(Reading.refusal(text, format: .github)?.field == "action")
        #expect(Reading.refusal(text, format: .k8sAudit) == nil)
    }

    @Test func noRefusalRepeatsWhatTheRecordSays() {
        for text in [
            #"{"ana@example.com":1}"#, #"{"action":"ana@example.com"}"#, #"{"action":"a","ana@example.com":1}"#,
            #"{"auditID":"x","verb":"get","stageTimestamp":"ana@example.com"}"#, "ana@example.com",
            #"{"action":"a","@timestamp":"ana@example.com"}"#,
        ] {
            #expect(Reading.refusal(text)?.message.contains("example") == false)
            #expect(Reading.refusal(text)?.field?.contains("example") != true)
        }
    }
}
