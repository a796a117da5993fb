/// The forms that a value has: quoted, a block, nested, a line, a word.
extension SecretValueReader {
    /// `"…"`, `'…'`, also escaped inside another string (`\"…\"`); to the end of the text if the end is missing.
    func quoted(at index: Int) -> Range<Int>? {
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
    func yamlBlock(at index: Int) -> Range<Int>? {
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
    func endOfNested(from index: Int) -> Int {
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
    func lineValue(from index: Int) -> Range<Int> {
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
    func wordValue(from index: Int) -> Range<Int> {
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

    func isEndOfValue(_ index: Int) -> Bool {
        if index == text.count || Self.afterSoftStop.contains(text[index]) {
            return !goesToLineEnd || lineValue(from: index).isEmpty
        }
        return false
    }
}
