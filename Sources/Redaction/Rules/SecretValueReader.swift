/// Reads the value behind a secret key, and stops sensibly.
///
/// Everything read is reported, or is a bounded number of bytes: so reading stays linear.
struct SecretValueReader {
    let text: Bytes
    let key: PairKey
    /// Where the separator stands.
    let separator: Int
    /// Where the value may begin, blanks before it included.
    let start: Int

    private var isSpaced: Bool { text[start].isBlank }

    init(text: Bytes, key: PairKey, separator: Int, start: Int) {
        self.text = text
        self.key = key
        self.separator = separator
        self.start = start
    }

    /// The bytes to take out; nil if there is no value, or none that is secret.
    func read() -> Range<Int>? {
        var place = start
        while text[place].isBlank, place - start < 64 { place += 1 }
        if case .ifDigits = key.meaning, !hasDigitSoon(at: place) { return nil }
        if let block = yamlBlock(at: place) { return isSecret(block) ? block : nil }
        if let quoted = quoted(at: place) {
            return isSecret(quoted) && !isReference(at: quoted.lowerBound) ? afterScheme(quoted) : nil
        }
        place = afterScheme(place..<text.count).lowerBound
        if let end = Placeholder.end(in: text, at: place), isEndOfValue(end) { return nil }
        if let end = reference(at: place) { return fallback(after: end) }
        if isSentence(at: place) { return nil }
        if let open = ValueReference.openOfCall(in: text, at: place), let argument = quoted(at: open + 1) {
            if ValueReference.isLookUp(in: text, place..<open) { return fallback(after: argument.upperBound) }
            return isSecret(argument) ? argument : nil
        }
        if key.isQuoted, text[place] == UInt8(ascii: "{") || text[place] == UInt8(ascii: "[") {
            let nested = place..<endOfNested(from: place)
            return hasContent(nested) ? nested : nil
        }
        let value = goesToLineEnd ? lineValue(from: place) : wordValue(from: place)
        return isSecret(value) ? value : nil
    }

    /// Where a reference ends that `read` passed over: a name in it, as in `…:secret:db`, is no key.
    var endOfReference: Int {
        var place = start
        while text[place].isBlank, place - start < 64 { place += 1 }
        if text[place].isQuote { place += 1 }
        return ValueReference.endOfAddress(in: text, at: place) ?? 0
    }

    private var goesToLineEnd: Bool {
        if key.isQuoted { return false }
        if case .header = key.meaning, text[separator] == UInt8(ascii: ":") { return true }
        return key.isAtLineStart && isSpaced
    }

    // MARK: Forms

    /// `"…"`, `'…'`, also escaped inside another string (`\"…\"`); to the end of the text if the end is missing.
    private func quoted(at index: Int) -> Range<Int>? {
        var depth = 0
        while depth < 8, text[index + depth] == UInt8(ascii: "\\") { depth += 1 }
        var open = index + depth
        // b"…", u'…' in Python.
        if depth == 0, text[open] | 0x20 == UInt8(ascii: "b") || text[open] | 0x20 == UInt8(ascii: "u"),
            text[open + 1].isQuote
        {
            open += 1
        }
        let quote = text[open]
        guard quote.isQuote else { return nil }
        var place = open + 1
        var backslashes = 0
        while place < text.count {
            if text[place] == quote, depth == 0 ? backslashes % 2 == 0 : backslashes <= depth {
                return open + 1..<place - (depth == 0 ? 0 : backslashes)
            }
            backslashes = text[place] == UInt8(ascii: "\\") ? backslashes + 1 : 0
            place += 1
        }
        return open + 1..<text.count
    }

    /// `password: |` and the deeper lines below it.
    private func yamlBlock(at index: Int) -> Range<Int>? {
        guard text[separator] == UInt8(ascii: ":"), text[index] == UInt8(ascii: "|") || text[index] == UInt8(ascii: ">")
        else { return nil }
        var place = index + 1
        while place - index < 4,
            text[place] == UInt8(ascii: "-") || text[place] == UInt8(ascii: "+") || text[place].isDigit
        {
            place += 1
        }
        guard text[place].isLineBreak else { return nil }
        var first: Int?
        var end = place
        while place < text.count {
            let lineStart = place + 1
            var lineEnd = lineStart
            while lineEnd < text.count, !text[lineEnd].isLineBreak { lineEnd += 1 }
            guard lineEnd == lineStart || text[lineStart].isBlank else { break }
            if lineEnd > lineStart {
                var contentStart = lineStart
                while text[contentStart].isBlank { contentStart += 1 }
                if first == nil { first = contentStart }
                end = lineEnd
            }
            place = lineEnd
        }
        return first.map { $0..<end }
    }

    /// `{…}` or `[…]` up to the bracket that closes it.
    private func endOfNested(from index: Int) -> Int {
        var depth = 0
        var isInString = false
        var place = index
        while place < text.count {
            switch text[place] {
            case UInt8(ascii: "\\"): place += 1
            case UInt8(ascii: "\""): isInString.toggle()
            case UInt8(ascii: "{"), UInt8(ascii: "["): if !isInString { depth += 1 }
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                if !isInString { depth -= 1 }
                if depth == 0 { return place + 1 }
            default: break
            }
            place += 1
        }
        return text.count
    }

    /// To the end of the line, or before `, `, `; `, a comment, or another pair.
    private func lineValue(from index: Int) -> Range<Int> {
        let isHeader = if case .header = key.meaning { true } else { false }
        var place = index
        var openQuote: UInt8 = 0
        while place < text.count {
            let byte = text[place]
            if byte.isLineBreak || isWrittenBreak(place) { break }
            if isHeader {
                // `Digest username="…"` has quotes of its own; one that nothing opened ends a quoted header.
                if byte == UInt8(ascii: "\\"), text[place + 1].isQuote, openQuote == 0 { break }
                if byte == openQuote {
                    openQuote = 0
                } else if byte.isQuote, openQuote == 0 {
                    guard text[place - 1] == UInt8(ascii: "=") else { break }
                    openQuote = byte
                }
            } else {
                if byte == UInt8(ascii: "\""), !text[place + 1].isWordOrBeyondASCII { break }
                if byte == UInt8(ascii: ",") || byte == UInt8(ascii: ";"), text[place + 1].isBlank { break }
                if byte.isBlank, text[place + 1] == UInt8(ascii: "#") || isPair(at: place + 1) { break }
            }
            place += 1
        }
        while place > index, text[place - 1].isBlank { place -= 1 }
        return index..<place
    }

    /// To the next blank, quote or other byte that ends a word of a query, a connection string, a list.
    private func wordValue(from index: Int) -> Range<Int> {
        var place = index
        while place < text.count {
            let byte = text[place]
            if byte.isWhitespace || Self.hardStops.contains(byte) || isWrittenBreak(place) { break }
            if byte == UInt8(ascii: "\\"), text[place + 1].isQuote { break }
            if Self.softStops.contains(byte), Self.afterSoftStop.contains(text[place + 1]) || place + 1 == text.count {
                break
            }
            if byte == UInt8(ascii: ","), isPair(at: place + 1) { break }
            place += 1
        }
        while place > index, Self.trailing.contains(text[place - 1]) { place -= 1 }
        return index..<place
    }

    private static let hardStops = ByteSet("\";&")
    private static let softStops = ByteSet("',)]}<>|`")
    private static let afterSoftStop = ByteSet(" \t\r\n,;)]}'\"&.<>|`\\")
    private static let trailing = ByteSet(".,:")

    /// Whether `name=` or `name:` begins here.
    private func isPair(at index: Int) -> Bool {
        let open = text[index] == UInt8(ascii: "\"") ? index + 1 : index
        let length = text.run(from: open, of: Self.nameBytes, limit: 32)
        let separator = text[open + length]
        guard length > 0, separator == UInt8(ascii: "=") || separator == UInt8(ascii: ":") else { return false }
        return text[open + length + 1] != UInt8(ascii: "/")
    }

    private static let nameBytes = ByteSet.alphanumeric | ByteSet("_-.")

    private func isWrittenBreak(_ index: Int) -> Bool {
        text[index] == UInt8(ascii: "\\")
            && (text[index + 1] == UInt8(ascii: "n") || text[index + 1] == UInt8(ascii: "r"))
    }

    private func isEndOfValue(_ index: Int) -> Bool {
        if index == text.count || Self.afterSoftStop.contains(text[index]) {
            return !goesToLineEnd || lineValue(from: index).isEmpty
        }
        return false
    }

    // MARK: What is no secret

    /// The value without `Bearer`, `Basic` and the like, which may stay.
    private func afterScheme(_ value: Range<Int>) -> Range<Int> {
        for scheme in Self.schemes where text.hasPrefix(scheme, at: value.lowerBound) {
            let end = value.lowerBound + scheme.utf8CodeUnitCount
            if text[end] == 32, end + 1 < value.upperBound { return end + 1..<value.upperBound }
        }
        return value
    }

    private static let schemes: [StaticString] = ["bearer", "basic", "digest", "token", "negotiate", "apikey"]

    private func isSecret(_ value: Range<Int>) -> Bool {
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

    private func hasContent(_ value: Range<Int>) -> Bool { value.contains { text[$0].isWordOrBeyondASCII } }

    /// A digit among the first 64 bytes of the line.
    private func hasDigitSoon(at index: Int) -> Bool {
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
    private func reference(at index: Int) -> Int? {
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

    private func isReference(at index: Int) -> Bool {
        if text[index] == UInt8(ascii: "{") { return text[index + 1] == UInt8(ascii: "{") }
        return ValueReference.isInQuotes(text, at: index)
    }

    /// What stands in for a reference that leads nowhere: `getenv("X", "hunter2")`, `process.env.X || "hunter2"`.
    private func fallback(after end: Int) -> Range<Int>? {
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
    private func isSentence(at index: Int) -> Bool {
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
