/// Tokens whose telling part stands in the middle: `…8Q~…` (Entra ID client secrets, learn.microsoft.com), `….atlasv1.…`
/// (Terraform Cloud), `…-us12` (Mailchimp), `…_mmk` (MaxMind), `123456789:A…` (Telegram bots).
struct InfixTokens: Detector {
    var triggers: [Trigger] {
        [
            .bytes(ByteSet(":"), then: ByteSet("A"), after: .digit),
            .bytes(ByteSet("Q"), then: ByteSet("~"), after: .digit),
            .bytes(ByteSet("."), then: ByteSet("a"), then: ByteSet("t"), after: .anything),
            .bytes(ByteSet("-"), then: ByteSet("u"), then: ByteSet("s"), after: .anything),
            .bytes(ByteSet("_"), then: ByteSet("m"), then: ByteSet("m"), after: .anything),
        ]
    }

    func examine(_ scan: inout Scan, at index: Int) {
        let text = scan.text
        switch text[index] {
        case UInt8(ascii: "Q"):
            report(&scan, .azureSecret, clientSecret(text, at: index))
        case UInt8(ascii: ":"):
            report(&scan, .apiKey, telegramBot(text, at: index))
        case UInt8(ascii: "."):
            guard text.hasExactly("atlasv1.", at: index + 1) else { return }
            report(&scan, .apiKey, terraform(text, at: index))
        case UInt8(ascii: "-"):
            guard text[index + 2] == UInt8(ascii: "s"), text[index + 3].isDigit else { return }
            report(&scan, .apiKey, mailchimp(text, at: index))
        default:
            guard text.hasExactly("mmk", at: index + 1) else { return }
            report(&scan, .apiKey, maxMind(text, at: index))
        }
    }

    private func report(_ scan: inout Scan, _ kind: PIIKind, _ range: Range<Int>?) {
        guard let range, !scan.text[range.upperBound].isAlphanumeric else { return }
        scan.report(kind, .secret, range)
    }

    private static let secretBytes = ByteSet.alphanumeric | ByteSet("_~.-")

    /// Three characters, a digit, `Q~`, 31 to 34 more.
    private func clientSecret(_ text: Bytes, at index: Int) -> Range<Int>? {
        guard text[index + 1] == UInt8(ascii: "~"), text[index - 1].isDigit,
            (2...4).allSatisfy({ Self.secretBytes.contains(text[index - $0]) }),
            !text[index - 5].isAlphanumeric
        else { return nil }
        let length = text.run(from: index + 2, of: Self.secretBytes, limit: 36)
        // A full stop behind it ends a sentence.
        let isStopped = length == 35 && text[index + 2 + 34] == UInt8(ascii: ".")
        guard (31...34).contains(length) || isStopped else { return nil }
        return index - 4..<index + 2 + min(length, 34)
    }

    /// A bot's id, then 35 characters of which the first is `A`.
    private func telegramBot(_ text: Bytes, at index: Int) -> Range<Int>? {
        guard text[index + 1] == UInt8(ascii: "A") else { return nil }
        let length = text.run(from: index + 1, of: .base64URL, limit: 36)
        guard length == 35 else { return nil }
        var start = index
        while index - start < 17, text[start - 1].isDigit { start -= 1 }
        // `/bot123456789:A…` in a URL.
        let isBot = text.hasPrefix("bot", at: start - 3)
        guard (6...16).contains(index - start), isBot || !text[start - 1].isAlphanumeric else { return nil }
        return start..<index + 1 + length
    }

    private func terraform(_ text: Bytes, at index: Int) -> Range<Int>? {
        let start = index - 14
        guard (start..<index).allSatisfy({ text[$0].isAlphanumeric }), !text[start - 1].isAlphanumeric else {
            return nil
        }
        let length = text.run(from: index + 9, of: .base64URL | ByteSet("="), limit: 90)
        return (60...89).contains(length) ? start..<index + 9 + length : nil
    }

    private func mailchimp(_ text: Bytes, at index: Int) -> Range<Int>? {
        let start = index - 32
        guard (start..<index).allSatisfy({ ByteSet.lowerHex.contains(text[$0]) }), !text[start - 1].isAlphanumeric
        else { return nil }
        let digits = text.digits(from: index + 3, limit: 3)
        return digits < 3 ? start..<index + 3 + digits : nil
    }

    private func maxMind(_ text: Bytes, at index: Int) -> Range<Int>? {
        let start = index - 36
        guard text[start + 6] == UInt8(ascii: "_"), !text[start - 1].isAlphanumeric,
            (start..<index).allSatisfy({ $0 == start + 6 || text[$0].isAlphanumeric })
        else { return nil }
        return start..<index + 4
    }
}
