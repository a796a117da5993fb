/// Passwords told in a sentence: `the password is hunter2`, `my PIN was 4711`.
///
/// Guard: what follows must have a digit or mixed case, as in no `password is wrong`; other secrets must look random.
struct SpokenPassword: Detector {
    var triggers: [Trigger] {
        [.bytes(ByteSet(" "), then: ByteSet("iw"), then: ByteSet("sa"), after: .anything)]
    }

    func examine(_ scan: inout Scan, at index: Int) {
        let text = scan.text
        let verb = text.hasExactly("is", at: index + 1) ? 2 : text.hasExactly("was", at: index + 1) ? 3 : 0
        guard verb > 0, text[index - 1].isAlphanumeric, SecretKey.of(text, endingAt: index) != .no else { return }
        var start = index + 1 + verb
        if text[start] == UInt8(ascii: ":") { start += 1 }
        guard text[start] == 32 else { return }
        start += 1
        let isQuoted = text[start].isQuote
        if isQuoted { start += 1 }
        var end = start
        while end - start < Self.longest, !Self.ends.contains(text[end]), end < text.count { end += 1 }
        guard end - start < Self.longest else { return }
        while end > start, Self.trailing.contains(text[end - 1]) { end -= 1 }
        guard end - start >= 4, isSecret(text, start..<end, before: index, isQuoted) else { return }
        scan.report(.secret, .secret, start..<end)
        scan.resume = end
    }

    private static let longest = 128
    private static let ends = ByteSet(" \t\r\n\"'`<")
    private static let trailing = ByteSet(".,;:!?)]}")

    private func isSecret(_ text: Bytes, _ value: Range<Int>, before index: Int, _ isQuoted: Bool) -> Bool {
        if Placeholder.end(in: text, at: value.lowerBound) != nil { return false }
        let isSpoken = Self.words.contains { text.hasPrefix($0, at: index - $0.utf8CodeUnitCount) }
        guard isSpoken else {
            return RandomValue.isOne(text, value, allowsHex: true)
        }
        if isQuoted { return true }
        var hasDigit = false
        var hasLower = false
        var hasInnerUpper = false
        for place in value {
            if text[place].isDigit { hasDigit = true }
            if text[place].isLower { hasLower = true }
            if text[place].isUpper, place > value.lowerBound { hasInnerUpper = true }
        }
        return hasDigit || hasLower && hasInnerUpper
    }

    private static let words: [StaticString] = [
        "password", "passwd", "pwd", "passphrase", "passcode", "pin", "passwort",
    ]
}
