import AuditEvents
import Testing

@Suite struct VerifyTests {
    @Test("a whole store verifies, and says so per log")
    func valid() throws {
        let tool = try LogTests.store(entries: 300)
        try tool.run("emit", "--tenant", "t_other", "--action", "a.b").expectDone()
        let before = Files.all(under: tool.store)
        let object = try tool.run("verify", "--json").expectDone().object
        #expect(object["ok"] == true)
        let logs = try #require(object["logs"]?.array)
        #expect(logs.compactMap { $0["tenant_id"]?.string } == ["t_demo", "t_other"])
        #expect(logs.compactMap { $0["size"]?.number } == [300, 1])
        #expect(logs.allSatisfy { $0["root"]?.string?.count == 64 && $0["findings"] == [] })
        #expect(Files.all(under: tool.store) == before, "verify wrote")

        let text = try tool.run("verify", "--vkey", try tool.run("vkey").text.trimmed).expectDone().text
        #expect(text.contains("✓ t_demo"))
        let stranger = try Tool.withStore().run("vkey").text.trimmed
        #expect(try tool.run("verify", "--vkey", stranger, "--json").code == 1)
    }

    @Test("a flipped byte in a bundle is named by tenant, index, file, offset, expected and found hash")
    func flippedByte() throws {
        let tool = try LogTests.store(entries: 300)
        let bundle = tool.store + "/logs/t_demo/tile/entries/000"
        var bytes = try Files.read(bundle)
        let mark = Array(#""n":42}"#.utf8)
        let place = try #require(bytes.firstOffset(of: mark))
        bytes[place + 4] ^= 1
        try Files.write(bytes, to: bundle)

        let outcome = try tool.run("verify", "--json")
        #expect(outcome.code == 1)
        #expect(outcome.err.isEmpty)
        let object = try outcome.object
        #expect(object["ok"] == false)
        let log = try #require(object["logs"]?.array?.first)
        #expect(log["tenant_id"] == "t_demo")
        let finding = try #require(log["findings"]?.array?.first { $0["kind"] == "leaf" })
        #expect(finding["index"] == 42)
        #expect(finding["file"] == "logs/t_demo/tile/entries/000")
        // The record begins with two bytes of length before the entry.
        let offset = try #require(finding["offset"]?.number)
        #expect(offset < Double(place) && offset > Double(place) - 2000)
        #expect(finding["expected"]?.string?.count == 64)
        #expect(finding["found"]?.string?.count == 64)
        #expect(finding["expected"] != finding["found"])

        let text = try tool.run("verify")
        #expect(text.code == 1)
        for word in ["✗ t_demo", "entry 42", "logs/t_demo/tile/entries/000", "expected", "found", "DAMAGED"] {
            #expect(text.text.contains(word), "\(word) in \(text.text)")
        }

        bytes[place + 4] ^= 1
        try Files.write(bytes, to: bundle)
        try tool.run("verify").expectDone()
    }

    @Test("a store whose journal contradicts its log is damaged")
    func journalAgainstLog() throws {
        let tool = try LogTests.store(entries: 20)
        let segments = Files.all(under: tool.store + "/journal")
        var isChanged = false
        for segment in segments {
            var bytes = try Files.read(segment)
            guard let place = bytes.firstOffset(of: Array(#""n":7}"#.utf8)) else { continue }
            bytes[place + 4] ^= 1
            try Files.write(bytes, to: segment)
            isChanged = true
        }
        try #require(isChanged, "the journal holds no entry to damage")
        let outcome = try tool.run("verify", "--json")
        #expect(outcome.code == 1)
        let findings = try outcome.object["logs"]?.array?.first?["findings"]?.array
        #expect(findings?.contains { $0["kind"] == "journal" } == true)
    }
}

extension [UInt8] {
    func firstOffset(of needle: [UInt8]) -> Int? {
        guard count >= needle.count else { return nil }
        return (0...(count - needle.count)).first { self[$0] == needle[0] && self[$0...].starts(with: needle) }
    }
}
