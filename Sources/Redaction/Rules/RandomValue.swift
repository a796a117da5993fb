/// Values that only a generator of secrets writes: long, high in entropy, and changing between digits, capitals and small
/// letters more often than names, paths and versions do.
enum RandomValue {
    private static let shortest = 16
    private static let longest = 150
    /// In sixteenths of a bit for each byte: 3.5 bits.
    private static let entropy = 56
    private static let bytes = ByteSet.alphanumeric | ByteSet("_.=+/-")

    /// Whether a look at two places says that no such value begins at `index`.
    @inline(__always)
    static func isTooShort(_ text: Bytes, at index: Int) -> Bool {
        !bytes.contains(text[index + shortest - 1]) || !bytes.contains(text[index + shortest / 2])
    }

    /// The length of what may be such a value from `index` on.
    static func length(in text: Bytes, at index: Int) -> Int {
        let length = text.run(from: index, of: unpadded, limit: longest + 1)
        return length + text.run(from: index + length, of: ByteSet("="), limit: 3)
    }

    private static let unpadded = ByteSet.alphanumeric | ByteSet("_.+/-")

    /// - Parameter allowsHex: Whether the key before it tells enough that hexadecimal digits and values of one case count.
    static func isOne(_ text: Bytes, _ range: Range<Int>, allowsHex: Bool) -> Bool {
        guard (shortest...longest).contains(range.count) else { return false }
        var run = 0
        var longestRun = 0
        var turns = 0
        var upperRun = 0
        var hasDigit = false
        var hasUpper = false
        var hasLower = false
        var isHex = true
        var previous: UInt8 = 0
        for place in range {
            let byte = text[place]
            guard bytes.contains(byte) else { return false }
            if byte.isDigit { hasDigit = true }
            if byte.isUpper { hasUpper = true }
            if byte.isLower { hasLower = true }
            run = byte.isAlphanumeric ? run + 1 : 0
            longestRun = max(longestRun, run)
            if byte.isAlphanumeric, byte.hexValue == nil { isHex = false }
            if run > 1 {
                // A capital between small letters, as in `camelCase`, is no turn.
                if byte.isUpper, previous.isLower {
                    if !text[place + 1].isLower { turns += 1 }
                } else if byte.isLower, previous.isUpper {
                    if upperRun > 1 { turns += 1 }
                } else if byte.isDigit != previous.isDigit {
                    turns += 1
                }
            }
            upperRun = byte.isUpper ? upperRun + 1 : 0
            previous = byte
        }
        guard hasDigit, hasUpper || hasLower, longestRun >= 12 else { return false }
        if isHex {
            guard allowsHex, range.count >= 32, longestRun == range.count else { return false }
            return Entropy.isAtLeast(48, text, range)
        }
        // Ids of requests and objects keep to one case, generators of keys do not.
        if !allowsHex, !hasUpper || !hasLower { return false }
        // A ULID is an id (github.com/ulid/spec).
        if range.count == 26, !hasLower, text[range.lowerBound] < UInt8(ascii: "8"), longestRun == 26 { return false }
        return turns * 6 >= range.count && Entropy.isAtLeast(entropy, text, range)
    }
}
