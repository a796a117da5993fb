import AuditEvents
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite("query, tail and the index they use")
struct SearchTests {
    /// 60 events of two tenants.
    private func store() throws -> Tool {
        let tool = try Tool.withStore()
        let lines = (0..<60).map { n in
            #"{"event_id":"e-\#(n)","tenant_id":"t_\#(n % 3 == 0 ? "bert" : "anna")","request_id":"r-\#(n)","action":"notes.\#(n % 2 == 0 ? "create" : "delete")","outcome":"\#(n % 10 == 0 ? "denied" : "success")","actor":{"type":"agent","id":"a_1","on_behalf_of":{"type":"human","id":"u_\#(n % 4)"}},"resource":{"type":"note","id":"\#(n)"},"input":{"text":"reading room number \#(n)"}}"#
        }
        try tool.run("ingest", "-", input: lines.joined(separator: "\n")).expectDone()
        return tool
    }

    /// Looks again and again, for a minute at most.
    private func wait(until isDone: () throws -> Bool) throws {
        for _ in 0..<3_000 {
            if try isDone() { return }
            usleep(20_000)
        }
        Issue.record("waited for a minute")
    }

    private func ids(_ objects: [JSONObject]) -> [String] { objects.compactMap { $0["event"]?["event_id"]?.string } }

    @Test("query prints a line an event and the page behind it; a cursor goes on where it ended")
    func pages() throws {
        let tool = try store()
        var found: [String] = []
        var cursor: [String] = []
        repeat {
            let objects = try tool.run(["query", "action:notes.create", "--limit", "7", "--json"] + cursor).expectDone()
                .objects
            found += ids(objects)
            let page = try #require(objects.last?["page"])
            if cursor.isEmpty { #expect(page["total"] == ["count": 30, "exact": true]) }
            cursor = page["next"]?.string.map { ["--cursor", $0] } ?? []
        } while !cursor.isEmpty
        #expect(found.count == 30)
        let all = try tool.run("query", "action:notes.create", "--all", "--oldest", "--json").expectDone().objects
        #expect(Set(ids(all)) == Set(found))
        #expect(all.last?["page"]?["next"] == .null)
        let first = try #require(all.first)
        #expect(Set(first.map(\.key)) == ["event", "index", "leaf_hash", "matched", "tenant_id"])
        #expect(first["matched"]?.array?.first == ["path": "action", "text": "notes.create", "ranges": [[0, 12]]])
    }

    @Test("for people it is a table, with the words that were found beneath")
    func table() throws {
        let tool = try store()
        let outcome = try tool.run("query", "room", "on-behalf-of:u_2", "-outcome:success", "--limit", "2")
        #expect(outcome.code == 0)
        let lines = outcome.text.split(separator: "\n")
        #expect(lines.count == 4)
        #expect(lines[0].contains("agent:a_1 for human:u_2  notes.create  note:"))
        #expect(lines[0].contains("  denied  r-"))
        #expect(lines[1].hasPrefix("    input.text: reading room number "))
        #expect(outcome.errorText.contains("2 of 3; go on with --cursor "))
        #expect(try tool.run("query", "nothing-like-this").errorText == "no event matches\n")
    }

    @Test(
        "a tenant's events alone, whatever the expression", arguments: ["*", "-tenant:t_anna", "tenant:t_bert OR room"])
    func tenant(_ expression: String) throws {
        let objects = try store().run("query", expression, "--tenant", "t_anna", "--all", "--json").expectDone().objects
        #expect(objects.dropLast().allSatisfy { $0["tenant_id"] == "t_anna" })
    }

    @Test("facet, histogram and explanation")
    func counts() throws {
        let tool = try store()
        let facet = try tool.run("query", "room", "--facet", "on-behalf-of", "--limit", "2", "--json").expectDone()
            .objects
        #expect(facet.first == ["field": "on-behalf-of", "value": "u_0", "count": 15])
        #expect(facet.last == ["events": ["count": 60, "exact": true]])
        let histogram = try tool.run("query", "", "--histogram", "1d", "--json").expectDone().objects
        #expect(histogram.dropLast().compactMap { $0["count"]?.number }.reduce(0, +) == 60)
        let explanation = try tool.run("query", "--explain", "a", "OR", "b", "--json").expectDone().object
        #expect(explanation["query"] == "a OR b")
        #expect(explanation["indexed"] == 60)
        #expect(try tool.run("query", "--facet", "nothing").code == 64)
    }

    @Test("a bad expression is wrong usage, with its column and a mark beneath the place")
    func badExpression() throws {
        let tool = try store()
        let error = try tool.run("query", "actor:u_1 (", "--json")
        #expect(error.code == 64)
        #expect(try error.error["code"] == "invalid_query")
        #expect(try error.error["column"] == 12)
        let text = try tool.run("query", "actr:u_1").errorText
        #expect(text.contains("did you mean actor?"))
        #expect(text.contains("\n  actr:u_1\n  ^\n"))
        // What may be personal is not shown again.
        let personal = try tool.run("query", "mail:ana@example.com").errorText
        #expect(!personal.contains("ana@example.com"))
        #expect(!(try tool.run("query", "input.\"ana@example.com\":").errorText.contains("ana@example.com")))
        let explained = try tool.run("query", "--explain", "input.note:ana@example.com").expectDone().text
        #expect(!explained.contains("ana@example.com"))
        #expect(try tool.run("query", "--limt", "4").errorText.contains("There is no option --limt."))
        #expect(try tool.run("query", "--limit", "0").code == 64)
        #expect(try tool.run("query", "--cursor", "abc").code == 64)
    }

    @Test("a damaged index is put aside and said, a deleted one is made, and rebuild makes the same")
    func rebuild() throws {
        let tool = try store()
        let before = try tool.run("query", "room", "--all", "--json").expectDone().out
        try Files.write(Array("no database at all, and longer than that".utf8), to: tool.store + "/index.sqlite")
        let damaged = try tool.run("query", "room", "--all")
        #expect(damaged.code == 0)
        #expect(damaged.errorText.contains("put aside as"))
        #expect(try tool.run("query", "room", "--all", "--json").expectDone().out == before)
        unlink(tool.store + "/index.sqlite")
        #expect(try tool.run("query", "room", "--all", "--json").expectDone().out == before)
        #expect(try tool.run("rebuild", "--json").expectDone().object["indexed"] == 60)
        #expect(try tool.run("query", "room", "--all", "--json").expectDone().out == before)
    }

    @Test("query --index keeps the index elsewhere, for whoever may not write to the store")
    func elsewhere() throws {
        let tool = try store()
        let objects = try tool.run("query", "room", "--all", "--json", "--index", tool.file("own.sqlite")).expectDone()
            .objects
        #expect(objects.count == 61)
        #expect(access(tool.store + "/index.sqlite", F_OK) != 0)
    }

    @Test(
        "tail follows what is accepted, ends with Ctrl-C, and goes on from its cursor with nothing missed",
        .timeLimit(.minutes(10)))
    func tail() throws {
        let tool = try store()
        func emit(_ number: Int) throws {
            try tool.run(
                "emit", "--tenant", "t_anna", "--action", number % 2 == 0 ? "live.yes" : "live.no", "--event-id",
                "live-\(number)"
            ).expectDone()
        }
        let first = try tool.start(["tail", "action:live.yes", "--tenant", "t_anna", "--json"])
        var next = 0
        // The tail begins with what comes after it looked: so long something is emitted.
        while try Files.read(first.outputPath).isEmpty, next < 400 {
            try emit(next)
            next += 1
        }
        for _ in 0..<4 {
            try emit(next)
            next += 1
        }
        try wait { try Files.read(first.outputPath).split(separator: 0x0A).count >= 2 }
        kill(first.pid, SIGINT)
        let ended = try first.finish()
        #expect(ended.code == 0)
        let objects = try ended.objects
        let cursor = try #require(objects.last?["cursor"]?.string)
        for _ in 0..<6 {
            try emit(next)
            next += 1
        }
        let second = try tool.start(["tail", "action:live.yes", "--tenant", "t_anna", "--json", "--cursor", cursor])
        let seen = ids(objects)
        let start = try #require(Int(seen[0].dropFirst(5)))
        let expected = stride(from: start, to: next, by: 2).map { "live-\($0)" }
        try wait { try seen.count + Files.read(second.outputPath).split(separator: 0x0A).count >= expected.count }
        kill(second.pid, SIGTERM)
        #expect(try seen + ids(second.finish().objects) == expected)
    }
}
