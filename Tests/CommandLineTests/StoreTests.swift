import AuditEvents
import MerkleLog
import Testing

@Suite struct StoreTests {
    @Test("init makes a store once, and says its key again")
    func initMakesAStore() throws {
        let tool = try Tool()
        let made = try tool.run("init", "--instance", "audit.example.com", "--json").expectDone().object
        #expect(made["created"] == true)
        #expect(made["instance"] == "audit.example.com")
        let again = try tool.run("init", "--json").expectDone().object
        #expect(again["created"] == false)
        #expect(again["vkey"] == made["vkey"])
        #expect(try tool.run("init", "--instance", "other.example.com", "--json").code == 1)
        #expect(try tool.run("vkey", "--json").expectDone().object["vkey"] == made["vkey"])
    }

    @Test("a log's vkey is the instance's key under the log's name")
    func vkeyOfALog() throws {
        let tool = try Tool.withStore()
        let instance = try #require(NoteVerifier(vkey: try tool.run("vkey").text.trimmed))
        let log = try #require(NoteVerifier(vkey: try tool.run("vkey", "--tenant", "t_demo").text.trimmed))
        #expect(log.name == "audit.example.com/t_demo")
        #expect(log == instance.named("audit.example.com/t_demo"))
        #expect(log.keyID != instance.keyID)
    }

    @Test("the store's folder comes from --dir before $NEXUS_DIR")
    func dirOption() throws {
        let tool = try Tool()
        let other = tool.file("other")
        try tool.run("init", "--dir", other).expectDone()
        #expect(try tool.run("vkey").code == 2)
        try tool.run("vkey", "--dir", other).expectDone()
    }

    @Test("a second writer is refused with the first one's PID and told of --server")
    func secondWriterIsRefused() async throws {
        let tool = try Tool.withStore()
        let fifo = try Fifo(tool.file("fifo"))
        let holder = try tool.start(["ingest", "--tenant", "t_demo", "-"], inputPath: fifo.path)
        try fifo.write(IngestTests.line(0) + "\n")
        try await tool.waitForEntries(1)

        let json = try tool.run("emit", "--tenant", "t_demo", "--action", "a.b", "--json")
        #expect(json.code == 2)
        #expect(try json.error["code"] == "store_locked")
        #expect(try json.error["message"]?.string?.contains("\(holder.pid)") == true)
        let plain = try tool.run("checkpoint", "--tenant", "t_demo")
        #expect(plain.code == 2)
        #expect(plain.errorText.contains("\(holder.pid)"))
        #expect(plain.errorText.contains("--server URL"))

        // Reading takes no lock.
        try tool.run("stats").expectDone()
        try tool.run("verify").expectDone()
        fifo.close()
        #expect(try holder.finish().code == 0)
        try tool.run("emit", "--tenant", "t_demo", "--action", "a.b").expectDone()
    }

    @Test("stats counts, and rebuild makes the views anew")
    func statsAndRebuild() throws {
        let tool = try Tool.withStore()
        for id in ["a", "b", "c"] {
            try tool.run("emit", "--tenant", "t_demo", "--action", "a.b", "--event-id", id).expectDone()
        }
        let stats = try tool.run("stats", "--json").expectDone().object
        #expect(JSONValue.object(stats).contains(3))
        #expect(try tool.run("stats").expectDone().text.contains("t_demo"))

        _ = try tool.run("rebuild", "--json").expectDone().object
        try tool.run("verify").expectDone()
        let repeated = try tool.run(
            "emit", "--tenant", "t_demo", "--action", "a.b", "--event-id", "b", "--json"
        ).expectDone().object
        #expect(repeated["duplicate"] == true)
        #expect(repeated["index"] == 1)
    }
}

extension JSONValue {
    fileprivate func contains(_ value: JSONValue) -> Bool {
        switch self {
        case .object(let object): object.contains { $0.value.contains(value) }
        case .array(let items): items.contains { $0.contains(value) }
        default: self == value
        }
    }
}

extension String {
    var trimmed: String { String(drop { $0 == " " }.prefix { $0 != "\n" }) }
}
