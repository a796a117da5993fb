/// Pairs in which the name is a value itself: `name="password" value="…"` in markup, `- name: DB_PASSWORD` and `value: …`
/// below it in a manifest.
enum NamedValue {
    /// How far back the name may stand, in bytes.
    private static let reach = 64
    private static let nameBytes = ByteSet.alphanumeric | ByteSet("_-.")

    /// What the name says of the value under a key `value` that ends before `end`.
    static func meaning(of text: Bytes, valueKeyEndingAt end: Int) -> SecretKey {
        let start = end - 5
        guard text[end - 1] | 0x20 == UInt8(ascii: "e"), text.hasPrefix("value", at: start),
            !text[start - 1].isAlphanumeric
        else { return .no }
        var place = start
        while start - place < reach,
            text[place - 1].isWhitespace || text[place - 1].isQuote || text[place - 1] == UInt8(ascii: ",")
        {
            place -= 1
        }
        guard place < start else { return .no }
        let nameEnd = place
        while start - place < reach, nameBytes.contains(text[place - 1]) { place -= 1 }
        guard place < nameEnd else { return .no }
        while start - place < reach, text[place - 1].isBlank || text[place - 1].isQuote { place -= 1 }
        guard text[place - 1] == UInt8(ascii: "=") || text[place - 1] == UInt8(ascii: ":") else { return .no }
        place -= 1
        if text[place - 1].isQuote { place -= 1 }
        guard text.hasPrefix("name", at: place - 4) || text.hasPrefix("key", at: place - 3) else { return .no }
        let meaning = SecretKey.of(text, endingAt: nameEnd)
        return meaning == .header ? .yes : meaning
    }
}
