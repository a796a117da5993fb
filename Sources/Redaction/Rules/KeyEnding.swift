/// Whether a key may promise a secret, by its last two letters: most keys of a text do not.
struct KeyEnding: @unchecked Sendable {
    /// A bit for each pair of last letters (five bits each).
    private let pairs: UnsafePointer<UInt32>

    /// - Parameter words: Words that keys end in, from their last letter to their first.
    init(reversed words: [[UInt8]]) {
        var pairs = Array(repeating: 0 as UInt32, count: 32)
        for word in words {
            guard let last = word.first else { continue }
            pairs[Int(last & 31)] |= word.count == 1 ? .max : 1 << UInt32(word[1] & 31)
        }
        self.pairs = UnsafePointer(copying: pairs)
    }

    /// Looks at the key before the separator at `index`.
    ///
    /// - Returns: false only if it is surely no key of a secret; true also where it is not plain to see where it ends.
    @inline(__always)
    func mayTell(_ text: Bytes, before index: Int) -> Bool {
        let last = text[index - 1]
        if last.isLetter { return mayEnd(text[index - 2], last) }
        if last.isQuote, text[index - 2].isLetter { return mayEnd(text[index - 3], text[index - 2]) }
        // Digits do not count; white space, brackets and escaped quotes are for a longer look.
        return true
    }

    @inline(__always)
    private func mayEnd(_ second: UInt8, _ last: UInt8) -> Bool {
        pairs[Int(last & 31)] >> UInt32(second & 31) & 1 == 1 || !second.isLetter
    }
}
