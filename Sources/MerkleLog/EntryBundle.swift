/// The entries beneath one level-0 tile: uint16 big-endian length and bytes, one after the other
/// (https://c2sp.org/tlog-tiles#log-entries).
public enum EntryBundle {
    /// Bytes in the longest entry that the two length bytes can state.
    public static let maximumEntryLength = 65_535

    /// Writes one entry at the end of a bundle.
    ///
    /// - Precondition: `entry` has at most 65,535 bytes.
    @inlinable
    public static func append(_ entry: some Collection<UInt8>, to bundle: inout [UInt8]) {
        let length = entry.count
        precondition(length <= maximumEntryLength, "an entry is at most 65,535 bytes")
        bundle.append(UInt8(length >> 8))
        bundle.append(UInt8(length & 0xFF))
        bundle.append(contentsOf: entry)
    }

    /// The byte ranges of the entries.
    ///
    /// - Parameters:
    ///   - bundle: A bundle's file.
    ///   - count: How many entries there must be, when that is known.
    /// - Returns: nil if the bundle ends within an entry, holds more than 256 of them, or not `count`.
    public static func entries(in bundle: [UInt8], count: Int? = nil) -> [Range<Int>]? {
        var ranges: [Range<Int>] = []
        ranges.reserveCapacity(count ?? 0)
        var place = 0
        while place < bundle.count {
            guard place + 2 <= bundle.count, ranges.count < Tile.fullWidth else { return nil }
            let start = place + 2
            let end = start + Int(bundle[place]) << 8 + Int(bundle[place + 1])
            guard end <= bundle.count else { return nil }
            ranges.append(start..<end)
            place = end
        }
        return count == nil || count == ranges.count ? ranges : nil
    }
}
