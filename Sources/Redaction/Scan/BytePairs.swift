/// A set of pairs of bytes.
struct BytePairs: Sendable {
    /// A bit for each pair: made once and never freed, so that no reference is counted.
    struct Table: BitwiseCopyable, @unchecked Sendable {
        fileprivate let words: UnsafeMutablePointer<UInt64>

        @inline(__always)
        func contains(_ first: UInt8, _ second: UInt8) -> Bool {
            words[Int(first) << 2 | Int(second) >> 6] >> UInt64(second & 63) & 1 == 1
        }
    }

    let table: Table
    let firsts: ByteSet
    let seconds: ByteSet

    init(_ pairs: [(UInt8, UInt8)]) {
        let words = UnsafeMutablePointer<UInt64>.allocate(capacity: 1024)
        words.initialize(repeating: 0, count: 1024)
        for (first, second) in pairs { words[Int(first) << 2 | Int(second) >> 6] |= 1 << UInt64(second & 63) }
        table = Table(words: words)
        firsts = ByteSet { byte in pairs.contains { $0.0 == byte } }
        seconds = ByteSet { byte in pairs.contains { $0.1 == byte } }
    }

    /// Pairs written as texts of two ASCII characters.
    init(_ pairs: [StaticString]) {
        self.init(pairs.map { pair in pair.withUTF8Buffer { ($0[0], $0[1]) } })
    }
}
