import AuditEvents
import MerkleLog
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite struct LogTests {
    /// A store in which t_demo has `count` entries, the n-th with `{"n": n}`.
    static func store(entries count: Int) throws -> Tool {
        let tool = try Tool.withStore()
        let lines = (0..<count).map { n in
            #"{"event_id":"e-\#(n)","tenant_id":"t_demo","request_id":"r-\#(n)","action":"test.count","input":{"n":\#(n)}}"#
        }
        try tool.run("ingest", "-", input: lines.joined(separator: "\n")).expectDone()
        return tool
    }

    @Test("log prints index, leaf hash and event; the hash is that of the raw bytes")
    func entriesAsStored() throws {
        let tool = try Self.store(entries: 5)
        let objects = try tool.run("log", "--tenant", "t_demo", "--json").expectDone().objects
        #expect(objects.compactMap { $0["index"]?.number } == [0, 1, 2, 3, 4])
        #expect(objects.allSatisfy { Set($0.map(\.key)) == ["index", "leaf_hash", "event"] })

        let raw = try tool.run("log", "--tenant", "t_demo", "--raw").expectDone().out.split(separator: 0x0A)
        #expect(raw.map { MerkleHash.leaf($0).hex } == objects.compactMap { $0["leaf_hash"]?.string })
        #expect(
            try tool.run("show", "--tenant", "t_demo", "--index", "3", "--raw").out == Array(raw[3]) + [0x0A])
        #expect(try tool.run("show", "--tenant", "t_demo", "--event", "e-3", "--json").object == objects[3])
    }

    @Test("--from is inclusive, --to exclusive, and an empty range is no failure")
    func ranges() throws {
        let tool = try Self.store(entries: 5)
        func indexes(_ arguments: String...) throws -> [Double] {
            try tool.run(["log", "--tenant", "t_demo", "--json"] + arguments).expectDone().objects
                .compactMap { $0["index"]?.number }
        }
        #expect(try indexes("--from", "1", "--to", "3") == [1, 2])
        #expect(try indexes("--from", "4") == [4])
        #expect(try indexes("--from", "5").isEmpty)
        #expect(try indexes("--from", "3", "--to", "3").isEmpty)
        #expect(try tool.run("log", "--tenant", "t_nobody", "--json").expectDone().out.isEmpty)
    }

    @Test("what is not there ends with 1")
    func notFound() throws {
        let tool = try Self.store(entries: 2)
        for arguments in [
            ["show", "--tenant", "t_demo", "--index", "2"], ["show", "--tenant", "t_demo", "--event", "nothing"],
            ["show", "--tenant", "t_nobody", "--index", "0"], ["trace", "nothing"],
            ["prove", "--tenant", "t_demo", "--index", "2"], ["verify", "--tenant", "t_nobody"],
            ["checkpoint", "--tenant", "t_nobody"],
        ] {
            let outcome = try tool.run(arguments + ["--json"])
            #expect(outcome.code == 1, "\(arguments)")
            #expect(try outcome.error["code"] == "not_found", "\(arguments)")
        }
    }

    @Test("for people a line names time, actor, action, resource, outcome and surface, and cannot steer a terminal")
    func humanLines() throws {
        let tool = try Tool.withStore()
        try tool.run(
            "emit", "--tenant", "t_demo", "--action", "maybes.create", "--actor", "human:u_1\u{202E}",
            "--resource", "maybe:m_1"
        ).expectDone()
        let line = try tool.run("log", "--tenant", "t_demo").expectDone().text
        #expect(line.hasPrefix("#0  20"))
        for word in [#"human:u_1\u{202e}"#, "maybes.create", "maybe:m_1", "success", "cli"] {
            #expect(line.contains(word), "\(word) in \(line)")
        }
        #expect(!line.contains("\u{202E}"))
        let whole = try tool.run("show", "--tenant", "t_demo", "--index", "0").expectDone().text
        #expect(whole.contains(#"  "action": "maybes.create","#))
        #expect(!whole.contains("\u{202E}"))
    }

    @Test("--follow prints what comes, also of a log that begins later, and ends with 0 on Ctrl-C")
    func follow() async throws {
        let tool = try Tool.withStore()
        let follower = try tool.start(["log", "--tenant", "t_demo", "--follow", "--json"])
        try tool.run("emit", "--tenant", "t_demo", "--action", "a.first").expectDone()
        _ = try await follower.waitForOutput { $0.contains("a.first") }
        try tool.run("emit", "--tenant", "t_demo", "--action", "a.second").expectDone()
        _ = try await follower.waitForOutput { $0.contains("a.second") }
        follower.signal(SIGINT)
        let outcome = try follower.finish().expectDone()
        #expect(try outcome.objects.count == 2)
    }

    @Test("a reader that has read enough ends the program quietly")
    func brokenPipe() throws {
        let tool = try Self.store(entries: 2000)
        let outcome = try tool.shell(#""$NEXUS" log --tenant t_demo --raw | head -n 1"#)
        #expect(outcome.code == 0)
        #expect(outcome.err.isEmpty)
        #expect(outcome.out.split(separator: 0x0A).count == 1)
    }

    @Test("output that cannot be written is a failure, not silence")
    func fullDevice() throws {
        let tool = try Self.store(entries: 2)
        for command in [["log", "--tenant", "t_demo"], ["vkey"], ["export", "--tenant", "t_demo"]] {
            let outcome = try tool.start(command + ["--json"], outputPath: "/dev/full").finish()
            #expect(outcome.code == 2, "\(command)")
            #expect(try outcome.error["code"] == "io", "\(command)")
        }
    }
}
