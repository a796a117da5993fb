import AuditEvents
import Testing

@testable import Redaction

/// What policies make of events: paths, keys, identifiers, numbers, flags.
@Suite struct PolicyEventTests {
    private func redact(
        _ given: DatasetEvent, _ change: (inout RedactionPolicy) throws -> Void
    ) throws -> (event: DatasetEvent, flags: PIIFlags) {
        let redactor = Redactor(policy: try policy(change))
        var once = given
        let flags = try redactor.redact(&once, pseudonymizer: demoPseudonymizer)
        var twice = once
        _ = try redactor.redact(&twice, pseudonymizer: demoPseudonymizer)
        #expect(String(describing: once) == String(describing: twice), "not settled")
        return (once, flags)
    }

    private func input(
        _ input: JSONObject, _ change: (inout RedactionPolicy) throws -> Void
    ) throws -> (input: JSONValue, flags: PIIFlags) {
        let (event, flags) = try redact(event(input: input), change)
        return (.object(event.input), flags)
    }

    @Test func pathThatRemovesTakesTheMemberWhateverItHolds() throws {
        let given: JSONObject = [
            "card": "4111", "other": 1, "deep": ["card": ["a": true], "list": [["card": 5], "x"]],
            "cards": [1, .null, "a"],
        ]
        let (after, flags) = try input(given) { $0.paths = try rules([("input.**.card", .action(.remove))]) }
        #expect(after == ["other": 1, "deep": ["list": [[:], "x"]], "cards": [1, .null, "a"]])
        #expect(flags.kinds == ["REMOVED": 3])
        #expect(flags.fields == ["input.card", "input.deep.card", "input.deep.list.0.card"])
        #expect(flags.policy.hasPrefix("sha256:"))
    }

    @Test func removingAllButWhatIsNamed() throws {
        let given: JSONObject = [
            "a": 1, "note": "to jane@example.com", "b": ["c": "x", "note": "y"], "l": ["x", 2, .null],
        ]
        let (after, flags) = try input(given) {
            $0.paths = try rules([("input.**", .action(.remove)), ("input.**.note", .action(.placeholder))])
        }
        #expect(after == ["note": "to [EMAIL]", "b": ["note": "y"], "l": [.null, .null, .null]])
        #expect(flags.kinds == ["REMOVED": 4, "EMAIL": 1])
        let (nothing, _) = try input(given) { $0.paths = try rules([("input", .action(.remove))]) }
        #expect(nothing == [:])
    }

    @Test func pathSaysWhatIsDoneWithFindings() throws {
        let given: JSONObject = [
            "host": "jane@example.com token=abc", "x": ["host": "jane@example.com"],
            "y": ["z": ["host": "jane@example.com"]],
        ]
        let (after, flags) = try input(given) {
            $0.actions[.email] = .mask(last: 2)
            $0.paths = try rules([
                ("input.host", .action(.keep)), ("input.*.host", .action(.pseudonym)),
                ("**.host", .action(.placeholder)),
            ])
        }
        let pseudonym = demoPseudonymizer.pseudonym(kind: .email, value: "jane@example.com")
        #expect(after["host"] == "jane@example.com token=[SECRET]")
        #expect(after["x"]?["host"] == .string(pseudonym))
        #expect(after["y"]?["z"]?["host"] == "[EMAIL]")
        #expect(flags.kinds == ["EMAIL": 3, "KEPT": 1, "SECRET": 1], "what is kept is counted")
        #expect(flags.fields == ["input.host", "input.x.host", "input.y.z.host"])
    }

    @Test(arguments: [
        // More named keys win; then the deeper match; then fewer `**`; then what shows less.
        (["input.a.b": "keep", "input.**.b": "remove"], "keep"), (["input.a": "keep", "**.b": "remove"], "keep"),
        (["input.*.b": "keep", "input.a.*": "placeholder"], "placeholder"),
        (["*.*.b": "keep", "**.b": "placeholder"], "keep"), (["**": "keep", "input": "placeholder"], "placeholder"),
        (["input.a": "keep", "input.*.b": "placeholder"], "placeholder"), (["output.a.b": "keep"], "placeholder"),
        (["input.a.b.c": "keep"], "placeholder"), (["a.b": "keep"], "placeholder"),
        (["input.**.a.**.b.**": "keep"], "keep"),
        (["INPUT.a.b": "keep"], "placeholder"),
    ]) func mostSpecificPathWins(paths: [String: String], expected: String) throws {
        let actions: [String: RedactionAction] = ["keep": .keep, "remove": .remove, "placeholder": .placeholder]
        let (after, _) = try input(["a": ["b": "jane@example.com"]]) {
            $0.paths = try rules(paths.map { ($0.key, .action(actions[$0.value]!)) })
        }
        let value = after["a"]?["b"]
        #expect(value == (expected == "keep" ? "jane@example.com" : expected == "remove" ? nil : "[EMAIL]"))
    }

    @Test func pathIsMatchedOnTheKeyAsItIsWritten() throws {
        let (after, _) = try input([
            "a.b": "j@example.com", "*": "j@example.com", "x@example.com": ["n": "j@example.com"],
        ]) {
            $0.paths = try rules([
                (#"input.a\.b"#, .action(.keep)), (#"input.\*"#, .action(.keep)), ("input.[EMAIL]", .action(.keep)),
            ])
        }
        #expect(after == ["a.b": "j@example.com", "*": "j@example.com", "[EMAIL]": ["n": "j@example.com"]])
        for text in ["", ".", "a..b", "a.*b", "a.***", "a\\", "a."] {
            #expect(throws: PathPatternError.self) { try PathPattern(text) }
        }
    }

    @Test func keyGivesItsKind() throws {
        let given: JSONObject = [
            "nickname": "Bobby", "Nick-Name": ["Al", ["x": "Be"], 5, true, "", "[PERSON_NAME]"], "nick": "Jo",
            "pin": "12345678",
            "env": [["name": "nickname", "value": "Cy"], ["name": "launch_code", "value": "abc"]], "launchCode": [1],
            "p": "launch-code: abc, pin: 8888", "t": "token: abc",
        ]
        let (after, flags) = try input(given) {
            $0.keys = KeyRules(
                secret: ["launch_code"], notSecret: ["pin", "token"], kinds: ["nickname": "PERSON_NAME"])
        }
        #expect(after["nickname"] == "[PERSON_NAME]")
        #expect(
            after["Nick-Name"]
                == ["[PERSON_NAME]", ["x": "[PERSON_NAME]"], "[PERSON_NAME]", true, "", "[PERSON_NAME]"])
        #expect(after["nick"] == "Jo")
        #expect(after["pin"] == "12345678")
        #expect(
            after["env"]
                == [["name": "nickname", "value": "[PERSON_NAME]"], ["name": "launch_code", "value": "[SECRET]"]])
        #expect(after["launchCode"] == "[SECRET]")
        #expect(after["p"] == "launch-code: [SECRET], pin: 8888")
        #expect(after["t"] == "token: abc")
        #expect(flags.kinds == ["PERSON_NAME": 5, "SECRET": 3])
    }

    @Test func pathGivesItsKindAndSecretsInItAreSecrets() throws {
        let given: JSONObject = ["who": "Ann password=x1", "n": ["who": 7], "code": 5]
        let (after, _) = try input(given) {
            $0.actions["PERSON_NAME"] = .keep
            $0.paths = try rules([("input.**.who", .kind("PERSON_NAME")), ("input.code", .kind(.secret))])
        }
        #expect(after == ["who": "Ann password=[SECRET]", "n": ["who": 7], "code": "[SECRET]"])
        let (masked, _) = try input(["who": "Johannes"]) {
            $0.actions["PERSON_NAME"] = .mask(last: 2)
            $0.paths = try rules([("input.who", .kind("PERSON_NAME"))])
        }
        #expect(masked == ["who": "[PERSON_NAME:…es]"])
    }

    @Test func numberTakesPartInPolicies() throws {
        let given: JSONObject = ["c": 4_111_111_111_111_111, "staff": 12_345]
        func card(_ action: RedactionAction) throws -> JSONValue? {
            try input(given) { $0.actions[.creditCard] = action }.input["c"]
        }
        #expect(try card(.mask(last: 4)) == "[CREDIT_CARD:…1111]")
        #expect(try card(.keep) == 4_111_111_111_111_111)
        #expect(try card(.remove) == "")
        let (after, _) = try input(given) {
            $0.patterns = [OwnPattern(name: "s", kind: "STAFF", pattern: try Pattern(#"^12\d{3}$"#))]
        }
        #expect(after["staff"] == "[STAFF]")
    }

    @Test func removedSecretIsEmpty() throws {
        let (after, flags) = try input(["password": "x", "apiKey": 5, "token": ["a"]]) { $0.actions[.secret] = .remove }
        #expect(after == ["password": "", "apiKey": "", "token": ""])
        #expect(flags.kinds == ["SECRET": 3])
    }

    @Test func keysOfAnObjectStayApart() throws {
        let (after, _) = try input(["a@example.com": 1, "b@example.com": 2, "4111111111111111": ["x": 94107]]) {
            $0.actions[.email] = .remove
            $0.actions[.creditCard] = .mask(last: 4)
        }
        #expect(after == ["[EMAIL]": 1, "[EMAIL]#2": 2, "[CREDIT_CARD:…1111]": ["x": 94107]])
    }

    @Test func identifierIsAPseudonymWhateverThePolicyLeaves() throws {
        var given = event(actor: Actor(.human, "jane@example.com"), agentID: "E-123456")
        given.resource = Resource("user", "4111111111111111")
        let (after, flags) = try redact(given) {
            $0.actions = [.email: .keep, .creditCard: .mask(last: 4)]
            $0.patterns = [OwnPattern(name: "s", kind: "STAFF", pattern: try Pattern(#"E-\d{6}"#))]
        }
        #expect(after.actor.id == demoPseudonymizer.pseudonym(kind: .email, value: "jane@example.com"))
        #expect(after.agentID == demoPseudonymizer.pseudonym(kind: "STAFF", value: "E-123456"))
        #expect(after.resource?.id == demoPseudonymizer.pseudonym(kind: .creditCard, value: "4111111111111111"))
        #expect(flags.kinds == ["EMAIL": 1, "CREDIT_CARD": 1, "STAFF": 1])
        #expect(flags.fields == ["actor.id", "agent_id", "resource.id"])
    }

    @Test func anIDThatMustStayIsRefusedWhateverThePolicyLeaves() throws {
        let error = #expect(throws: AuditError.self) {
            _ = try redact(event(id: "jane@example.com")) { $0.kinds = [.email: false] }
        }
        #expect(error?.code == .piiInIdentifier)
    }

    @Test func otherFieldsHavePathsToo() throws {
        var given = event()
        given.env = "jane@example.com"
        given.surface = "web"
        given.scope.projectID = "p"
        given.analytics = Analytics(["utm_source": "jane@example.com"])
        given.metadata["note"] = "n"
        given.metadata["action"] = .string(given.action)
        given.metadata["actor_type"] = "human"
        let (after, flags) = try redact(given) {
            $0.paths = try rules([
                ("env", .action(.keep)), ("surface", .action(.remove)), ("project_id", .action(.remove)),
                ("utm_source", .action(.mask(last: 3))), ("metadata.**", .action(.remove)),
            ])
        }
        #expect(after.env == "jane@example.com")
        #expect(after.surface == "[REMOVED]")
        #expect(after.scope.projectID == nil)
        #expect(after.analytics.fields == ["utm_source": "[EMAIL:…com]"])
        #expect(after.metadata.map(\.key) == ["action", "actor_type", "request_id", "trace_id"], "reserved keys stay")
        #expect(flags.kinds == ["EMAIL": 2, "KEPT": 1, "REMOVED": 3])
    }

    @Test func jsonIsRedactedFromItsOwnKeys() throws {
        let redactor = Redactor(policy: try policy { $0.paths = try rules([("a.b", .action(.remove))]) })
        let (value, flags) = try redactor.redact(["a": ["b": 1, "c": "jane@example.com"]])
        #expect(value == ["a": ["c": "[EMAIL]"]])
        #expect(flags.fields == ["a.b", "a.c"])
        #expect(try Redactor().redact("from 203.0.113.9").value == "from [IPV4]")
        #expect(try Redactor().redact(.null).flags == PIIFlags(policy: "nexus-3"))
    }
}
