/// Reads hashes of a published tree from its tiles, each tile fetched once.
///
/// The arithmetic says which tiles are needed; `fetch` gives their bytes.
public struct TreeReader: Sendable {
    public let size: UInt64
    /// - Parameter size: Leaves of the tree that the tiles belong to.
    public init(size: UInt64) { self.size = size }

    public struct MissingTile: Error, Sendable { public let tile: Tile }

    /// The frontier of the tree's first `count` leaves.
    public func frontier(at count: UInt64, fetch: (Tile) throws -> [UInt8]?) throws -> Frontier { fatalError("skeleton") }
    /// The inclusion proof (RFC 6962 §2.1.1) of leaf `index` in the tree of this reader's size.
    public func inclusionProof(of index: UInt64, fetch: (Tile) throws -> [UInt8]?) throws -> [MerkleHash] {
        fatalError("skeleton")
    }
    /// The consistency proof (RFC 6962 §2.1.2) from the tree of `oldSize` to the tree of this reader's size.
    public func consistencyProof(from oldSize: UInt64, fetch: (Tile) throws -> [UInt8]?) throws -> [MerkleHash] {
        fatalError("skeleton")
    }
}

/// Checks proofs; says yes or no and never throws.
public enum Proof {
    public static func verifyInclusion(
        of leaf: MerkleHash, at index: UInt64, size: UInt64, root: MerkleHash, proof: [MerkleHash]
    ) -> Bool { fatalError("skeleton") }
    public static func verifyConsistency(
        oldSize: UInt64, oldRoot: MerkleHash, size: UInt64, root: MerkleHash, proof: [MerkleHash]
    ) -> Bool { fatalError("skeleton") }
}
