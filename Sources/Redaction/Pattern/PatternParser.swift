/// Reads a pattern; every error names the column and what would be right.
struct PatternParser {
    static let longestPattern = 4096
    static let mostRepeats = 1000
    /// Groups inside groups: the parser is recursive.
    private static let deepest = 64

    let scalars: [Unicode.Scalar]
    var place = 0
    var ignoresCase = false
    private var depth = 0

    init(_ text: String) { scalars = Array(text.unicodeScalars) }

    mutating func parse() throws(PatternError) -> PatternNode {
        guard !scalars.isEmpty else { throw PatternError("the pattern is empty", column: 1) }
        guard scalars.count <= Self.longestPattern else {
            throw PatternError("the pattern is longer than \(Self.longestPattern) scalars", column: Self.longestPattern)
        }
        let node = try choice()
        if let scalar = peek, scalar == ")" { throw error("`)` closes no group; write \\) for the character") }
        guard !node.isNullable else {
            throw PatternError("the pattern matches the empty text, so everywhere; demand one character", column: 1)
        }
        return node
    }

    var peek: Unicode.Scalar? { place < scalars.count ? scalars[place] : nil }

    func looking(at text: StaticString) -> Bool {
        text.withUTF8Buffer { bytes in
            bytes.indices.allSatisfy { place + $0 < scalars.count && scalars[place + $0].value == UInt32(bytes[$0]) }
        }
    }

    mutating func accept(_ scalar: Unicode.Scalar) -> Bool {
        guard peek == scalar else { return false }
        place += 1
        return true
    }

    func error(_ message: String, at index: Int? = nil) -> PatternError {
        PatternError(message, column: (index ?? place) + 1)
    }

    // MARK: Structure

    private mutating func choice() throws(PatternError) -> PatternNode {
        // `(?i)` inside a group ends with the group.
        let outerCase = ignoresCase
        defer { ignoresCase = outerCase }
        var parts = [try sequence()]
        while accept("|") { parts.append(try sequence()) }
        return parts.count == 1 ? parts[0] : .choice(parts)
    }

    private mutating func sequence() throws(PatternError) -> PatternNode {
        var parts: [PatternNode] = []
        while let scalar = peek, scalar != "|", scalar != ")" {
            if try readFlag() { continue }
            let start = place
            let part = try atom()
            parts.append(try quantified(part, from: start))
        }
        return parts.isEmpty ? .empty : parts.count == 1 ? parts[0] : .sequence(parts)
    }

    /// `(?i)`: for the rest of the group.
    private mutating func readFlag() throws(PatternError) -> Bool {
        guard looking(at: "(?i)") else { return false }
        ignoresCase = true
        place += 4
        return true
    }

    private mutating func atom() throws(PatternError) -> PatternNode {
        let start = place
        switch scalars[place] {
        case "(": return try group()
        case "[":
            let set = try PatternClassReader.read(&self)
            return .set(ignoresCase ? set.ignoringCase : set)
        case "\\": return try escape()
        case ".":
            place += 1
            return .set(ScalarSet.lineBreak.inverted)
        case "^":
            place += 1
            return .assertion(.start)
        case "$":
            place += 1
            return .assertion(.end)
        case "*", "+", "?":
            throw error(
                "`\(scalars[start])` has nothing before it to repeat; write \\\(scalars[start]) for the character")
        case "{": throw error("`{` has nothing before it to repeat; write \\{ for the character")
        case let scalar:
            place += 1
            return literal(scalar.value)
        }
    }

    private func literal(_ scalar: UInt32) -> PatternNode {
        let set = ScalarSet(scalar...scalar)
        return .set(ignoresCase ? set.ignoringCase : set)
    }

    private mutating func group() throws(PatternError) -> PatternNode {
        let start = place
        place += 1
        let outerCase = ignoresCase
        defer { ignoresCase = outerCase }
        if accept("?") { try readGroupKind(from: start) }
        depth += 1
        guard depth <= Self.deepest else { throw error("groups are nested deeper than \(Self.deepest)", at: start) }
        let inner = try choice()
        depth -= 1
        guard accept(")") else { throw error("the group that begins here is not closed; add `)`", at: start) }
        return inner
    }

    /// What stands behind `(?`.
    private mutating func readGroupKind(from start: Int) throws(PatternError) {
        if accept(":") { return }
        if looking(at: "i:") {
            ignoresCase = true
            place += 2
            return
        }
        if looking(at: "=") || looking(at: "!") || looking(at: "<=") || looking(at: "<!") {
            throw error("look-around is not supported: it has no linear search", at: start)
        }
        if looking(at: ">") { throw error("atomic groups are not supported; use (?:…)", at: start) }
        if looking(at: "P<") { place += 1 }
        if accept("<") {
            while let scalar = peek, scalar != ">" {
                guard ScalarSet.word.contains(scalar.value) else { break }
                place += 1
            }
            guard accept(">") else { throw error("a group's name has letters, digits and _ and ends with `>`") }
            return
        }
        throw error("`(?` is followed by `:`, `i)`, `i:` or `<name>`; other flags are not supported", at: start)
    }

    // MARK: Repetition

    private mutating func quantified(_ node: PatternNode, from start: Int) throws(PatternError) -> PatternNode {
        let mark = place
        guard let (minimum, maximum) = try bounds() else { return node }
        if accept("+") { throw error("possessive quantifiers are not supported", at: place - 1) }
        // The longest match is taken, so lazy and greedy are the same.
        _ = accept("?")
        if let next = peek, next == "*" || next == "+" || next == "?" || next == "{" {
            throw error("a quantifier follows a quantifier; put the first one in a group (?:…)")
        }
        if case .assertion = node { throw error("an anchor cannot be repeated", at: mark) }
        return .repetition(node, minimum: minimum, maximum: maximum)
    }

    private mutating func bounds() throws(PatternError) -> (Int, Int?)? {
        if accept("*") { return (0, nil) }
        if accept("+") { return (1, nil) }
        if accept("?") { return (0, 1) }
        guard peek == "{" else { return nil }
        let start = place
        place += 1
        let minimum = try number(from: start)
        var maximum: Int? = minimum
        if accept(",") { maximum = peek == "}" ? nil : try number(from: start) }
        guard accept("}") else {
            throw error("a repetition is {n}, {n,} or {m,n}; write \\{ for the character", at: start)
        }
        if let maximum, maximum < minimum { throw error("in {m,n} m is at most n", at: start) }
        return (minimum, maximum)
    }

    private mutating func number(from start: Int) throws(PatternError) -> Int {
        var value = 0
        var digits = 0
        while let scalar = peek, ScalarSet.digits.contains(scalar.value) {
            value = value * 10 + Int(scalar.value - 0x30)
            digits += 1
            place += 1
            guard value <= Self.mostRepeats else {
                throw error("a repetition counts to \(Self.mostRepeats) at most", at: start)
            }
        }
        guard digits > 0 else {
            throw error("a repetition is {n}, {n,} or {m,n}; write \\{ for the character", at: start)
        }
        return value
    }
}
