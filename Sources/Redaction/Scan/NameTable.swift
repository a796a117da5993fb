/// A set of names that texts are held against, byte for byte, without a copy of them.
///
/// Made once and never freed, as `Vocabulary` is.
struct NameTable: @unchecked Sendable {
    private struct Name: BitwiseCopyable {
        let bytes: UnsafePointer<UInt8>
        let count: Int
    }

    /// Sorted into buckets by their hash.
    private let names: UnsafePointer<Name>
    /// Where each bucket begins.
    private let starts: UnsafePointer<Int>
    /// The length in bytes of the longest name.
    let longest: Int

    private static let buckets = 512

    init(_ names: [[UInt8]]) {
        var buckets = Array(repeating: [Name](), count: Self.buckets)
        for name in names {
            let bytes = UnsafePointer(copying: name)
            let text = Bytes(UnsafeBufferPointer(start: bytes, count: name.count))
            buckets[Self.bucket(text, 0..<name.count)].append(Name(bytes: bytes, count: name.count))
        }
        var starts = [0]
        for bucket in buckets { starts.append(starts[starts.count - 1] + bucket.count) }
        self.names = UnsafePointer(copying: buckets.flatMap { $0 })
        self.starts = UnsafePointer(copying: starts)
        longest = names.map(\.count).max() ?? 0
    }

    func contains(_ text: Bytes, _ range: Range<Int>) -> Bool { holds(text, range) { $0 } }

    /// Whether the bytes of `range` are a name once their capitals (ASCII) are small ones.
    func containsLowercased(_ text: Bytes, _ range: Range<Int>) -> Bool {
        holds(text, range) { $0.lowercased }
    }

    @inline(__always)
    private func holds(_ text: Bytes, _ range: Range<Int>, _ read: (UInt8) -> UInt8) -> Bool {
        guard range.count <= longest else { return false }
        // Names that differ in case share a bucket.
        let bucket = Self.bucket(text, range)
        for place in starts[bucket]..<starts[bucket + 1] where names[place].count == range.count {
            var same = 0
            while same < range.count, read(text[range.lowerBound + same]) == names[place].bytes[same] { same += 1 }
            if same == range.count { return true }
        }
        return false
    }

    private static func bucket(_ text: Bytes, _ range: Range<Int>) -> Int {
        Int(truncatingIfNeeded: WordHash.of(text, range) >> 32) & (buckets - 1)
    }
}
