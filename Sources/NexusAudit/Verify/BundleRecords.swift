/// Takes the records of an entry bundle off one by one, as far as they go.
struct BundleRecords {
    static let prefixLength = 2
    /// Where the next record begins.
    private(set) var position = 0
    /// Records taken so far.
    private(set) var count = 0

    /// The next entry's place; nil at the end and where the rest is no record.
    mutating func next(in bytes: UnsafeRawBufferPointer) -> Range<Int>? {
        guard bytes.count - position >= Self.prefixLength else { return nil }
        let start = position + Self.prefixLength
        let end = start + (Int(bytes[position]) << 8 | Int(bytes[position + 1]))
        guard end <= bytes.count else { return nil }
        position = end
        count += 1
        return start..<end
    }
}
