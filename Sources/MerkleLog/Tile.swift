/// A tile of hashes, or the bundle of entries beneath a level-0 tile, as a coordinate with a path
/// (C2SP tlog-tiles, https://c2sp.org/tlog-tiles).
public struct Tile: Hashable, Sendable {
    /// Hashes a full tile holds: 2^8.
    public static let fullWidth = 256
    /// Tree levels one tile spans: a tile at level L + 1 stands this many tree levels above one at level L.
    public static let height = 8
    /// 0 for leaf hashes; hashes at level L are roots of perfect subtrees of 256^L leaves.
    public let level: Int
    /// Position among the tiles of its level.
    public let index: UInt64
    /// Hashes in the tile, 1…256; below 256 the tile is partial.
    public let width: Int

    /// Names a tile.
    ///
    /// - Parameters:
    ///   - level: 0…63.
    ///   - index: Position among the tiles of its level.
    ///   - width: Hashes in it, 1…256.
    public init(level: Int, index: UInt64, width: Int = Tile.fullWidth) {
        self.level = level
        self.index = index
        self.width = width
    }

    /// Whether the tile holds less than 256 hashes. Such a tile is never hashed into the level above.
    public var isPartial: Bool { width < Self.fullWidth }

    /// The tile at the same place when its 256 hashes are all there.
    public var full: Tile { Tile(level: level, index: index) }
}

// MARK: - The tiles of a tree

extension Tile {
    /// Every tile of a tree of `size` leaves that a tree of `oldSize` had not, or had narrower; level by level from 0.
    ///
    /// - Parameters:
    ///   - oldSize: Leaves before; at most `size`.
    ///   - size: Leaves now.
    public static func new(from oldSize: UInt64, to size: UInt64) -> [Tile] {
        var tiles: [Tile] = []
        for level in 0..<8 {
            let (old, now) = (hashCount(at: level, size: oldSize), hashCount(at: level, size: size))
            // A level without new hashes has none above it either.
            guard old < now else { break }
            for index in old / UInt64(fullWidth)..<now / UInt64(fullWidth) {
                tiles.append(Tile(level: level, index: index))
            }
            if let partial = partial(at: level, size: size) { tiles.append(partial) }
        }
        return tiles
    }

    /// Every tile of a tree of `size` leaves.
    public static func all(size: UInt64) -> [Tile] { new(from: 0, to: size) }

    /// The partial tiles on the right edge of a tree of `size` leaves, level by level from 0: one per non-zero digit of
    /// the size in base 256.
    public static func rightEdge(size: UInt64) -> [Tile] {
        (0..<8).compactMap { partial(at: $0, size: size) }
    }

    /// The partial tile at one level of a tree of `size` leaves: `floor(size / 256^level) mod 256` wide.
    ///
    /// - Returns: nil where the width is zero.
    static func partial(at level: Int, size: UInt64) -> Tile? {
        let hashes = hashCount(at: level, size: size)
        let width = Int(hashes % UInt64(fullWidth))
        return width == 0 ? nil : Tile(level: level, index: hashes / UInt64(fullWidth), width: width)
    }

    /// Hashes at one level, over all its tiles: the perfect subtrees of 256^level leaves in a tree of `size` leaves.
    package static func hashCount(at level: Int, size: UInt64) -> UInt64 { size >> UInt64(level * height) }
}

// MARK: - Contents

extension Tile {
    /// The file of a tile that holds `hashes`: 32 bytes each, nothing between.
    public static func encode(_ hashes: [MerkleHash]) -> [UInt8] {
        hashes.withUnsafeBytes { Array($0) }
    }

    /// The hashes in a tile's file.
    ///
    /// - Returns: nil unless `bytes` hold exactly `width` hashes.
    public func decode(_ bytes: [UInt8]) -> [MerkleHash]? {
        guard bytes.count == width * MerkleHash.byteCount else { return nil }
        return bytes.withUnsafeBytes { buffer in
            (0..<width).map { index in
                let start = index * MerkleHash.byteCount
                return MerkleHash(
                    loading: UnsafeRawBufferPointer(rebasing: buffer[start..<start + MerkleHash.byteCount]))
            }
        }
    }
}
