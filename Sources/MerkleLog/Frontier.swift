/// The right edge of a tree: the roots of its maximal perfect subtrees, largest first. Enough to append and to know the
/// root, in memory that grows with the logarithm of the size.
public struct Frontier: Hashable, Sendable {
    /// Leaves in the tree.
    public private(set) var size: UInt64 = 0
    /// One root per one bit of ``size``, the highest bit's first.
    public private(set) var hashes: [MerkleHash] = []

    /// The frontier of the empty tree.
    public init() {}

    /// Takes up a tree where it was left.
    ///
    /// - Returns: nil unless `hashes.count` is the number of one bits in `size`.
    public init?(size: UInt64, hashes: [MerkleHash]) {
        guard hashes.count == size.nonzeroBitCount else { return nil }
        self.size = size
        self.hashes = hashes
    }

    /// Adds one leaf hash on the right: a carry through the low one bits of the size.
    public mutating func append(_ leaf: MerkleHash) {
        var node = leaf
        for _ in 0..<(~size).trailingZeroBitCount { node = .node(hashes.removeLast(), node) }
        hashes.append(node)
        size += 1
    }

    /// Adds leaf hashes on the right, in order.
    public mutating func append(contentsOf leaves: some Sequence<MerkleHash>) {
        for leaf in leaves { append(leaf) }
    }

    /// The tree's root (MTH in RFC 6962 §2.1).
    public var root: MerkleHash {
        guard var root = hashes.last else { return .emptyRoot }
        for left in hashes.dropLast().reversed() { root = .node(left, root) }
        return root
    }
}
