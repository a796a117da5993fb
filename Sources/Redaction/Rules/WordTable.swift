/// ASCII words with their meanings, sorted into buckets by their first byte.
///
/// Made once and never freed: many threads look words up all the time, and a counted reference to a shared table would
/// cost more than the look-up.
struct WordTable<Meaning: BitwiseCopyable & Sendable>: @unchecked Sendable {
    struct Entry: BitwiseCopyable {
        let letters: UnsafePointer<UInt8>
        let count: Int
        let meaning: Meaning
    }

    private let entries: UnsafePointer<Entry>
    /// Where each bucket begins: 33 offsets.
    private let starts: UnsafePointer<Int>
    /// A bit for each pair of first letters (five bits each), so that most look-ups end after two bytes.
    private let pairs: UnsafePointer<UInt32>
    /// The length of the longest word.
    let longest: Int

    /// - Parameters:
    ///   - rows: Words parted by blanks or line breaks, with their meaning.
    ///   - isReversed: Whether the words are stored from their last letter to their first.
    init(_ rows: [(Meaning, String)], isReversed: Bool = false) {
        var buckets = Array(repeating: [Entry](), count: 32)
        let pairs = UnsafeMutablePointer<UInt32>.allocate(capacity: 32)
        pairs.initialize(repeating: 0, count: 32)
        var longest = 0
        for (meaning, list) in rows {
            for word in list.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
                let bytes = isReversed ? Array(word.utf8.reversed()) : Array(word.utf8)
                let letters = UnsafeMutablePointer<UInt8>.allocate(capacity: bytes.count)
                letters.initialize(from: bytes, count: bytes.count)
                let entry = Entry(letters: UnsafePointer(letters), count: bytes.count, meaning: meaning)
                buckets[Int(bytes[0] & 31)].append(entry)
                longest = max(longest, bytes.count)
                pairs[Int(bytes[0] & 31)] |= bytes.count == 1 ? .max : 1 << UInt32(bytes[1] & 31)
            }
        }
        let all = buckets.flatMap { $0 }
        let entries = UnsafeMutablePointer<Entry>.allocate(capacity: all.count)
        entries.initialize(from: all, count: all.count)
        let starts = UnsafeMutablePointer<Int>.allocate(capacity: 33)
        var start = 0
        for (place, bucket) in buckets.enumerated() {
            starts[place] = start
            start += bucket.count
        }
        starts[32] = start
        self.entries = UnsafePointer(entries)
        self.starts = UnsafePointer(starts)
        self.pairs = UnsafePointer(pairs)
        self.longest = longest
    }

    /// All words as they are stored.
    var words: [[UInt8]] {
        (0..<starts[32]).map { Array(UnsafeBufferPointer(start: entries[$0].letters, count: entries[$0].count)) }
    }

    /// Whether a word may begin with these two letters in either case.
    @inline(__always)
    func mayHold(_ first: UInt8, _ second: UInt8) -> Bool {
        pairs[Int(first & 31)] >> UInt32(second & 31) & 1 == 1
    }

    /// The words that begin with `byte` in either case.
    @inline(__always)
    subscript(byte: UInt8) -> UnsafeBufferPointer<Entry> {
        let bucket = Int(byte & 31)
        return UnsafeBufferPointer(start: entries + starts[bucket], count: starts[bucket + 1] - starts[bucket])
    }
}
