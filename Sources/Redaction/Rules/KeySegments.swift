/// How a key's name falls into words: `client_secret`, `client-secret`, `clientSecret`, `client.secret`, `Client Secret`.
enum KeySegments {
    /// Whether a word begins at `index`.
    static func isBoundary(_ text: Bytes, _ index: Int) -> Bool {
        let previous = text[index - 1]
        let current = text[index]
        if !previous.isAlphanumeric { return true }
        if !current.isAlphanumeric { return true }
        if current.isUpper { return !previous.isUpper || text[index + 1].isLower }
        // An escaped line break, as in `\npassword`, belongs to no word.
        if text[index - 2] == UInt8(ascii: "\\"), previous == UInt8(ascii: "n") || previous == UInt8(ascii: "r") {
            return true
        }
        return previous.isDigit != current.isDigit
    }

    /// Whether a key may have this byte between its words.
    @inline(__always)
    static func isSeparator(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: " "): true
        default: false
        }
    }
}
