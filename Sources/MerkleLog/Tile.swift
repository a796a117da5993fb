/// A tile of hashes, or the bundle of entries beneath a level-0 tile, as a coordinate with a path (C2SP tlog-tiles).
public struct Tile: Hashable, Sendable {
    /// Hashes a full tile holds: 2^8.
    public static let fullWidth = 256
    /// 0 for leaf hashes; hashes at level L are roots of perfect subtrees of 256^L leaves.
    public let level: Int
    /// Position among the tiles of its level.
    public let index: UInt64
    /// 1…256; below 256 the tile is partial.
    public let width: Int

    public init(level: Int, index: UInt64, width: Int = Tile.fullWidth) {
        self.level = level
        self.index = index
        self.width = width
    }

    public var isPartial: Bool { width < Self.fullWidth }
    /// `tile/<L>/<N>[.p/<W>]`.
    public var path: String { fatalError("skeleton") }
    /// `tile/entries/<N>[.p/<W>]`. - Precondition: `level` is 0.
    public var entriesPath: String { fatalError("skeleton") }
    /// Reads a `path` or an `entriesPath` back.
    public static func parse(path: String) -> (tile: Tile, isEntries: Bool)? { fatalError("skeleton") }

    /// Every tile of a tree of `size` leaves that a tree of `oldSize` had not, or had narrower; level by level from 0.
    public static func new(from oldSize: UInt64, to size: UInt64) -> [Tile] { fatalError("skeleton") }
    /// Every tile of a tree of `size` leaves.
    public static func all(size: UInt64) -> [Tile] { new(from: 0, to: size) }
}

/// The entries beneath one level-0 tile: uint16 big-endian length and bytes, one after the other.
public enum EntryBundle {
    public static let maximumEntryLength = 65_535
    /// - Precondition: `entry` has at most 65,535 bytes.
    public static func append(_ entry: some Collection<UInt8>, to bundle: inout [UInt8]) { fatalError("skeleton") }
    /// The byte ranges of the entries.
    ///
    /// - Returns: nil if the bundle ends within an entry; `count`, when given, must match.
    public static func entries(in bundle: [UInt8], count: Int? = nil) -> [Range<Int>]? { fatalError("skeleton") }
}
