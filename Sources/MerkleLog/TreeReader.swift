/// Reads hashes of a published tree from its tiles, each tile fetched once.
///
/// The arithmetic says which tiles are needed; `fetch` gives their bytes, or nil where a tile is missing. A partial tile
/// may have given way to the full one (https://c2sp.org/tlog-tiles#partial-tiles), which is then asked for instead.
///
/// What comes out is as true as the tiles that went in: a frontier's root is to be compared with a signed one, a proof
/// to be checked with ``Proof``.
public struct TreeReader: Sendable {
    /// Leaves of the tree that the tiles belong to.
    public let size: UInt64

    /// - Parameter size: Leaves of the tree that the tiles belong to.
    public init(size: UInt64) { self.size = size }

    /// `fetch` had no such tile.
    public struct MissingTile: Error, Hashable, Sendable { public let tile: Tile }

    /// `fetch` gave a file whose length is neither the tile's nor the full tile's.
    public struct MalformedTile: Error, Hashable, Sendable {
        public let tile: Tile
        /// Bytes in the file; 32 times the tile's width were expected.
        public let byteCount: Int
    }

    /// A leaf or an older size was asked for that the tree does not reach.
    public struct OutOfRange: Error, Hashable, Sendable {
        /// What was asked for.
        public let position: UInt64
        /// Leaves in the tree.
        public let size: UInt64
    }

    /// The frontier of the tree's first `count` leaves.
    ///
    /// - Throws: ``OutOfRange`` if the tree has less, ``MissingTile``, ``MalformedTile``, and what `fetch` throws.
    public func frontier(at count: UInt64, fetch: (Tile) throws -> [UInt8]?) throws -> Frontier {
        guard count <= size else { throw OutOfRange(position: count, size: size) }
        let subtrees = TreeArithmetic.perfectSubtrees(in: 0..<count)
        let roots = try roots(of: subtrees, fetch: fetch)
        guard let frontier = Frontier(size: count, hashes: subtrees.compactMap { roots[$0] }) else {
            preconditionFailure("a tree has one perfect subtree per one bit of its size")
        }
        return frontier
    }

    /// The inclusion proof (RFC 6962 §2.1.1) of leaf `index` in the tree of this reader's size.
    ///
    /// - Throws: ``OutOfRange`` if there is no such leaf, ``MissingTile``, ``MalformedTile``, and what `fetch` throws.
    public func inclusionProof(of index: UInt64, fetch: (Tile) throws -> [UInt8]?) throws -> [MerkleHash] {
        guard index < size else { throw OutOfRange(position: index, size: size) }
        return try hashes(of: TreeArithmetic.inclusion(of: index, size: size), fetch: fetch)
    }

    /// The consistency proof (RFC 6962 §2.1.2) from the tree of `oldSize` to the tree of this reader's size; empty from
    /// the empty tree, and from a tree to itself.
    ///
    /// - Throws: ``OutOfRange`` if `oldSize` is larger, ``MissingTile``, ``MalformedTile``, and what `fetch` throws.
    public func consistencyProof(from oldSize: UInt64, fetch: (Tile) throws -> [UInt8]?) throws -> [MerkleHash] {
        guard oldSize <= size else { throw OutOfRange(position: oldSize, size: size) }
        guard oldSize > 0 else { return [] }
        return try hashes(of: TreeArithmetic.consistency(from: oldSize, to: size), fetch: fetch)
    }

    /// A writer that goes on where the tree ends, from the tiles that ``Tile/rightEdge(size:)`` lists.
    ///
    /// - Throws: ``MissingTile``, ``MalformedTile``, and what `fetch` throws.
    public func tileWriter(fetch: (Tile) throws -> [UInt8]?) throws -> TileWriter {
        var partialTiles: [Int: [MerkleHash]] = [:]
        for tile in Tile.rightEdge(size: size) { partialTiles[tile.level] = try load(tile, fetch: fetch) }
        guard let writer = TileWriter(size: size, partialTiles: partialTiles) else {
            preconditionFailure("the right edge is what a writer starts from")
        }
        return writer
    }
}

extension TreeReader {
    /// The root of the tree over each of `ranges`.
    private func hashes(of ranges: [Range<UInt64>], fetch: (Tile) throws -> [UInt8]?) throws -> [MerkleHash] {
        let parts = ranges.map(TreeArithmetic.perfectSubtrees)
        let roots = try roots(of: parts.flatMap(\.self), fetch: fetch)
        return zip(ranges, parts).map { range, subtrees in
            guard
                let frontier = Frontier(
                    size: range.upperBound - range.lowerBound, hashes: subtrees.compactMap { roots[$0] })
            else { preconditionFailure("a range has one perfect subtree per one bit of its count") }
            return frontier.root
        }
    }

    /// The roots of perfect subtrees, from tiles each fetched once.
    private func roots(
        of subtrees: [PerfectSubtree], fetch: (Tile) throws -> [UInt8]?
    ) throws -> [PerfectSubtree: MerkleHash] {
        var tiles: [Tile: [MerkleHash]] = [:]
        var roots: [PerfectSubtree: MerkleHash] = [:]
        for subtree in subtrees {
            let tile = subtree.tile(size: size)
            let hashes = try tiles[tile] ?? load(tile, fetch: fetch)
            tiles[tile] = hashes
            roots[subtree] = MerkleHash.root(of: hashes[subtree.hashesInTile])
        }
        return roots
    }

    private func load(_ tile: Tile, fetch: (Tile) throws -> [UInt8]?) throws -> [MerkleHash] {
        guard let bytes = try fetch(tile) ?? (tile.isPartial ? fetch(tile.full) : nil) else {
            throw MissingTile(tile: tile)
        }
        if let hashes = tile.decode(bytes) { return hashes }
        guard let hashes = tile.full.decode(bytes) else {
            throw MalformedTile(tile: tile, byteCount: bytes.count)
        }
        return Array(hashes.prefix(tile.width))
    }
}
