/// The right edge of a tree: the roots of its maximal perfect subtrees, largest first. Enough to append and to know the root.
public struct Frontier: Hashable, Sendable {
    public private(set) var size: UInt64 = 0
    public private(set) var hashes: [MerkleHash] = []

    public init() {}
    /// - Returns: nil unless `hashes.count` is the number of one bits in `size`.
    public init?(size: UInt64, hashes: [MerkleHash]) { fatalError("skeleton") }
    public mutating func append(_ leaf: MerkleHash) { fatalError("skeleton") }
    public var root: MerkleHash { fatalError("skeleton") }
}
