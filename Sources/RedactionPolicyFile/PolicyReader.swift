import Redaction
import Yams

/// Reads a policy out of a YAML tree and remembers where everything stood.
struct PolicyReader {
    enum Fields {
        static let root = [
            "version", "countries", "threshold", "kinds", "paths", "allow", "patterns", "keys",
            "training_on_masked_text",
        ]
        static let kind = ["on", "action", "last", "threshold"]
        static let path = ["action", "last", "kind"]
        static let allowed = ["value", "kind"]
        static let pattern = ["name", "kind", "pattern", "strength", "secret"]
        static let keys = ["secret", "not_secret", "kinds"]
    }

    var problems: [PolicyFileProblem] = []
    private var marks: [[String]: Mark] = [:]
    var ownKinds: Set<String> = []
    /// A bare `mask` leaves the four characters that a card's holder knows it by.
    static let usualTail = 4

    mutating func read(_ root: Node) -> RedactionPolicy {
        var policy = RedactionPolicy()
        guard let members = members(of: root, Fields.root, "the policy") else { return policy }
        for (name, value) in members { marks[[name]] = value.mark ?? root.mark }
        // What defines kinds comes first: other parts may name them.
        if let node = members["patterns"] { policy.patterns = patterns(node) }
        if let node = members["keys"] { policy.keys = keys(node) }
        if let node = members["paths"] { policy.paths = paths(node) }
        if let node = members["version"], node.scalar?.string != String(RedactionPolicyFile.formVersion) {
            add("the form's version is \(RedactionPolicyFile.formVersion)", at: node)
        }
        if let node = members["countries"] {
            policy.countries = Set(strings(node, "countries").map { $0.text.uppercased() })
        }
        if let node = members["threshold"], let threshold = threshold(node) { policy.threshold = threshold }
        if let node = members["kinds"] { kinds(node, into: &policy) }
        if let node = members["allow"] { policy.allowed = allowed(node) }
        if let node = members["training_on_masked_text"] {
            policy.allowsTrainingOnMaskedText = bool(node) ?? false
        }
        return policy
    }

    /// Problems of the policy as a whole, at their places.
    mutating func add(_ found: [PolicyProblem]) {
        for problem in found {
            var place = problem.place
            while !place.isEmpty, marks[place] == nil { place.removeLast() }
            add(problem.message, at: marks[place])
        }
    }

    // MARK: Parts

    private mutating func kinds(_ node: Node, into policy: inout RedactionPolicy) {
        for (name, key, value) in entries(node, "kinds") {
            let kinds = self.kinds(named: name, at: key)
            for kind in kinds { marks[["kinds", kind.rawValue]] = key.mark }
            if let word = value.scalar?.string {
                if let isOn = Self.bool(value) {
                    for kind in kinds { policy.kinds[kind] = isOn }
                } else if let given = action(word, last: nil, at: value, "on, off, ") {
                    for kind in kinds { policy.actions[kind] = given }
                }
                continue
            }
            guard let members = members(of: value, Fields.kind, "a kind") else { continue }
            let isOn = members["on"].flatMap { bool($0) }
            let given = action(members, at: value)
            let least = members["threshold"].flatMap { threshold($0) }
            for kind in kinds {
                if let isOn { policy.kinds[kind] = isOn }
                if let given { policy.actions[kind] = given }
                if let least { policy.thresholds[kind] = least }
            }
        }
    }

    private mutating func paths(_ node: Node) -> [PathRule] {
        var rules: [PathRule] = []
        for (name, key, value) in entries(node, "paths") {
            let path: PathPattern
            do {
                path = try PathPattern(name)
            } catch {
                add(error.message, at: key)
                continue
            }
            guard let effect = effect(value) else { continue }
            marks[["paths", String(rules.count)]] = key.mark
            rules.append(PathRule(path, effect))
        }
        return rules
    }

    private mutating func effect(_ node: Node) -> PathRule.Effect? {
        if let word = node.scalar?.string {
            if Self.looksLikeKind(word) { return newKind(word, at: node).map { .kind($0) } }
            return action(word, last: nil, at: node, "a kind such as PERSON_NAME, ").map { .action($0) }
        }
        guard let members = members(of: node, Fields.path, "a path's rule") else { return nil }
        if let kind = members["kind"] {
            if members["action"] != nil { add("a path's rule has an action or a kind, not both", at: node) }
            guard let name = string(kind) else { return nil }
            return newKind(name, at: kind).map { .kind($0) }
        }
        guard let given = action(members, at: node) else {
            if members["action"] == nil { add("a path's rule needs an action or a kind", at: node) }
            return nil
        }
        return .action(given)
    }

    private mutating func allowed(_ node: Node) -> [AllowedValue] {
        var values: [AllowedValue] = []
        for (place, item) in items(node, "allow").enumerated() {
            var text: String?
            var kinds: [PIIKind?] = [nil]
            if item.scalar != nil {
                text = string(item)
            } else if let members = members(of: item, Fields.allowed, "an allowed value") {
                text = members["value"].flatMap { string($0) }
                if text == nil, members["value"] == nil { add("an allowed value needs a `value`", at: item) }
                if let kind = members["kind"], let name = string(kind) { kinds = self.kinds(named: name, at: kind) }
            }
            guard let text else { continue }
            marks[["allow", String(place)]] = item.mark
            for kind in kinds {
                guard let value = AllowedValue(text, kind: kind) else {
                    add("an allowed value is a text with at most one `*` and something beside it", at: item)
                    break
                }
                values.append(value)
            }
        }
        return values
    }

    private mutating func patterns(_ node: Node) -> [OwnPattern] {
        var patterns: [OwnPattern] = []
        for item in items(node, "patterns") {
            guard let members = members(of: item, Fields.pattern, "a pattern") else { continue }
            for field in ["kind", "pattern"] where members[field] == nil {
                add("a pattern needs a `\(field)`", at: item)
            }
            let isSecret = members["secret"].flatMap { bool($0) } ?? false
            var strength = RedactionThreshold.context
            if let node = members["strength"], let given = threshold(node) { strength = given }
            guard let kindNode = members["kind"], let kindName = string(kindNode),
                let kind = newKind(kindName, at: kindNode), let text = members["pattern"], let source = string(text)
            else { continue }
            let name = members["name"].flatMap { string($0) } ?? kind.rawValue
            do {
                let pattern = try Pattern(source)
                marks[["patterns", String(patterns.count)]] = item.mark
                patterns.append(
                    OwnPattern(name: name, kind: kind, pattern: pattern, strength: strength, isSecret: isSecret))
            } catch {
                add("the pattern \(Quoted.text(source)) at its column \(error.column): \(error.message)", at: text)
            }
        }
        return patterns
    }

    private mutating func keys(_ node: Node) -> KeyRules {
        var rules = KeyRules()
        guard let members = members(of: node, Fields.keys, "keys") else { return rules }
        for (list, path) in [("secret", \KeyRules.secret), ("not_secret", \KeyRules.notSecret)] {
            guard let node = members[list] else { continue }
            for (place, item) in strings(node, list).enumerated() {
                marks[["keys", list, String(place)]] = item.mark
                rules[keyPath: path].append(item.text)
            }
        }
        if let node = members["kinds"] {
            for (name, key, value) in entries(node, "kinds") {
                guard let text = string(value), let kind = newKind(text, at: value) else { continue }
                marks[["keys", "kinds", name]] = key.mark
                rules.kinds[name] = kind
            }
        }
        return rules
    }
}
