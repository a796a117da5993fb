/// Finds the rows that a text may belong to, by its length and by where it is broken.
///
/// In memory that is never freed, so that no reference is counted.
struct IdentifierIndex: @unchecked Sendable {
    struct Entry: BitwiseCopyable {
        let family: Int
        let shape: IdentifierShape
    }

    private let entries: UnsafePointer<Entry>
    /// Where each bucket of `entries` begins.
    private let starts: UnsafePointer<UInt16>

    private static let bucketBits = 10

    private let beginnings: ShapeBeginnings

    /// - Parameter isWanted: Which rows to find.
    init(_ rules: [IdentifierRule], _ isWanted: (IdentifierRule) -> Bool = { _ in true }) {
        var shapes: [IdentifierShape] = []
        var buckets = Array(repeating: [Entry](), count: 1 << Self.bucketBits)
        for (family, rule) in rules.enumerated() where isWanted(rule) {
            for shape in rule.shapes {
                shapes.append(shape)
                buckets[Self.bucket(shape.count, shape.breaks)].append(Entry(family: family, shape: shape))
            }
        }
        var starts: [UInt16] = [0]
        for bucket in buckets { starts.append(starts[starts.count - 1] + UInt16(bucket.count)) }
        entries = UnsafePointer(copying: buckets.flatMap { $0 })
        self.starts = UnsafePointer(copying: starts)
        beginnings = ShapeBeginnings(shapes)
    }

    @inline(__always)
    private static func bucket(_ count: Int, _ breaks: UInt32) -> Int {
        Int(
            truncatingIfNeeded: ((UInt64(breaks) << 5 | UInt64(count)) &* 0x9E37_79B9_7F4A_7C15)
                >> UInt64(64 - bucketBits))
    }

    /// Whether some row may have a shape that begins with the token at `start`.
    @inline(__always)
    func mayBegin(_ text: Bytes, at start: Int) -> Bool { beginnings.mayHold(text, at: start) }

    /// Whether some row may have a shape of this length that is broken like this.
    @inline(__always)
    func mayHold(_ text: borrowing IdentifierText) -> Bool {
        let bucket = Self.bucket(text.count, text.breaks)
        return starts[bucket] < starts[bucket + 1]
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
