/// Counts how often each line has stood in a file so far.
///
/// Keeps 16 bytes of a digest and a count for each different line, about 40 bytes with the table around them: a million
/// lines take some 40 MB, however long they are. Two different lines share a count with a chance of 2^-128 for a pair.
public struct OccurrenceCounter: Sendable {
    private struct Digest: Hashable {
        let high: UInt64
        let low: UInt64
    }

    private var counts: [Digest: UInt32] = [:]

    public init() {}

    /// Counts a line once more.
    ///
    /// - Parameter digest: A keyed digest of the line, of which the first 16 bytes count.
    /// - Returns: The count before, so 0 for the first time.
    public mutating func next(_ digest: UnsafeRawBufferPointer) -> UInt32 {
        precondition(digest.count >= 16, "a digest of at least 16 bytes")
        let key = Digest(
            high: digest.loadUnaligned(as: UInt64.self), low: digest.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
        let before = counts[key, default: 0]
        counts[key] = before + 1
        return before
    }
}
