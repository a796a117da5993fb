/// The places at which a text's words begin, eight bytes at a time: most words are done with after a look at how they
/// begin, and where they end need not be known.
///
/// A word is a row of ASCII letters, digits and bytes beyond ASCII.
struct WordStarts {
    private let text: Bytes
    /// Where the eight bytes at hand begin.
    private var block = -8
    /// The top bit of each byte of them that begins a word and was not given out yet.
    private var starts: UInt64 = 0
    /// Whether the last byte of them is a word's.
    private var isInside = false

    init(_ text: Bytes) { self.text = text }

    /// The next word's first byte; nil after the last.
    @inline(__always)
    mutating func next() -> Int? {
        while starts == 0 {
            block += 8
            guard block < text.count else { return nil }
            let words = text.eight(from: block).wordBytes
            starts = words & ~(words << 8 | (isInside ? 0x80 : 0))
            isInside = words >> 63 == 1
        }
        let place = block + starts.trailingZeroBitCount >> 3
        starts &= starts &- 1
        return place
    }
}
