import AuditEvents
import Testing

@testable import Redaction

/// The policy as a value: version, problems, kinds.
@Suite struct PolicyValueTests {
    @Test func versionIsAHashOfWhatThePolicySays() throws {
        #expect(RedactionPolicy.standard.version == "nexus-3")
        #expect(RedactionPolicy().version == "nexus-3")
        let one = try policy {
            $0.actions = [.email: .mask(last: 4), .phone: .remove]
            $0.paths = try rules([("a", .action(.keep)), ("b", .kind("PERSON_NAME"))])
            $0.keys = KeyRules(secret: ["b", "a_b"])
            $0.countries = ["US", "DE"]
        }
        let other = try policy {
            $0.actions = [.phone: .remove, .email: .mask(last: 4)]
            $0.paths = try rules([("b", .kind("PERSON_NAME")), ("a", .action(.keep))])
            $0.keys = KeyRules(secret: ["aB", "b"])
            $0.countries = ["DE", "US"]
        }
        #expect(one.version == other.version)
        // As `printf … | sha256sum` gives it.
        let text = #"{"base":"nexus-3","threshold":"context"}"#
        let hashed = policy { $0.threshold = .context }
        #expect(String(decoding: hashed.json.canonicalBytes(), as: UTF8.self) == text)
        #expect(hashed.version == "sha256:6fc6fd1e9a0caab6")
    }

    @Test func everythingThatDecidesIsInTheVersion() throws {
        let changes: [(inout RedactionPolicy) throws -> Void] = [
            { $0.actions[.email] = .keep }, { $0.actions[.email] = .mask(last: 2) },
            { $0.actions[.email] = .mask(last: 3) },
            { $0.kinds[.email] = false }, { $0.kinds[.email] = true }, { $0.countries = [] }, { $0.countries = ["US"] },
            { $0.threshold = .checksum }, { $0.thresholds[.email] = .context },
            { $0.paths = try rules([("a", .action(.keep))]) }, { $0.paths = try rules([("a", .kind(.email))]) },
            { $0.paths = try rules([("b", .action(.keep))]) }, { $0.allowed = [AllowedValue("a")!] },
            { $0.allowed = [AllowedValue("a", kind: .email)!] },
            { $0.patterns = [OwnPattern(name: "a", kind: "AB", pattern: try Pattern("a"))] },
            { $0.patterns = [OwnPattern(name: "a", kind: "AB", pattern: try Pattern("b"))] },
            { $0.patterns = [OwnPattern(name: "a", kind: "AB", pattern: try Pattern("b"), isSecret: true)] },
            { $0.patterns = [OwnPattern(name: "a", kind: "AB", pattern: try Pattern("b"), strength: .shape)] },
            { $0.keys = KeyRules(secret: ["a"]) }, { $0.keys = KeyRules(notSecret: ["a"]) },
            { $0.keys = KeyRules(kinds: ["a": .email]) }, { $0.allowsTrainingOnMaskedText = true },
        ]
        let versions = try changes.map { try policy($0).version }
        #expect(Set(versions).count == versions.count)
        #expect(versions.allSatisfy { $0.hasPrefix("sha256:") && $0.utf8.count == 23 })
    }

    @Test func contradictionsAreProblems() throws {
        func problems(_ change: (inout RedactionPolicy) throws -> Void) rethrows -> [String] {
            try policy(change).problems.map { $0.place.joined(separator: ".") + ": " + $0.message }
        }
        #expect(RedactionPolicy.standard.problems.isEmpty)
        for action in [RedactionAction.keep, .mask(last: 4), .pseudonym] {
            #expect(problems { $0.actions[.awsKey] = action }.first?.contains("AWS_KEY is a secret") == true)
        }
        #expect(problems { $0.actions[.awsKey] = .remove }.isEmpty)
        #expect(
            problems { $0.kinds[.jwt] = false } == [
                "kinds.JWT: JWT is a secret and cannot be off: secrets are always removed"
            ])
        #expect(problems { $0.thresholds[.jwt] = .context }.count == 1)
        #expect(problems { $0.actions["NOPE"] = .keep }.first?.contains("no kind NOPE") == true)
        #expect(problems { $0.actions[.removed] = .keep }.count == 1)
        for last in [0, -1, 7] { #expect(problems { $0.actions[.email] = .mask(last: last) }.count == 1) }
        #expect(problems { $0.countries = ["XX", "US"] }.count == 1)
        for path in ["actor.id", "agent_id", "resource.id", "request_id", "event_id"] {
            #expect(try problems { $0.paths = try rules([(path, .action(.keep))]) }.count == 1)
        }
        #expect(
            try problems { $0.paths = try rules([("resource.type", .action(.keep)), ("**.id", .action(.keep))]) }
                .isEmpty)
        #expect(try problems { $0.paths = try rules([("a", .action(.keep)), ("a", .action(.remove))]) }.count == 1)
        #expect(try problems { $0.paths = try rules([("a", .kind("lower"))]) }.count == 1)
        #expect(
            try problems {
                $0.paths = try rules([("a", .kind(.email))])
                $0.kinds[.email] = false
            }.count == 1)
        #expect(problems { $0.keys = KeyRules(secret: ["a_b"], notSecret: ["aB"]) }.count == 1)
        #expect(problems { $0.keys = KeyRules(secret: ["__"]) }.count == 1)
        #expect(problems { $0.keys = KeyRules(secret: ["a"], kinds: ["a": .email]) }.count == 1)
        #expect(
            try problems {
                $0.patterns = [OwnPattern(name: "a", kind: "AB", pattern: try Pattern("a"), strength: .shape)]
                $0.threshold = .context
            }.count == 1)
        #expect(
            try problems {
                $0.patterns = [OwnPattern(name: "a", kind: .email, pattern: try Pattern("a"), isSecret: true)]
            }.count == 1)
    }

    @Test func everyKindHasARow() {
        for kind in PIIKind.known {
            #expect(KindTable.rows[kind] != nil, "\(kind.rawValue) has no row in KindTable")
            #expect(kind.rawValue.utf8.count <= ReplacementForms.longestKind)
            #expect(kind.info.country.map { $0.utf8.count == 2 && $0.utf8.allSatisfy(\.isUpper) } ?? true)
        }
        #expect(KindInfo.all.count == PIIKind.known.count)
        #expect(
            PIIKind.awsKey.isSecret && PIIKind.secret.isSecret && !PIIKind.email.isSecret && !PIIKind.removed.isSecret)
        #expect((PIIKind(rawValue: "NOBODY_KNOWS")).isSecret, "what nobody described is not kept")
    }

    @Test func kindIsFoundByEitherName() {
        #expect(KindInfo.kinds(named: "EMAIL") == [.email])
        #expect(KindInfo.kinds(named: "email_address") == [.email])
        #expect(KindInfo.kinds(named: "IP_ADDRESS") == [.ipv4, .ipv6])
        #expect(KindInfo.kinds(named: "US_SSN") == [.usSSN])
        #expect(KindInfo.kinds(named: "NOPE").isEmpty)
    }
}

@Suite struct PolicyPropertyTests {
    private static let pieces = [
        "jane@example.com", "@", "a", "Z", "0", "4111 1111 1111 1111", "4111", "1", "-", " ", ".", ":", "=", "\"", "\\",
        "\n",
        "[", "]", "<", ">", "{", "+", "415-555-0132", "password", "token", "pin", "phone", "zip", "card", "Bearer ",
        "203.0.113.9", "2001:db8::1", "/24", "[EMAIL]", "[EMAIL:…com]", "[OWN]", "[OWN:…12]", ":…", "…",
        "<OWN:k1:0123456789abcdef01234567>",
        "<EMAIL:k1:0123456789abcdef01234567>", "078-05-1123", "AKIAIOSFODNN7EXAMPLE", "DE89370400440532013000",
        "E-123456", "é",
        "邮", "🙂", "_", ",", "x_key", "nick", "94107", "first_name", "full name: ", "Jane", "Roe", "username: ",
        "login=", "street: ", "Am Markt 3",
    ]

    private static func text(_ generator: inout SeededGenerator) -> String {
        (0..<Int.random(in: 1...12, using: &generator)).map { _ in pieces.randomElement(using: &generator) ?? "" }
            .joined()
    }

    /// A policy of random parts, contradictions among them.
    private static func policy(_ generator: inout SeededGenerator) throws -> RedactionPolicy {
        func some(_ generator: inout SeededGenerator) -> Bool { Bool.random(using: &generator) }
        let actions: [RedactionAction] = [.placeholder, .mask(last: 2), .mask(last: 4), .remove, .keep, .pseudonym]
        var policy = RedactionPolicy()
        let own: PIIKind = "OWN"
        for kind in PIIKind.known + [own] where some(&generator) {
            policy.actions[kind] = actions.randomElement(using: &generator)
            if Int.random(in: 0..<4, using: &generator) == 0 { policy.kinds[kind] = some(&generator) }
        }
        policy.threshold = RedactionThreshold.allCases.randomElement(using: &generator) ?? .shape
        let patterns = [#"E-\d+"#, "[A-Z]+", #"\d\d?"#, "[a-z@]+", ".", #"\[.*\]"#, "…", #"\w+ ?"#, "k1"]
        if some(&generator) {
            let pattern = try Pattern(patterns.randomElement(using: &generator) ?? "a")
            policy.patterns = [
                OwnPattern(
                    name: "own", kind: own, pattern: pattern, isSecret: Int.random(in: 0..<5, using: &generator) == 0)
            ]
        }
        if some(&generator) {
            policy.keys = KeyRules(secret: ["x_key"], notSecret: ["pin"], kinds: ["nick": own, "zip": .email])
        }
        if some(&generator) { policy.allowed = ["*@example.com", "4111*", "*1"].compactMap { AllowedValue($0) } }
        for path in ["**.nick", "v.*", "input.**", "**.phone"] where Int.random(in: 0..<4, using: &generator) == 0 {
            policy.paths.append(
                PathRule(
                    try PathPattern(path),
                    some(&generator) ? .kind(own) : .action(actions.randomElement(using: &generator) ?? .keep)))
        }
        return policy
    }

    @Test(arguments: 0..<20 as Range<UInt64>) func redactingTwiceIsRedactingOnceUnderAnyPolicy(block: UInt64) throws {
        for seed in block * 30..<block * 30 + 30 {
            var generator = SeededGenerator(seed: seed)
            let redactor = Redactor(policy: try Self.policy(&generator))
            for _ in 0..<10 {
                let text = Self.text(&generator)
                let once = redactor.redact(text, pseudonymizer: demoPseudonymizer).text
                let twice = redactor.redact(once, pseudonymizer: demoPseudonymizer)
                #expect(
                    twice.text == once && twice.findings.isEmpty,
                    "seed \(seed): \(text.debugDescription) became \(once.debugDescription)")
            }
        }
    }

    private static func value(_ generator: inout SeededGenerator, depth: Int) -> JSONValue {
        let keys = [
            "password", "phone", "zip", "name", "value", "nick", "x_key", "pin", "note", "v", "first_name", "customer",
            "user", "email", "username", "street", "address", "line1", "surname",
        ]
        return randomValue(&generator, depth: depth, keys: keys, mostMembers: 4) { text(&$0) }
    }

    @Test(arguments: 0..<20 as Range<UInt64>) func redactingAnEventTwiceIsRedactingItOnceUnderAnyPolicy(block: UInt64)
        throws
    {
        for seed in block * 50..<block * 50 + 50 {
            var generator = SeededGenerator(seed: seed)
            let redactor = Redactor(policy: try Self.policy(&generator))
            var event = event(input: ["v": Self.value(&generator, depth: 3)])
            // A pattern such as `.` refuses the event's id.
            guard (try? redactor.redact(&event, pseudonymizer: demoPseudonymizer)) != nil else { continue }
            let once = JSONValue.object(event.input).canonicalBytes()
            _ = try redactor.redact(&event, pseudonymizer: demoPseudonymizer)
            let twice = JSONValue.object(event.input).canonicalBytes()
            #expect(
                once == twice,
                "seed \(seed): \(String(decoding: once, as: UTF8.self)) became \(String(decoding: twice, as: UTF8.self))"
            )
        }
    }

    @Test(arguments: 0..<10 as Range<UInt64>) func noPolicyKeepsASecret(block: UInt64) throws {
        for seed in block * 50..<block * 50 + 50 {
            var generator = SeededGenerator(seed: seed)
            let redactor = Redactor(policy: try Self.policy(&generator))
            let text = "x AKIAIOSFODNN7EXAMPLE y password=\"hunter2\" \(Self.text(&generator))"
            var event = event(input: ["v": .string(text), "password": "hunter2"])
            guard (try? redactor.redact(&event, pseudonymizer: demoPseudonymizer)) != nil else { continue }
            let after = String(decoding: JSONValue.object(event.input).canonicalBytes(), as: UTF8.self)
            #expect(!after.contains("x AKIA") && !after.contains("hunter2"), "seed \(seed): \(after)")
        }
    }
}
