/// Checks proofs; says yes or no and never throws.
///
/// The algorithms are those of RFC 9162 §2.1.3.2 and §2.1.4.2 (https://www.rfc-editor.org/rfc/rfc9162.html), over the
/// tree of RFC 6962, which is the same. A proof with a hash too many or too few is refused.
public enum Proof {
    /// Whether `leaf` is the entry at `index` of the tree of `size` leaves with this `root`.
    ///
    /// - Parameters:
    ///   - leaf: The entry's leaf hash, computed from the entry itself.
    ///   - proof: From the leaf's sibling up to the root's child.
    public static func verifyInclusion(
        of leaf: MerkleHash, at index: UInt64, size: UInt64, root: MerkleHash, proof: [MerkleHash]
    ) -> Bool {
        guard index < size else { return false }
        var path = Path(node: index, last: size - 1)
        var hash = leaf
        for sibling in proof {
            guard path.last > 0 else { return false }
            hash = path.climb() ? .node(sibling, hash) : .node(hash, sibling)
        }
        return path.last == 0 && hash == root
    }

    /// Whether the tree of `oldSize` leaves with `oldRoot` is the beginning of the tree of `size` leaves with `root`.
    ///
    /// Every tree begins with the empty one and with itself; the proof of either is empty.
    public static func verifyConsistency(
        oldSize: UInt64, oldRoot: MerkleHash, size: UInt64, root: MerkleHash, proof: [MerkleHash]
    ) -> Bool {
        guard oldSize <= size else { return false }
        if size == 0, root != .emptyRoot { return false }
        if oldSize == 0 { return oldRoot == .emptyRoot && proof.isEmpty }
        if oldSize == size { return oldRoot == root && proof.isEmpty }

        var proof = proof[...]
        var path = Path(node: oldSize - 1, last: size - 1)
        path.skipRightEdges()
        // A perfect old tree is a node of the new one: its root starts both ways up.
        let isPerfect = oldSize.nonzeroBitCount == 1
        guard let start = isPerfect ? oldRoot : proof.popFirst() else { return false }
        var (old, new) = (start, start)
        for sibling in proof {
            guard path.last > 0 else { return false }
            if path.climb() {
                old = .node(sibling, old)
                new = .node(sibling, new)
            } else {
                new = .node(new, sibling)
            }
        }
        return path.last == 0 && old == oldRoot && new == root
    }

    /// A way up the tree: the number of a node, and of the last node, at the same height.
    private struct Path {
        var node: UInt64
        var last: UInt64

        /// Goes up past one sibling. A node on the ragged right edge has none until the height where it is a right
        /// child.
        ///
        /// - Returns: whether the sibling stands to the left.
        mutating func climb() -> Bool {
            let isLeft = !node.isMultiple(of: 2) || node == last
            if isLeft {
                while node.isMultiple(of: 2), node > 0 { up() }
            }
            up()
            return isLeft
        }

        /// Goes up while the node is a right child: to the largest perfect subtree that ends where the node does.
        mutating func skipRightEdges() {
            while !node.isMultiple(of: 2) { up() }
        }

        private mutating func up() {
            node >>= 1
            last >>= 1
        }
    }
}
