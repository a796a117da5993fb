/// Grows a tree tile by tile: leaf hashes in, finished tiles out, and in between no more than the partial tiles of the
/// right edge (https://c2sp.org/tlog-tiles#partial-tiles).
///
/// ```swift
/// var writer = try TreeReader(size: published).tileWriter { tile in try read(tile.path) }
/// writer.append(contentsOf: leaves)
/// for finished in writer.popCompleted() { try write(finished.bytes, to: finished.tile.path) }
/// for partial in writer.partialTiles(since: published) { try write(partial.bytes, to: partial.tile.path) }
/// sign(size: writer.size, root: writer.root)
/// ```
///
/// Whoever appends without end pops from time to time: completed tiles wait here, 8 KiB each, until they are taken.
public struct TileWriter: Sendable {
    /// A tile with what belongs in its file.
    public struct Contents: Hashable, Sendable {
        /// Where the tile stands.
        public let tile: Tile
        /// `tile.width` hashes of 32 bytes.
        public let bytes: [UInt8]
    }

    /// Leaves in the tree.
    public private(set) var size: UInt64 = 0
    /// The hashes of each level's partial tile, below 256 each; they are the size's digits in base 256, as counts.
    private var levels: [[MerkleHash]] = []
    private var completed: [Contents] = []

    /// Starts the empty tree.
    public init() {}

    /// Takes up a tree where it was left.
    ///
    /// - Parameters:
    ///   - size: Leaves in the tree.
    ///   - partialTiles: By level, the hashes of the partial tiles that ``Tile/rightEdge(size:)`` lists.
    /// - Returns: nil unless those are exactly the partial tiles of such a tree, each with its width's number of hashes.
    public init?(size: UInt64, partialTiles: [Int: [MerkleHash]]) {
        let edge = Tile.rightEdge(size: size)
        guard partialTiles.values.count(where: { !$0.isEmpty }) == edge.count else { return nil }
        self.size = size
        levels = Array(repeating: [], count: edge.last.map { $0.level + 1 } ?? 0)
        for tile in edge {
            guard let hashes = partialTiles[tile.level], hashes.count == tile.width else { return nil }
            levels[tile.level] = hashes
        }
    }

    /// Adds one leaf hash on the right.
    public mutating func append(_ leaf: MerkleHash) {
        size += 1
        var node = leaf
        var level = 0
        while true {
            if level == levels.count { levels.append([]) }
            levels[level].append(node)
            guard levels[level].count == Tile.fullWidth else { return }
            // A full tile leaves, and only its root goes up.
            let index = Tile.hashCount(at: level + 1, size: size) - 1
            completed.append(Contents(tile: Tile(level: level, index: index), bytes: Tile.encode(levels[level])))
            node = .root(of: levels[level])
            levels[level].removeAll(keepingCapacity: true)
            level += 1
        }
    }

    /// Adds leaf hashes on the right, in order.
    public mutating func append(contentsOf leaves: some Sequence<MerkleHash>) {
        for leaf in leaves { append(leaf) }
    }

    /// Hands out the full tiles completed since the last call, in the order of their completion.
    public mutating func popCompleted() -> [Contents] {
        defer { completed = [] }
        return completed
    }

    /// The partial tiles of the tree as it is, level by level from 0.
    ///
    /// - Parameter oldSize: Leaves out the tiles that a tree of this size has with the same hashes.
    public func partialTiles(since oldSize: UInt64 = 0) -> [Contents] {
        Tile.rightEdge(size: size)
            .filter { Tile.hashCount(at: $0.level, size: oldSize) != Tile.hashCount(at: $0.level, size: size) }
            .map { Contents(tile: $0, bytes: Tile.encode(levels[$0.level])) }
    }

    /// The tree's frontier, folded from the partial tiles alone.
    public var frontier: Frontier {
        var hashes: [MerkleHash] = []
        hashes.reserveCapacity(size.nonzeroBitCount)
        for level in levels.reversed() {
            var edge = Frontier()
            edge.append(contentsOf: level)
            hashes += edge.hashes
        }
        // A level holds as many hashes as its digit of the size says, so its subtrees are that digit's one bits.
        guard let frontier = Frontier(size: size, hashes: hashes) else {
            preconditionFailure("partial tiles contradict the size")
        }
        return frontier
    }

    /// The tree's root (MTH in RFC 6962 §2.1), folded from the partial tiles alone.
    public var root: MerkleHash { frontier.root }
}
