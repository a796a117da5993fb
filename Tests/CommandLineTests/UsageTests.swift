import AuditEvents
import Testing

@Suite struct UsageTests {
    static let commands = [
        "init", "vkey", "emit", "ingest", "log", "show", "trace", "prefs", "prefs set", "prefs show", "checkpoint",
        "prove", "verify", "export", "redact", "redaction", "redaction check", "redaction test", "redaction kinds",
        "redaction rotate", "redaction lookup", "rebuild", "stats",
    ]

    @Test("every command's help has an example and says what --json does", arguments: commands)
    func everyCommandHasHelpWithAnExample(command: String) throws {
        let tool = try Tool()
        let help = try tool.run(command.split(separator: " ").map(String.init) + ["--help"]).expectDone()
        #expect(help.text.contains("Example"))
        #expect(help.text.contains("nexus \(command)"))
        if command != "prefs", command != "redaction" { #expect(help.text.contains("--json")) }
        let example = help.text.components(after: "Example").prefix { !$0.hasPrefix("USAGE") }
        #expect(example.allSatisfy { $0.count <= 80 }, "a wrapped example cannot be copied")
    }

    @Test(
        "wrong usage ends with 64",
        arguments: [
            ["nonsense"], ["log"], ["log", "--tenant", "T"], ["log", "--tenant", "t_a", "--from", "-1"],
            ["show", "--tenant", "t_a"], ["show", "--tenant", "t_a", "--index", "0", "--event", "e"],
            ["emit", "--tenant", "t_a"], ["emit", "--tenant", "t_a", "--action", "a.b", "--actor", "u_1"],
            ["emit", "--tenant", "t_a", "--action", "a.b", "--outcome", "fine"],
            ["emit", "--tenant", "t_a", "--action", "a.b", "--input", "-", "--output", "-"],
            ["emit", "--tenant", "t_a", "--action", "a.b", "--resource", "thing"],
            ["export", "--tenant", "t_a", "--format", "csv"], ["export", "--tenant", "t_a", "--from", "yesterday"],
            ["verify", "--proof", "p"], ["verify", "--proof", "p", "--event", "e"], ["verify", "--vkey", "nonsense"],
            ["prove", "--tenant", "t_a"], ["prove", "--index", "0"],
            ["prefs", "set", "--tenant", "t_a"], ["prefs", "set", "--tenant", "t_a", "--opt-in", "--opt-out"],
        ])
    func wrongUsageEndsWith64(arguments: [String]) throws {
        let tool = try Tool()
        let plain = try tool.run(arguments)
        #expect(plain.code == 64)
        #expect(plain.out.isEmpty)
        #expect(plain.errorText.contains("sage"))

        let json = try tool.run(arguments + ["--json"])
        #expect(json.code == 64)
        #expect(try json.error["code"] == "usage")
        #expect(try json.error["message"]?.string?.isEmpty == false)
    }

    @Test("a usage error does not repeat what redaction would take out")
    func usageErrorsAreRedacted() throws {
        let tool = try Tool()
        for arguments in [
            ["log", "--tenant", "ana@example.com"], ["emit", "ana@example.com"], ["ana@example.com"],
            ["emit", "--tenant", "t_a", "--action", "a.b", "--actor", "ana@example.com"],
        ] {
            for arguments in [arguments, arguments + ["--json"]] {
                let outcome = try tool.run(arguments)
                #expect(outcome.code == 64)
                #expect(!outcome.errorText.contains("ana@"), "\(arguments)")
            }
        }
    }

    @Test(
        "without a store every command that needs one ends with 2 and names the way out",
        arguments: [
            ["vkey"], ["emit", "--tenant", "t_a", "--action", "a.b"], ["ingest", "/dev/null"],
            ["log", "--tenant", "t_a"], ["show", "--tenant", "t_a", "--index", "0"], ["trace", "r"],
            ["prefs", "set", "--tenant", "t_a", "--opt-out"], ["prefs", "show", "--tenant", "t_a"],
            ["checkpoint", "--tenant", "t_a"], ["prove", "--tenant", "t_a", "--index", "0"], ["verify"],
            ["export", "--tenant", "t_a"], ["rebuild"], ["stats"], ["redaction", "rotate"],
            ["redaction", "lookup", "--tenant", "t_a", "--kind", "EMAIL", "--as-admin", "--reason", "r", "x"],
        ])
    func missingStore(arguments: [String]) throws {
        let tool = try Tool()
        let json = try tool.run(arguments + ["--json"])
        #expect(json.code == 2)
        #expect(json.out.isEmpty)
        let error = try json.error
        #expect(error["code"] == "store_missing")
        #expect(error["durability"] == "not_written")
        #expect(error["retryable"] != nil)

        let plain = try tool.run(arguments)
        #expect(plain.code == 2)
        #expect(plain.errorText.contains("nexus init"))
        #expect(Files.all(under: tool.folder.path).allSatisfy { !$0.contains("/store") }, "a store was made")
    }
}

extension String {
    /// The lines after the first that begins with `start`.
    fileprivate func components(after start: String) -> ArraySlice<Substring> {
        let lines = split(separator: "\n", omittingEmptySubsequences: false)
        return lines.drop { !$0.hasPrefix(start) }
    }
}
