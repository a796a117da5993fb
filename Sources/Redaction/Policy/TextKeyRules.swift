/// The policy's key names in running text: `x_internal=…`, `"xInternal": "…"`.
///
/// Looks at most `reach` bytes behind a separator or a value, and reads no value twice: linear.
struct TextKeyRules {
    let policy: CompiledPolicy
    private static let reach = 64
    private static let nameBytes = ByteSet.alphanumeric | ByteSet("_-.")

    /// The values of keys that the policy calls secret.
    func secrets(in text: Bytes) -> [Candidate] {
        var found: [Candidate] = []
        var place = 0
        while place < text.count {
            defer { place += 1 }
            guard text[place] == UInt8(ascii: "=") || text[place] == UInt8(ascii: ":") else { continue }
            guard let name = key(in: text, before: place), policy.isSecretKey(name.bytes) else { continue }
            let key = PairKey(
                meaning: .yes, isAtLineStart: isAtLineStart(text, name.start), isQuoted: name.isQuoted)
            let reader = SecretValueReader(text: text, key: key, separator: place, start: place + 1)
            guard let value = reader.read() else { continue }
            found.append(Candidate(kind: .secret, strength: .secret, range: value))
            place = max(place, value.upperBound - 1)
        }
        return found
    }

    /// Whether the value stands right behind a key that the policy calls no secret.
    func isNoSecret(_ value: Range<Int>, in text: Bytes) -> Bool {
        var place = value.lowerBound
        while value.lowerBound - place < 8, text[place - 1].isQuote || text[place - 1] == UInt8(ascii: "\\") {
            place -= 1
        }
        while value.lowerBound - place < Self.reach, text[place - 1].isBlank { place -= 1 }
        let separator = text[place - 1]
        guard separator == UInt8(ascii: "=") || separator == UInt8(ascii: ":"),
            let name = key(in: text, before: place - 1)
        else { return false }
        return policy.isNoSecretKey(name.bytes)
    }

    private func key(in text: Bytes, before separator: Int) -> (bytes: [UInt8], start: Int, isQuoted: Bool)? {
        var end = separator
        while separator - end < Self.reach, text[end - 1].isBlank { end -= 1 }
        let isQuoted = text[end - 1].isQuote
        while separator - end < Self.reach, text[end - 1].isQuote || text[end - 1] == UInt8(ascii: "\\") { end -= 1 }
        var start = end
        while end - start < Self.reach, Self.nameBytes.contains(text[start - 1]) { start -= 1 }
        guard start < end else { return nil }
        return (KeyRules.normalized((start..<end).map { text[$0] }), start, isQuoted)
    }

    private func isAtLineStart(_ text: Bytes, _ start: Int) -> Bool {
        var start = start
        var steps = 0
        while steps < Self.reach, text[start - 1].isBlank {
            start -= 1
            steps += 1
        }
        return start == 0 || text[start - 1].isLineBreak
    }
}
