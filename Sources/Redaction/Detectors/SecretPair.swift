/// `key = value`, `key: value`, `key=value`, `"key": "value"`, `--key value` inside a text, where the key promises a secret
/// (`SecretKey`): config maps, env files, YAML, JSON inside strings, query strings, headers.
///
/// Guard: references (`${VAR}`, `{{ var }}`), booleans, null, sentences (`password: must be…`), `a == b`, `a::b`, `a://b`.
struct SecretPair: Detector {
    var triggers: [Trigger] {
        [
            Trigger.bytes(ByteSet("=:"), after: .anything),
            Trigger.bytes(ByteSet("-"), then: ByteSet("-"), after: .nonWord),
        ]
    }

    func examine(_ scan: inout Scan, at index: Int) {
        let text = scan.text
        if text[index] == UInt8(ascii: "-") { return examineFlag(&scan, at: index) }
        guard let valueStart = afterSeparator(text, at: index, scan.mode), let key = PairKey(text, before: index)
        else { return }
        let reader = SecretValueReader(text: text, key: key, separator: index, start: valueStart)
        guard let value = reader.read() else { return }
        report(value, key.meaning, &scan)
    }

    private func report(_ value: Range<Int>, _ meaning: SecretKey, _ scan: inout Scan) {
        scan.resume = value.upperBound
        // A detector that knows the number shall name it.
        scan.report(.secret, meaning == .ifDigits ? .shape : .secret, value)
    }

    /// The offset after the separator, if it is one.
    private func afterSeparator(_ text: Bytes, at index: Int, _ mode: ScanMode) -> Int? {
        let next = text[index + 1]
        let equals = UInt8(ascii: "=")
        let colon = UInt8(ascii: ":")
        if text[index] == colon {
            // An id such as `secret:billing/db` is a name.
            guard mode == .text, next != colon, text[index - 1] != colon else { return nil }
            if next == UInt8(ascii: "/"), text[index + 2] == UInt8(ascii: "/") { return nil }
            return next == equals ? index + 2 : index + 1
        }
        guard next != equals, !Self.beforeComparison.contains(text[index - 1]) else { return nil }
        return next == UInt8(ascii: ">") ? index + 2 : index + 1
    }

    private static let beforeComparison = ByteSet("=!<>~:")

    /// `--password value`; `--password=value` is a pair.
    private func examineFlag(_ scan: inout Scan, at index: Int) {
        let text = scan.text
        let name = text.run(from: index + 2, of: Self.flagBytes, limit: 48)
        let end = index + 2 + name
        guard name > 1, text[end] == 32, text[index - 1] != UInt8(ascii: "-") else { return }
        let meaning = SecretKey.of(text, endingAt: end)
        guard meaning != .no, text[end + 1] != UInt8(ascii: "-") else { return }
        let key = PairKey(meaning: meaning == .header ? .yes : meaning, isAtLineStart: false, isQuoted: false)
        let reader = SecretValueReader(text: text, key: key, separator: end, start: end + 1)
        guard let value = reader.read() else { return }
        report(value, meaning, &scan)
    }

    private static let flagBytes = ByteSet.alphanumeric | ByteSet("-_")
}

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
        if text[end - 1] == UInt8(ascii: "]"), text[end - 2].isQuote { end -= 1 }
        isQuoted = text[end - 1].isQuote
        if isQuoted {
            end -= 1
            while separator - end < 40, text[end - 1] == UInt8(ascii: "\\") { end -= 1 }
        }
        guard text[end - 1].isAlphanumeric else { return nil }
        meaning = SecretKey.of(text, endingAt: end)
        guard meaning != .no else { return nil }
        isAtLineStart = Self.isAtLineStart(text, end)
    }

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
