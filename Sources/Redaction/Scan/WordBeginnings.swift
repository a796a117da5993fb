/// How the words of a vocabulary begin: a bit for each three first bytes, five bits each and without their case, and for
/// shorter words that one of them begins with.
struct WordBeginnings: @unchecked Sendable {
    private let bits: UnsafePointer<UInt32>
    /// 1 to 31 for each byte of a word, 0 for what ends one.
    private let codes: UnsafePointer<UInt8>

    /// - Parameter words: In lower case.
    init(_ words: [[UInt8]]) {
        let codes = (UInt8.min...UInt8.max).map(Self.code)
        var bits = Array(repeating: 0 as UInt32, count: 1024)
        for word in words {
            let start = word.prefix(3).map { Int(codes[Int($0)]) } + [0, 0]
            // Another word follows what ends after one byte; what it begins with says nothing.
            bits[start[0]] = .max
            bits[start[1] << 5 | start[0]] |= 1
            bits[start[1] << 5 | start[0]] |= 1 << UInt32(start[2])
        }
        self.bits = UnsafePointer(copying: bits)
        self.codes = UnsafePointer(copying: codes)
    }

    /// Whether the text's word at `start` begins as one of the words does, or one of them with all of it.
    @inline(__always)
    func mayHold(_ text: Bytes, at start: Int) -> Bool {
        let row = Int(codes[Int(text[start + 1])]) << 5 | Int(codes[Int(text[start])])
        return bits[row] >> UInt32(codes[Int(text[start + 2])]) & 1 == 1
    }

    /// Whether `word` may go on behind a shorter one, as `code` does behind `zip`; true for all but the shortest.
    @inline(__always)
    func mayHold(_ text: Bytes, _ previous: Range<Int>, with word: Range<Int>) -> Bool {
        let first = Int(codes[Int(text[previous.lowerBound])])
        let next = codes[Int(text[word.lowerBound])]
        switch previous.count {
        case 1:
            // A key's words may follow each other without anything between.
            let third = word.count > 1 ? codes[Int(text[word.lowerBound + 1])] : 0
            return bits[Int(next) << 5 | first] >> UInt32(third) & 1 == 1
        case 2: return bits[Int(codes[Int(text[previous.lowerBound + 1])]) << 5 | first] >> UInt32(next) & 1 == 1
        default: return true
        }
    }

    private static func code(_ byte: UInt8) -> UInt8 {
        if byte.isLetter { return byte & 31 }
        // Small and large letters beyond ASCII differ in their second byte.
        return byte >= 0x80 ? 27 : byte.isDigit ? 28 : 0
    }
}
