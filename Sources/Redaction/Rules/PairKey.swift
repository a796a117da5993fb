/// The key before a separator.
struct PairKey {
    let meaning: SecretKey
    /// Whether nothing stands before it on its line: then a value with spaces goes to the line's end.
    let isAtLineStart: Bool
    let isQuoted: Bool

    init(meaning: SecretKey, isAtLineStart: Bool, isQuoted: Bool) {
        self.meaning = meaning
        self.isAtLineStart = isAtLineStart
        self.isQuoted = isQuoted
    }

    init?(_ text: Bytes, before separator: Int) {
        var end = separator
        while separator - end < 32, text[end - 1].isBlank { end -= 1 }
        // `KEY ?= value`, `key ||= value`.
        while separator - end < 34, text[separator] == UInt8(ascii: "="), Self.assignmentBytes.contains(text[end - 1]) {
            end -= 1
        }
        while separator - end < 36, text[end - 1].isBlank { end -= 1 }
        if text[end - 1] == UInt8(ascii: "]"), text[end - 2].isQuote { end -= 1 }
        isQuoted = text[end - 1].isQuote
        if isQuoted {
            end -= 1
            while separator - end < 40, text[end - 1] == UInt8(ascii: "\\") { end -= 1 }
        }
        guard text[end - 1].isAlphanumeric else { return nil }
        let own = SecretKey.of(text, endingAt: end)
        meaning = own == .no ? NamedValue.meaning(of: text, valueKeyEndingAt: end) : own
        guard meaning != .no else { return nil }
        isAtLineStart = Self.isAtLineStart(text, end)
    }

    /// The first argument of a call: `setenv("API_TOKEN", …`.
    init?(_ text: Bytes, beforeComma comma: Int) {
        guard text[comma - 1].isQuote, text[comma - 2].isAlphanumeric else { return nil }
        var start = comma - 1
        while comma - start < Self.longestKey, Self.keyBytes.contains(text[start - 1]) { start -= 1 }
        guard text[start - 1] == text[comma - 1], text[start - 2] == UInt8(ascii: "("), text[comma + 2].isQuote else {
            return nil
        }
        meaning = SecretKey.of(text, endingAt: comma - 1)
        guard meaning != .no else { return nil }
        isAtLineStart = false
        isQuoted = true
    }

    /// The offset after the key's last letter or digit.
    static func endOfName(_ text: Bytes, before separator: Int) -> Int {
        var end = separator
        while separator - end < 8, !text[end - 1].isAlphanumeric, nameEndBytes.contains(text[end - 1]) { end -= 1 }
        return text[end - 1].isAlphanumeric ? end : 0
    }

    private static let assignmentBytes = ByteSet("?|:")
    private static let nameEndBytes = ByteSet(" \t\"'`\\]?|")

    private static let longestKey = 64
    private static let keyBytes = ByteSet.alphanumeric | ByteSet("_-./$")
    private static let indentBytes = ByteSet(" \t\"'-")

    private static func isAtLineStart(_ text: Bytes, _ end: Int) -> Bool {
        var start = end
        while end - start < longestKey, keyBytes.contains(text[start - 1]) { start -= 1 }
        // A written line break, as in `\npassword`.
        if text[start - 1] == UInt8(ascii: "\\"), text[start] == UInt8(ascii: "n") || text[start] == UInt8(ascii: "r") {
            return true
        }
        while end - start < longestKey, indentBytes.contains(text[start - 1]) { start -= 1 }
        return start == 0 || text[start - 1].isLineBreak
    }
}
