/// What the keys of some pairs end in, by their last three letters: most keys of a text end in something else.
struct KeyEnding: BitwiseCopyable, @unchecked Sendable {
    /// A bit for each last letter, by the two before it (five bits each).
    private let ends: UnsafePointer<UInt32>
    /// A bit for each letter that is a word by itself.
    private let single: UInt32

    /// - Parameter words: Words that keys end in, from their last byte to their first.
    init(reversed words: [[UInt8]]) {
        var ends = Array(repeating: 0 as UInt32, count: 1024)
        var single: UInt32 = 0
        for word in words {
            let letters = word.prefix(3).map { Int($0 & 31) }
            guard let last = letters.first else { continue }
            switch letters.count {
            case 1: single |= 1 << UInt32(last)
            case 2: for third in 0..<32 { ends[third << 5 | letters[1]] |= 1 << UInt32(last) }
            default: ends[letters[2] << 5 | letters[1]] |= 1 << UInt32(last)
            }
        }
        self.ends = UnsafePointer(copying: ends)
        self.single = single
    }

    /// Whether a key whose last letter stands before `end` may end in one of the words.
    @inline(__always)
    func mayEnd(_ text: Bytes, _ end: Int) -> Bool {
        let last = text[end - 1]
        let second = text[end - 2]
        // Between any two letters a separator may stand: `api_key`, `p_in`.
        if KeySegments.isSeparator(second) { return true }
        let third = KeySegments.isSeparator(text[end - 3]) ? text[end - 4] : text[end - 3]
        let bit = (1 as UInt32) << UInt32(last & 31)
        if ends[Int(third & 31) << 5 | Int(second & 31)] & bit != 0 { return true }
        // A letter is a word by itself only behind something else, which a written line break (`\nv`) is too.
        return single & bit != 0 && !(second.isLower && last.isLower && text[end - 3] != UInt8(ascii: "\\"))
    }
}
