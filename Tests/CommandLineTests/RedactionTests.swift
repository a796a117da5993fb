import AuditEvents
import Testing

/// `nexus redaction`: rotating pseudonym keys and looking pseudonyms up.
@Suite struct RedactionTests {
    private static let ana = "ana@example.com"

    private func emit(_ tool: Tool) throws -> String {
        let receipt = try tool.run(
            "emit", "--tenant", "t_demo", "--action", "a.b", "--actor", "human:\(Self.ana)", "--json"
        ).expectDone().object
        return try #require(try entry(tool, "t_demo", receipt)["actor"]?["id"]?.string)
    }

    private func entry(_ tool: Tool, _ tenant: String, _ receipt: JSONObject) throws -> JSONValue {
        let index = String(Int(try #require(receipt["index"]?.number)))
        let object = try tool.run("show", "--tenant", tenant, "--index", index, "--json").expectDone().object
        return try #require(object["event"])
    }

    private func lookUp(_ tool: Tool, _ arguments: [String], input: String? = nil) throws -> Tool.Outcome {
        try tool.run(
            ["redaction", "lookup", "--tenant", "t_demo", "--kind", "EMAIL", "--as-admin", "--reason", "request 17"]
                + arguments, input: input.map { Array($0.utf8) })
    }

    @Test("a rotation is recorded, and a lookup finds what was written before and after it")
    func rotateAndLookUp() throws {
        let tool = try Tool.withStore()
        let before = try emit(tool)
        let rotation = try tool.run("redaction", "rotate", "--json").expectDone().object
        #expect(rotation["epoch"] == 2)
        let after = try emit(tool)
        #expect(before.hasPrefix("<EMAIL:k1:") && after.hasPrefix("<EMAIL:k2:"))

        let record = try entry(tool, "t_system", try #require(rotation["receipt"]?.object))
        #expect(record["action"] == "redaction.pseudonym_key.rotate" && record["input"] == ["epoch": 2])
        #expect(record["actor"]?["type"] == "human")

        let answer = try lookUp(tool, ["Ana@EXAMPLE.com", "--actor", "human:dpo_1", "--json"]).expectDone().object
        #expect(answer["kind"] == "EMAIL")
        #expect(
            answer["pseudonyms"] == [
                ["epoch": 1, "pseudonym": .string(before)], ["epoch": 2, "pseudonym": .string(after)],
            ])
        let lookup = try entry(tool, "t_demo", try #require(answer["receipt"]?.object))
        #expect(lookup["action"] == "redaction.lookup")
        #expect(lookup["resource"] == ["type": "pseudonym", "id": .string(after)])
        #expect(lookup["actor"] == ["type": "human", "id": "dpo_1"])
        #expect(lookup["input"]?["reason"] == "request 17")

        let plain = try lookUp(tool, ["-"], input: "\(Self.ana)\n").expectDone().text
        #expect(plain.hasPrefix("\(before)\n\(after)\n"))
        try tool.run("verify").expectDone()
        try tool.run("rebuild").expectDone()
        try tool.run("verify").expectDone()
        for file in Files.all(under: tool.store) {
            #expect(try !Files.text(file).lowercased().contains(Self.ana), "\(file)")
        }
    }

    @Test("a preference holds across rotations, for the engine and for an export")
    func preferences() throws {
        let tool = try Tool.withStore()
        try tool.run("prefs", "set", "--tenant", "t_demo", "--user", Self.ana, "--opt-out").expectDone()
        func reason() throws -> JSONValue? {
            try tool.run(
                "emit", "--tenant", "t_demo", "--action", "a.b", "--actor", "human:\(Self.ana)", "--json"
            ).expectDone().object["train_reason"]
        }
        #expect(try reason() == "user_opt_out")
        for _ in 0..<2 {
            try tool.run("redaction", "rotate").expectDone()
            #expect(try reason() == "user_opt_out")
        }
        try tool.run("prefs", "set", "--tenant", "t_demo", "--user", Self.ana, "--opt-in").expectDone()
        #expect(try reason() == "pii")
    }

    @Test("a lookup without its record, its reason or its right gives no answer")
    func noAnswerWithoutARecord() throws {
        let tool = try Tool.withStore()
        _ = try emit(tool)
        for arguments in [
            ["--kind", "EMAIL", "--reason", "r", Self.ana], ["--kind", "EMAIL", "--as-admin", Self.ana],
            ["--kind", "EMAIL", "--as-admin", "--reason", " ", Self.ana],
            ["--kind", "EMAIL", "--as-admin", "--reason", "r"],
            ["--as-admin", "--reason", "r", Self.ana],
            ["--kind", "EMAIL", "--as-admin", "--reason", "r", "--actor", "dpo", Self.ana],
        ] {
            let outcome = try tool.run(["redaction", "lookup", "--tenant", "t_demo"] + arguments)
            #expect(outcome.code == 64 && outcome.out.isEmpty, "\(arguments)")
            #expect(!outcome.errorText.contains(Self.ana))
        }
        let lookup = ["redaction", "lookup", "--as-admin", "--reason", "r", "--json"]
        let unknown = try tool.run(lookup + ["--tenant", "t_demo", "--kind", "NONSENSE", Self.ana])
        #expect(unknown.code == 1 && unknown.out.isEmpty)
        let absent = try tool.run(lookup + ["--tenant", "t_absent", "--kind", "EMAIL", Self.ana])
        #expect(try absent.code == 1 && absent.out.isEmpty && absent.error["code"] == "not_found")
        let empty = try tool.run(lookup + ["--tenant", "t_demo", "--kind", "EMAIL", "-"])
        #expect(empty.code == 1 && empty.out.isEmpty)

        #expect(try tool.run("log", "--tenant", "t_demo", "--json").objects.count == 1)
    }

    @Test("a policy's own kinds are looked up with that policy")
    func ownKinds() throws {
        let tool = try Tool.withStore()
        let rules = """
            kinds: { EMPLOYEE_ID: pseudonym, USERNAME: pseudonym }
            patterns: [{ name: staff, kind: EMPLOYEE_ID, pattern: 'E-[0-9]{6}' }]
            """
        try Files.write(rules, to: tool.file("policy.yaml"))
        let policy = ["--policy", tool.file("policy.yaml")]
        let emitted = try tool.run(
            ["emit", "--tenant", "t_demo", "--action", "a.b", "--json", "--input", #"{"n":"E-123456","login":"jroe"}"#]
                + policy
        ).expectDone().object
        let input = try entry(tool, "t_demo", emitted)["input"]
        for (kind, value, key) in [("EMPLOYEE_ID", "E-123456", "n"), ("USERNAME", "jroe", "login")] {
            let lookup = [
                "redaction", "lookup", "--tenant", "t_demo", "--kind", kind, "--as-admin", "--reason", "about E-123456",
                "--json", value,
            ]
            let answer = try tool.run(lookup + policy).expectDone().object
            #expect(answer["pseudonyms"]?.array?.first?["pseudonym"] == input?[key])
            let record = try entry(tool, "t_demo", try #require(answer["receipt"]?.object))
            #expect(record["input"]?["reason"]?.string?.hasPrefix("about <EMPLOYEE_ID:k1:") == true)
        }
        let standard = ["--kind", "EMPLOYEE_ID", "--as-admin", "--reason", "r", "E-123456"]
        let refused = try tool.run(["redaction", "lookup", "--tenant", "t_demo"] + standard)
        #expect(refused.code == 1 && refused.out.isEmpty)
        let twice = try tool.run(
            ["redaction", "lookup", "--tenant", "t_demo", "--policy", "-"] + standard.dropLast() + ["-"])
        #expect(twice.code == 64)
    }

    @Test("while another process writes, nothing can be recorded, and so nothing is answered or rotated")
    func locked() async throws {
        let tool = try Tool.withStore()
        let fifo = try Fifo(tool.file("fifo"))
        let holder = try tool.start(["ingest", "-"], inputPath: fifo.path)
        try fifo.write(#"{"action":"a.b","tenant_id":"t_demo","request_id":"r"}"# + "\n")
        try await tool.waitForEntries(1)
        for outcome in [try lookUp(tool, [Self.ana]), try tool.run("redaction", "rotate")] {
            #expect(outcome.code == 2 && outcome.out.isEmpty && outcome.errorText.contains("store_locked"))
        }
        fifo.close()
        #expect(try holder.finish().code == 0)
        #expect(try lookUp(tool, [Self.ana]).code == 0)
    }

    @Test("a missing key is named")
    func missingKey() throws {
        let tool = try Tool.withStore()
        try tool.run("redaction", "rotate").expectDone()
        _ = try emit(tool)
        _ = try tool.shell(#"/bin/rm "$NEXUS_DIR/keys/pseudonym-2""#).expectDone()
        for command in [["emit", "--tenant", "t_demo", "--action", "a.b"], ["rebuild"], ["redaction", "rotate"]] {
            let outcome = try tool.run(command)
            #expect(outcome.code == 2 && outcome.errorText.contains("keys/pseudonym-2 "), "\(command)")
        }
        try tool.run("verify").expectDone()
    }
}
