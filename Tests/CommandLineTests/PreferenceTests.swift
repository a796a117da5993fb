import AuditEvents
import Testing

@Suite struct PreferenceTests {
    @Test("choices are shown as they are, a user's beside the tenant's")
    func setAndShow() throws {
        let tool = try Tool.withStore()
        let empty = try tool.run("prefs", "show", "--tenant", "t_demo", "--json").expectDone().object
        #expect(empty["tenant"] == JSONValue.null)
        #expect(empty["users"] == [:])

        let receipt = try tool.run("prefs", "set", "--tenant", "t_demo", "--opt-out", "--json").expectDone().object
        #expect(receipt["index"] == 0)
        try tool.run("prefs", "set", "--tenant", "t_demo", "--user", "u_1", "--opt-in").expectDone()
        let shown = try tool.run("prefs", "show", "--tenant", "t_demo", "--json").expectDone().object
        #expect(shown["tenant"] == ["opt_out": true, "index": 0])
        #expect(shown["users"] == ["u_1": ["opt_out": false, "index": 1]])
        let text = try tool.run("prefs", "show", "--tenant", "t_demo").expectDone().text
        #expect(text.contains("opted out"))
        #expect(text.contains("u_1"))
    }

    @Test("a training export leaves out what is not allowed now, also what was allowed when it was written")
    func trainingExport() throws {
        let tool = try Tool.withStore()
        for (user, note) in [("u_1", "plain"), ("u_2", "plain"), ("u_2", "mail ana@example.com")] {
            try tool.run(
                "emit", "--tenant", "t_demo", "--action", "a.b", "--actor", "human:\(user)", "--input",
                #"{"note":"\#(note)"}"#
            ).expectDone()
        }
        func actors() throws -> [String] {
            let objects = try tool.run("export", "--tenant", "t_demo", "--for", "training").expectDone().objects
            return objects.dropLast().compactMap { ($0["event"] ?? .object($0))["actor"]?["id"]?.string }
        }
        #expect(try actors() == ["u_1", "u_2"])
        try tool.run("prefs", "set", "--tenant", "t_demo", "--user", "u_1", "--opt-out").expectDone()
        #expect(try actors().contains("u_1") == false)
        #expect(try actors().contains("u_2"))
        try tool.run("prefs", "set", "--tenant", "t_demo", "--opt-out").expectDone()
        try tool.run("prefs", "set", "--tenant", "t_demo", "--user", "u_1", "--opt-in").expectDone()
        #expect(try actors().filter { $0.hasPrefix("u_") } == ["u_1"])
    }
}
