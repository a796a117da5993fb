import AuditEvents
import Testing

/// `nexus redaction …`, and policies in `redact`, `emit` and `ingest`.
@Suite struct RedactionCommandTests {
    private static let policy = """
        kinds:
          EMAIL: { action: mask, last: 4 }
          POSTAL_CODE: off
        paths:
          input.card: remove
        patterns:
          - { name: staff, kind: EMPLOYEE_ID, pattern: '\\bE-\\d{6}\\b' }
        """

    private func tool(policy: String = policy) throws -> (tool: Tool, policy: String) {
        let tool = try Tool.withStore()
        try Files.write(policy, to: tool.file("policy.yaml"))
        return (tool, tool.file("policy.yaml"))
    }

    @Test("check says in plain words what a policy does, and its version")
    func check() throws {
        let (tool, policy) = try tool()
        let plain = try tool.run("redaction", "check", policy).expectDone().text
        for words in [
            "sha256:", "off: POSTAL_CODE", "mask, its last 4 letters and digits stay: EMAIL",
            "input.card: the member goes",
            #"staff: EMPLOYEE_ID, context, \bE-\d{6}\b"#, "always removed, since they are secrets: ",
        ] {
            #expect(plain.contains(words), "\(plain)")
        }
        let json = try tool.run("redaction", "check", policy, "--json").expectDone().object
        #expect(json["ok"] == true && json["findings"] == [] && json["off"] == ["POSTAL_CODE", "USERNAME"])
        #expect(plain.contains(try #require(json["policy"]?.string)))
        #expect(json["rules"]?["paths"] == [["path": "input.card", "action": "remove"]])
        #expect(try tool.run("redaction", "check", "standard", "--json").expectDone().object["policy"] == "nexus-3")
        let piped = try tool.run("redaction", "check", "-", "--json", input: Self.policy).expectDone().object
        #expect(piped == json)
        let sample = try tool.run("redaction", "check", Files.sample("redaction-policy.yaml")).expectDone()
        #expect(sample.text.contains("✓ policy sha256:"))
    }

    @Test("a bad policy is explained and ends with 1")
    func badPolicy() throws {
        let (tool, policy) = try tool(policy: "kinds:\n  EMIAL: off\n  AWS_KEY: keep\n")
        let plain = try tool.run("redaction", "check", policy)
        #expect(plain.code == 1 && plain.err.isEmpty)
        #expect(plain.text.contains("policy.yaml:2:3: there is no kind `EMIAL`; did you mean `EMAIL`?"))
        #expect(plain.text.contains("policy.yaml:3:3: AWS_KEY is a secret"))
        let json = try tool.run("redaction", "check", policy, "--json")
        #expect(json.code == 1)
        #expect(try json.object["ok"] == false)
        let first = try json.object["findings"]?.array?.first
        #expect(first?["line"] == 2 && first?["column"] == 3 && first?["message"] != nil)
        // Nothing is written with it.
        for arguments in [
            ["redact", "--policy", policy], ["redaction", "test", policy, "x"],
            ["emit", "--tenant", "t_a", "--action", "a.b", "--policy", policy],
            ["ingest", Files.sample("agents.ndjson"), "--policy", policy],
        ] {
            let outcome = try tool.run(arguments + ["--json"])
            #expect(outcome.code == 2 && outcome.out.isEmpty)
            #expect(try outcome.error["code"] == "invalid_policy")
            #expect(try outcome.error["message"]?.string?.contains("line 2, column 3") == true)
        }
        #expect(try tool.run("log", "--tenant", "t_a", "--json").out.isEmpty)
        #expect(try tool.run("redaction", "check", tool.file("none"), "--json").error["code"] == "io")
        try Files.write([0xFF, 0xFE], to: tool.file("bytes"))
        #expect(try tool.run("redaction", "check", tool.file("bytes")).code == 1)
    }

    @Test("test shows spans, kinds, rules and reasons")
    func test() throws {
        let (tool, policy) = try tool()
        let text = "é E-123456 ana@example.com zip 94107"
        let json = try tool.run("redaction", "test", policy, text, "--json").expectDone().object
        #expect(json["text"] == "é [EMPLOYEE_ID] [EMAIL:…ecom] zip 94107")
        #expect(
            json["spans"] == [
                [
                    "kind": "EMPLOYEE_ID", "start": 2, "end": 10, "rule": "pattern staff",
                    "why": "the policy's pattern fits", "outcome": "placeholder",
                ],
                [
                    "kind": "EMAIL", "start": 11, "end": 26, "rule": "detector EMAIL", "why": "its shape",
                    "outcome": "mask",
                ],
                [
                    "kind": "POSTAL_CODE", "start": 31, "end": 36, "rule": "detector POSTAL_CODE",
                    "why": "a key or a word beside it says so", "outcome": "off",
                ],
            ])
        let plain = try tool.run("redaction", "test", policy, text).expectDone().text
        #expect(plain.contains("é [EMPLOYEE_ID] [EMAIL:…ecom] zip 94107\n"))
        #expect(plain.contains("left: the kind is off; detector POSTAL_CODE"))
        let removed = try tool.run("redaction", "test", policy, "--at", "input.card", "x", "--json").expectDone().object
        #expect(removed["removed"] == true)
        let piped = try tool.run("redaction", "test", "standard", "-", "--json", input: "ana@example.com").expectDone()
        #expect(try piped.object["text"] == "[EMAIL]")
        #expect(try tool.run("redaction", "test", "standard", "plain").expectDone().text.contains("nothing was found"))
        #expect(try tool.run("redaction", "test", "-", "-").code == 64)
        #expect(try tool.run("redaction", "test", "standard", "x", "--at", "a..b").code == 64)
    }

    @Test("kinds lists every kind with its country and Presidio's names")
    func kinds() throws {
        let tool = try Tool()
        let rows = try tool.run("redaction", "kinds", "--json").expectDone().objects
        let ssn = try #require(rows.first { $0["kind"] == "US_SSN" })
        #expect(ssn["country"] == "US" && ssn["presidio"] == ["US_SSN"] && ssn["secret"] == false)
        let email = try #require(rows.first { $0["kind"] == "EMAIL" })
        #expect(email["country"] == .null && email["presidio"] == ["EMAIL_ADDRESS"] && email["category"] == "person")
        #expect(try #require(rows.first { $0["kind"] == "SECRET" })["secret"] == true)
        #expect(!rows.contains { $0["kind"] == "REMOVED" })
        let plain = try tool.run("redaction", "kinds").expectDone().text
        #expect(plain.contains("EMAIL") && plain.contains("(Presidio: EMAIL_ADDRESS)"))
        #expect(rows.filter { $0["on_by_default"] == false }.compactMap { $0["kind"] } == ["USERNAME"])
        #expect(plain.contains("name of an account  (off unless a policy turns it on)"))
    }

    @Test("redact takes a policy, and kinds by either name")
    func redact() throws {
        let (tool, policy) = try tool()
        let line = #"{"input":{"card":"4","note":"E-123456 to ana@example.com"}}"# + "\n"
        let out = try tool.run("redact", "--policy", policy, input: line).expectDone().text
        #expect(out == #"{"input":{"note":"[EMPLOYEE_ID] to [EMAIL:…ecom]"}}"# + "\n")
        let text = #"{"text":"ana@example.com 203.0.113.9 password=abc 4111111111111111"}"# + "\n"
        func kinds(_ names: String...) throws -> [JSONValue] {
            let arguments = ["redact", "--spans"] + names.flatMap { ["--kind", $0] }
            let object = try tool.run(arguments, input: Array(text.utf8)).expectDone().object
            return object["spans"]?.array?.compactMap { $0["kind"] } ?? []
        }
        #expect(try kinds() == ["EMAIL", "IPV4", "SECRET", "CREDIT_CARD"])
        #expect(try kinds("EMAIL") == ["EMAIL"])
        #expect(try kinds("email_address") == ["EMAIL"])
        #expect(try kinds("IP_ADDRESS", "CREDIT_CARD") == ["IPV4", "CREDIT_CARD"])
        #expect(try kinds("SECRET") == ["SECRET"])
        #expect(try kinds("IBAN_CODE").isEmpty)
        #expect(try tool.run("redact", "--kind", "NOBODY").code == 64)
        #expect(try tool.run("redact", "--policy", "-").code == 64)
    }

    @Test("an event bears the version of the policy it was redacted by")
    func emit() throws {
        let (tool, policy) = try tool()
        let version = try tool.run("redaction", "check", policy, "--json").expectDone().object["policy"]
        let arguments = [
            "emit", "--tenant", "t_a", "--action", "a.b", "--input", #"{"card":"x","n":"ana@example.com zip 94107"}"#,
            "--json",
        ]
        for (more, environment) in [(["--policy", policy], [:]), ([], ["NEXUS_REDACTION_POLICY": policy])] {
            let receipt = try tool.run(arguments + more, environment: environment).expectDone().object
            #expect(receipt["pii_flags"]?["policy"] == version)
            #expect(receipt["pii_flags"]?["kinds"] == ["EMAIL": 1, "REMOVED": 1])
            let index = try #require(receipt["index"]?.number)
            let entry = try tool.run("show", "--tenant", "t_a", "--index", "\(Int(index))", "--json").expectDone()
                .object
            #expect(entry["event"]?["input"] == ["n": "[EMAIL:…ecom] zip 94107"])
        }
        let standard = try tool.run(
            arguments + ["--policy", "standard"], environment: ["NEXUS_REDACTION_POLICY": policy])
        #expect(try standard.expectDone().object["pii_flags"]?["policy"] == "nexus-3")
        let piped = try tool.run(arguments + ["--policy", "-"], input: Array(Self.policy.utf8)).expectDone().object
        #expect(piped["pii_flags"]?["policy"] == version)
        #expect(try tool.run(arguments + ["--policy", "-", "--output", "-"]).code == 64)
    }

    @Test("ingest redacts by the policy")
    func ingest() throws {
        let (tool, policy) = try tool()
        let line = #"{"action":"a.b","tenant_id":"t_b","request_id":"r","input":{"card":1,"n":"E-123456"}}"# + "\n"
        try Files.write(line, to: tool.file("in.ndjson"))
        try tool.run("ingest", tool.file("in.ndjson"), "--policy", policy, "--json").expectDone()
        let entry = try tool.run("log", "--tenant", "t_b", "--json").expectDone().object
        #expect(entry["event"]?["input"] == ["n": "[EMPLOYEE_ID]"])
        #expect(try tool.run("ingest", "-", "--policy", "-").code == 64)
    }
}
