/// What the keys of some pairs end in, by their last four letters: most keys of a text end in something else.
struct KeyEnding: BitwiseCopyable, Sendable {
    /// A bit for each hash of four letters, or of three that are a word and any fourth.
    private let ends = BitFilter(bits: 15)
    /// A bit for each letter that is a word by itself.
    private let single: UInt32

    /// - Parameter words: Words that keys end in, from their last byte to their first.
    init(reversed words: [[UInt8]]) {
        var single: UInt32 = 0
        for word in words {
            guard let last = word.first else { continue }
            if word.count == 1 { single |= 1 << UInt32(last & 31) }
            // What stands before a short word is not its own.
            let thirds = word.count > 2 ? word[2]...word[2] : 0...31
            let fourths = word.count > 3 ? word[3]...word[3] : 0...31
            guard word.count > 1 else { continue }
            for third in thirds {
                for fourth in fourths { ends.insert(LastLetters.hash(last, word[1], third, fourth)) }
            }
        }
        self.single = single
    }

    /// Whether a key with these last letters may end in one of the words.
    @inline(__always)
    func mayEnd(_ letters: LastLetters) -> Bool {
        letters.areParted || ends.mayHold(letters.hash) || single & letters.single != 0
    }
}

/// The last four letters of a key, read once for all that ask.
struct LastLetters {
    /// Whether a separator stands before the last one: between any two letters one may, as in `p_in`.
    fileprivate let areParted: Bool
    fileprivate let hash: UInt64
    /// A bit for the last one if it may be a word by itself.
    fileprivate let single: UInt32

    /// - Parameter end: Where the last letter ends.
    @inline(__always)
    init(_ text: Bytes, before end: Int) {
        let last = text[end - 1]
        let second = text[end - 2]
        areParted = KeySegments.isSeparator(second)
        let third = KeySegments.isSeparator(text[end - 3]) ? end - 4 : end - 3
        let fourth = KeySegments.isSeparator(text[third - 1]) ? third - 2 : third - 1
        hash = Self.hash(last, second, text[third], text[fourth])
        // Only behind something else, which a written line break (`\nv`) is too.
        let isInside = second.isLower && last.isLower && text[end - 3] != UInt8(ascii: "\\")
        single = isInside ? 0 : 1 << UInt32(last & 31)
    }

    /// Of letters in either case.
    @inline(__always)
    fileprivate static func hash(_ last: UInt8, _ second: UInt8, _ third: UInt8, _ fourth: UInt8) -> UInt64 {
        let letters = UInt64(last) | UInt64(second) << 8 | UInt64(third) << 16 | UInt64(fourth) << 24
        return (letters & 0x1F1F_1F1F) &* 0x9E37_79B9_7F4A_7C15
    }
}
