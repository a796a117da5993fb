/// A regular expression of a policy, compiled: its search is linear in the text, whatever the pattern and the text.
///
/// The language is the common core: literals, `.`, classes (`[a-z]`, `[^"]`, `\d \w \s` and their opposites), `^ $ \b \B`,
/// groups (all of them alike; nothing is captured), `|`, `? * + {m,n}` up to 1,000, and `(?i)` for ASCII letters.
/// `\d \w \s \b` know ASCII only, `.` is any scalar but a line break, `^` and `$` are the ends of the text. The longest of
/// the leftmost matches is taken (POSIX), so a lazy quantifier means what the greedy one does.
///
/// Back-references and look-around have no linear search and are errors.
public struct Pattern: Sendable {
    /// As it was written.
    public let text: String
    let program: PatternProgram

    /// - Throws: What is wrong with `text`, and where.
    public init(_ text: String) throws(PatternError) {
        var parser = PatternParser(text)
        let node = try parser.parse()
        self.text = text
        program = try PatternProgram(node)
    }
}

extension Pattern: Hashable {
    public static func == (left: Pattern, right: Pattern) -> Bool { left.text.utf8.elementsEqual(right.text.utf8) }
    public func hash(into hasher: inout Hasher) { hasher.combine(text) }
}

/// Why a text is no pattern.
public struct PatternError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong, and what would be right.
    public var message: String
    /// Where in the pattern, in Unicode scalars from 1.
    public var column: Int

    public init(_ message: String, column: Int) {
        self.message = message
        self.column = column
    }

    public var description: String { "column \(column): \(message)" }
}
