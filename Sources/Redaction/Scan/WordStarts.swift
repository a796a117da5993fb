/// The places at which a text's words begin, 64 bytes at a time: most words are done with after a look at how they begin,
/// and where they end need not be known.
///
/// A word is a row of ASCII letters, digits and bytes beyond ASCII.
struct WordStarts {
    private let text: Bytes
    /// Where the bytes at hand begin.
    private var block = -64
    /// A bit for each of them that begins a word and was not given out yet.
    private var starts: UInt64 = 0
    /// 1 if the last one of them is a word's.
    private var inside: UInt64 = 0

    init(_ text: Bytes) { self.text = text }

    /// The next word's first byte; nil after the last.
    @inline(__always)
    mutating func next() -> Int? {
        while starts == 0 {
            block += 64
            guard block < text.count else { return nil }
            let words = readBlock()
            starts = words & ~(words << 1 | inside)
            inside = words >> 63
        }
        let place = block + starts.trailingZeroBitCount
        starts &= starts &- 1
        return place
    }

    /// A bit for each byte that is a word's.
    @inline(__always)
    private func readBlock() -> UInt64 {
        var words: UInt64 = 0
        for place in stride(from: 0, to: min(64, text.count - block), by: 8) {
            words |= UInt64(EightBytes.packed(text.eight(from: block + place).wordBytes)) << UInt64(place)
        }
        return words
    }
}
