/// Something in a policy that contradicts itself, or that no policy may say.
public struct PolicyProblem: Hashable, Sendable {
    /// Where, in the words of a policy file: `["kinds", "AWS_KEY"]`, `["paths", "0"]`.
    public var place: [String]
    /// What is wrong, and what would be right.
    public var message: String

    public init(_ place: [String], _ message: String) {
        self.place = place
        self.message = message
    }
}

extension RedactionPolicy {
    /// What is wrong with it; empty for a policy that may be used.
    ///
    /// A redactor is safe with a policy that has problems (secrets go, what makes no sense has no effect), but does not do
    /// what its author wanted.
    public var problems: [PolicyProblem] {
        kindProblems + countryProblems + pathProblems + patternProblems + keyProblems
    }

    private static func sorted(_ kinds: some Sequence<PIIKind>) -> [PIIKind] {
        kinds.sorted { $0.rawValue.utf8.lexicographicallyPrecedes($1.rawValue.utf8) }
    }

    private var kindProblems: [PolicyProblem] {
        var problems: [PolicyProblem] = []
        let own = Set(ownKinds)
        for kind in Self.sorted(Set(actions.keys).union(kinds.keys).union(thresholds.keys)) {
            func add(_ message: String) { problems.append(PolicyProblem(["kinds", kind.rawValue], message)) }
            guard PIIKind.known.contains(kind) || own.contains(kind) else {
                add("there is no kind \(kind.rawValue); `nexus redaction kinds` lists them")
                continue
            }
            if isSecret(kind) {
                if kinds[kind] == false {
                    add("\(kind.rawValue) is a secret and cannot be off: secrets are always removed")
                }
                if let action = actions[kind], action != .placeholder, action != .remove {
                    add("\(kind.rawValue) is a secret: its action is placeholder or remove, not \(action.name)")
                }
                if thresholds[kind] != nil { add("\(kind.rawValue) is a secret: a threshold has no effect on it") }
            } else if kind.info.category == .policy, own.contains(kind) == false {
                add("\(kind.rawValue) is written by the policy itself and cannot be set")
            }
            if case .mask(let last)? = actions[kind] { Self.check(last, add) }
        }
        return problems
    }

    private static func check(_ last: Int, _ add: (String) -> Void) {
        guard !(1...RedactionAction.longestTail).contains(last) else { return }
        add("a mask leaves 1 to \(RedactionAction.longestTail) characters (`last`), not \(last)")
    }

    private var countryProblems: [PolicyProblem] {
        let known = Set(KindTable.rows.values.compactMap(\.country))
        return (countries ?? []).sorted().filter { !known.contains($0) }.map {
            PolicyProblem(
                ["countries"], "no kind belongs to \($0); the countries are \(known.sorted().joined(separator: ", "))")
        }
    }

    /// Identifiers have to stay comparable with each other and with preferences: their kinds alone decide.
    private static let identifiers: Set<String> = [
        "actor", "agent_id", "event_id", "request_id", "trace_id", "tenant_id", "action", "time",
    ]

    private var pathProblems: [PolicyProblem] {
        var problems: [PolicyProblem] = []
        for (place, rule) in paths.enumerated() {
            func add(_ message: String) { problems.append(PolicyProblem(["paths", String(place)], message)) }
            if case .key(let bytes)? = rule.path.steps.first {
                let first = String(decoding: bytes, as: UTF8.self)
                if Self.identifiers.contains(first) || rule.path.text == "resource.id" {
                    add("identifiers have no path rules: what becomes of them is set by kind")
                }
            }
            switch rule.effect {
            case .action(.mask(let last)): Self.check(last, add)
            case .kind(let kind): check(kind, add)
            default: break
            }
            if paths[..<place].contains(where: { $0.path.steps == rule.path.steps && $0.effect != rule.effect }) {
                add("another rule for the same path says something else")
            }
        }
        return problems
    }

    /// A kind that is given to a value.
    private func check(_ kind: PIIKind, _ add: (String) -> Void) {
        if !PIIKind.known.contains(kind), !Self.isName(kind.rawValue) {
            add("a kind's name has 2 to \(ReplacementForms.longestKind) of A-Z, 0-9 and _, and begins with a letter")
        } else if PIIKind.known.contains(kind), kind.info.category == .policy {
            add("\(kind.rawValue) is written by the policy itself and cannot be given")
        } else if !isOn(kind) {
            add("\(kind.rawValue) is off in this policy; turn it on in `kinds`")
        }
    }

    static func isName(_ name: String) -> Bool {
        let bytes = Array(name.utf8)
        return (2...ReplacementForms.longestKind).contains(bytes.count) && bytes[0].isUpper
            && bytes.allSatisfy { $0.isUpper || $0.isDigit || $0 == UInt8(ascii: "_") }
    }

    private var patternProblems: [PolicyProblem] {
        var problems: [PolicyProblem] = []
        for (place, pattern) in patterns.enumerated() {
            func add(_ message: String) { problems.append(PolicyProblem(["patterns", String(place)], message)) }
            check(pattern.kind, add)
            if pattern.isSecret, PIIKind.known.contains(pattern.kind), !isSecret(pattern.kind) {
                add("\(pattern.kind.rawValue) is no kind of secret; give the pattern a kind of its own")
            }
            let threshold = thresholds[pattern.kind] ?? threshold
            if !isSecret(pattern.kind), pattern.strength.strength < threshold.strength {
                add("its strength (\(pattern.strength.rawValue)) is below the threshold (\(threshold.rawValue))")
            }
            if patterns[..<place].contains(where: { $0.name == pattern.name }) {
                add("another pattern has the same name")
            }
        }
        return problems
    }

    private var keyProblems: [PolicyProblem] {
        var problems: [PolicyProblem] = []
        let secret = Set(keys.secret.map { KeyRules.normalized($0.utf8) })
        let notSecret = Set(keys.notSecret.map { KeyRules.normalized($0.utf8) })
        for (list, names) in [("secret", keys.secret), ("not_secret", keys.notSecret)] {
            for (place, name) in names.enumerated() where KeyRules.normalized(name.utf8).isEmpty {
                problems.append(PolicyProblem(["keys", list, String(place)], "a key's name is empty"))
            }
        }
        for (place, name) in keys.notSecret.enumerated() where secret.contains(KeyRules.normalized(name.utf8)) {
            problems.append(
                PolicyProblem(
                    ["keys", "not_secret", String(place)], "the same key is in `secret`; it is one or the other"))
        }
        for (name, kind) in keys.kinds.sorted(by: { $0.key < $1.key }) {
            func add(_ message: String) { problems.append(PolicyProblem(["keys", "kinds", name], message)) }
            check(kind, add)
            let normalized = KeyRules.normalized(name.utf8)
            if secret.contains(normalized) || notSecret.contains(normalized) && isSecret(kind) {
                add("the same key is in `secret` or `not_secret`; it is one or the other")
            }
        }
        return problems
    }
}
