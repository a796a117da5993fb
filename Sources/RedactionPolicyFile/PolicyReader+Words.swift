import Redaction
import Yams

extension PolicyReader {
    static func looksLikeKind(_ word: String) -> Bool {
        word.utf8.count > 1 && word.utf8.allSatisfy { (65...90).contains($0) || (48...57).contains($0) || $0 == 95 }
    }

    /// Kinds that are there already, by our name or Presidio's, or by the policy's own.
    mutating func kinds(named name: String, at node: Node) -> [PIIKind] {
        if ownKinds.contains(name) { return [PIIKind(rawValue: name)] }
        let kinds = KindInfo.kinds(named: name)
        guard kinds.isEmpty else { return kinds.sorted { $0.rawValue < $1.rawValue } }
        let near = Suggestion.nearest(to: name, among: KindInfo.names + ownKinds)
        let advice = near.map { "did you mean `\($0)`?" } ?? "`nexus redaction kinds` lists them"
        add("there is no kind \(Quoted.text(name)); \(advice)", at: node)
        return []
    }

    /// The kind that a rule gives to values: a known one, or a new one.
    mutating func newKind(_ name: String, at node: Node) -> PIIKind? {
        let known = KindInfo.kinds(named: name)
        if known.count == 1 { return known.first }
        if known.count > 1 {
            let names = known.map(\.rawValue).sorted().joined(separator: " or ")
            add("\(name) is more than one kind; name one: \(names)", at: node)
            return nil
        }
        if let near = Suggestion.nearest(to: name, among: KindInfo.names) {
            add("there is no kind \(Quoted.text(name)); did you mean `\(near)`?", at: node)
            return nil
        }
        ownKinds.insert(name)
        return PIIKind(rawValue: name)
    }

    mutating func threshold(_ node: Node) -> RedactionThreshold? {
        guard let word = string(node) else { return nil }
        if let threshold = RedactionThreshold(rawValue: word) { return threshold }
        add(unknown(word, "strength", RedactionThreshold.allCases.map(\.rawValue)), at: node)
        return nil
    }

    mutating func action(_ members: [String: Node], at node: Node) -> RedactionAction? {
        var last: Int?
        if let given = members["last"] {
            last = given.scalar.flatMap { Int($0.string) }
            if last == nil { add("`last` is a number, 1 to \(RedactionAction.longestTail)", at: given) }
        }
        guard let wordNode = members["action"], let word = string(wordNode) else {
            if let given = members["last"] { add("`last` belongs to the action mask", at: given) }
            return nil
        }
        return action(word, last: last, at: wordNode, "")
    }

    mutating func action(_ word: String, last: Int?, at node: Node, _ others: String) -> RedactionAction? {
        if last != nil, word != "mask" {
            add("`last` belongs to the action mask, not to \(Quoted.text(word))", at: node)
        }
        switch word {
        case "placeholder": return .placeholder
        case "mask": return .mask(last: last ?? Self.usualTail)
        case "remove": return .remove
        case "keep": return .keep
        case "pseudonym": return .pseudonym
        default:
            add(unknown(word, "action", RedactionAction.names, others: others), at: node)
            return nil
        }
    }

    func unknown(_ word: String, _ what: String, _ known: [String], others: String = "") -> String {
        let near = Suggestion.nearest(to: word, among: known).map { "did you mean `\($0)`? " } ?? ""
        return "there is no \(what) \(Quoted.text(word)); \(near)It is one of \(others)\(known.joined(separator: ", "))"
    }
}

// MARK: - The tree

extension PolicyReader {
    mutating func add(_ message: String, at node: Node) { add(message, at: node.mark) }

    mutating func add(_ message: String, at mark: Mark?) {
        problems.append(PolicyFileProblem(line: mark?.line ?? 1, column: mark?.column ?? 1, message: message))
    }

    /// A mapping's members by name, each of them known.
    mutating func members(of node: Node, _ known: [String], _ what: String) -> [String: Node]? {
        guard let mapping = node.mapping else {
            add("\(what) is a mapping with \(known.map { "`\($0)`" }.joined(separator: ", "))", at: node)
            return nil
        }
        var members: [String: Node] = [:]
        for (key, value) in mapping {
            let name = key.scalar?.string ?? ""
            guard known.contains(name) else {
                let advice =
                    Suggestion.nearest(to: name, among: known).map { "did you mean `\($0)`?" }
                    ?? "the keys here are \(known.joined(separator: ", "))"
                add("there is no key \(Quoted.text(name)) here; \(advice)", at: key)
                continue
            }
            members[name] = value
        }
        return members
    }

    /// A mapping's entries in their order.
    mutating func entries(_ node: Node, _ what: String) -> [(name: String, key: Node, value: Node)] {
        guard let mapping = node.mapping else {
            if isNothing(node) { return [] }
            add("`\(what)` is a mapping: name: value", at: node)
            return []
        }
        return mapping.map { ($0.key.scalar?.string ?? "", $0.key, $0.value) }
    }

    mutating func items(_ node: Node, _ what: String) -> [Node] {
        guard let sequence = node.sequence else {
            if isNothing(node) { return [] }
            add("`\(what)` is a list", at: node)
            return []
        }
        return Array(sequence)
    }

    func isNothing(_ node: Node) -> Bool {
        node.scalar.map { $0.string.isEmpty && $0.style == .plain } ?? false
    }

    mutating func strings(_ node: Node, _ what: String) -> [(text: String, mark: Mark?)] {
        var texts: [(String, Mark?)] = []
        for item in items(node, what) {
            if let text = string(item) { texts.append((text, item.mark)) }
        }
        return texts
    }

    mutating func string(_ node: Node) -> String? {
        if let text = node.scalar?.string { return text }
        add("a text is wanted here", at: node)
        return nil
    }

    mutating func bool(_ node: Node) -> Bool? {
        if let value = Self.bool(node) { return value }
        add("write on or off", at: node)
        return nil
    }

    static func bool(_ node: Node) -> Bool? {
        switch node.scalar?.string.lowercased() {
        case "on", "true", "yes": true
        case "off", "false", "no": false
        default: nil
        }
    }
}
