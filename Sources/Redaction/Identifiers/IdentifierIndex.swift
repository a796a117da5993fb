/// Finds the rows that a text may belong to, by its length and by where it is broken.
struct IdentifierIndex: Sendable {
    struct Entry: Sendable {
        let family: Int
        let shape: IdentifierShape
    }

    private let entries: [Entry]
    /// Where each bucket of `entries` begins.
    private let starts: [UInt16]

    private static let bucketBits = 10

    init(_ rules: [IdentifierRule]) {
        var buckets = Array(repeating: [Entry](), count: 1 << Self.bucketBits)
        for (family, rule) in rules.enumerated() {
            for shape in rule.shapes {
                buckets[Self.bucket(shape.count, shape.breaks)].append(Entry(family: family, shape: shape))
            }
        }
        entries = buckets.flatMap { $0 }
        var starts: [UInt16] = [0]
        for bucket in buckets { starts.append(starts[starts.count - 1] + UInt16(bucket.count)) }
        self.starts = starts
    }

    @inline(__always)
    private static func bucket(_ count: Int, _ breaks: UInt32) -> Int {
        Int(
            truncatingIfNeeded: ((UInt64(breaks) << 5 | UInt64(count)) &* 0x9E37_79B9_7F4A_7C15)
                >> UInt64(64 - bucketBits))
    }

    /// Calls `body` with the row of each shape that `text` has.
    @inline(__always)
    func forEachFamily(of text: borrowing IdentifierText, _ body: (Int) -> Void) {
        let bucket = Self.bucket(text.count, text.breaks)
        for place in Int(starts[bucket])..<Int(starts[bucket + 1]) {
            let shape = entries[place].shape
            guard shape.count == text.count, shape.breaks == text.breaks, shape.fits(text) else { continue }
            body(entries[place].family)
        }
    }
}
