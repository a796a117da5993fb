/// What is no secret: a name of one, a literal, a sentence.
extension SecretValueReader {
    /// The value without `Bearer`, `Basic` and the like, which may stay.
    func afterScheme(_ value: Range<Int>) -> Range<Int> {
        for scheme in Self.schemes where text.hasPrefix(scheme, at: value.lowerBound) {
            let end = value.lowerBound + scheme.utf8CodeUnitCount
            if text[end] == 32, end + 1 < value.upperBound { return end + 1..<value.upperBound }
        }
        return value
    }

    private static let schemes: [StaticString] = ["bearer", "basic", "digest", "token", "negotiate", "apikey"]

    func isSecret(_ value: Range<Int>) -> Bool {
        let bare = afterScheme(value)
        if Placeholder.end(in: text, at: bare.lowerBound) == bare.upperBound { return false }
        var end = value.upperBound
        while end > value.lowerBound, text[end - 1] == UInt8(ascii: ";") || text[end - 1] == UInt8(ascii: ",") {
            end -= 1
        }
        let length = end - value.lowerBound
        if Self.literals.contains(where: { $0.utf8CodeUnitCount == length && text.hasPrefix($0, at: value.lowerBound) })
        {
            return false
        }
        return hasContent(value)
    }

    func hasContent(_ value: Range<Int>) -> Bool { value.contains { text[$0].isWordOrBeyondASCII } }

    /// A digit among the first 64 bytes of the line.
    func hasDigitSoon(at index: Int) -> Bool {
        var place = index
        while place < index + 64, !text[place].isLineBreak {
            if text[place].isDigit { return true }
            place += 1
        }
        return false
    }

    private static let literals: [StaticString] = [
        "true", "false", "null", "nil", "none", "undefined", "string", "string?", "str", "bool", "boolean",
        "optional[str]",
    ]

    /// The end of what says where a secret is, not what it is.
    func reference(at index: Int) -> Int? {
        if text[index] == UInt8(ascii: "{"), text[index + 1] == UInt8(ascii: "{") { return index + 2 }
        if let end = ValueReference.end(in: text, at: index) { return end }
        if let end = ValueReference.endOfCall(in: text, at: index) { return end }
        return endOfArgument(at: index)
    }

    /// `connect(user=user, password=db_password)`: the name of a variable.
    private func endOfArgument(at index: Int) -> Int? {
        let length = text.run(from: index, of: .letters | ByteSet("_"), limit: 49)
        let end = index + length
        guard (1...48).contains(length), text[separator] == UInt8(ascii: "="), !isSpaced,
            text[end] == UInt8(ascii: ")") || text[end] == UInt8(ascii: ",") && text[end + 1].isBlank
        else { return nil }
        return SecretKey.of(text, endingAt: end) == .yes ? end : nil
    }

    func isReference(at index: Int) -> Bool {
        if text[index] == UInt8(ascii: "{") { return text[index + 1] == UInt8(ascii: "{") }
        return ValueReference.isInQuotes(text, at: index)
    }

    /// What stands in for a reference that leads nowhere: `getenv("X", "hunter2")`, `process.env.X || "hunter2"`.
    func fallback(after end: Int) -> Range<Int>? {
        var place = end
        if text[place].isQuote, text[place + 1] == UInt8(ascii: ",") {
            place += 2
        } else {
            while place - end < 4, Self.closers.contains(text[place]) { place += 1 }
            while place - end < 8, text[place].isBlank { place += 1 }
            if text.hasExactly("||", at: place) || text.hasExactly("??", at: place) || text.hasExactly("or", at: place)
            {
                place += 2
            } else {
                return nil
            }
        }
        while place - end < 12, text[place].isBlank { place += 1 }
        guard let value = quoted(at: place), isSecret(value) else { return nil }
        return value
    }

    private static let closers = ByteSet("\"'`)]}")

    /// `password: must be changed`, `token: expired`.
    func isSentence(at index: Int) -> Bool {
        guard text[separator] == UInt8(ascii: ":"), isSpaced else { return false }
        let length = text.run(from: index, of: .letters, limit: 12)
        guard length > 0, !text[index + length].isAlphanumeric else { return false }
        return Self.sentenceWords.contains {
            $0.utf8CodeUnitCount == length && text.hasPrefix($0, at: index)
        }
    }

    private static let sentenceWords: [StaticString] = [
        "must", "not", "is", "was", "has", "cannot", "should", "required", "optional", "missing", "invalid", "expired",
        "revoked", "incorrect", "wrong", "empty", "unset", "granted", "denied", "allowed", "failed", "error", "no",
        "yes",
    ]
}
