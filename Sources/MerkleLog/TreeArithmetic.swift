/// Which ranges of leaves a question about a tree is about. No hash is touched here.
///
/// The tree over a range splits at the largest power of two below its count (RFC 6962 §2.1), so every range below
/// starts at a multiple of a power of two not smaller than its own.
enum TreeArithmetic {
    /// The subtrees beside the way from leaf `index` up to the root, the leaf's sibling first (PATH, RFC 6962 §2.1.1).
    static func inclusion(of index: UInt64, size: UInt64) -> [Range<UInt64>] {
        var ranges: [Range<UInt64>] = []
        var subtree = 0..<size
        while subtree.count64 > 1 {
            let (left, right) = split(subtree)
            let goesLeft = index < left.upperBound
            ranges.append(goesLeft ? right : left)
            subtree = goesLeft ? left : right
        }
        return ranges.reversed()
    }

    /// The subtrees that show the first `oldSize` leaves to be a prefix (PROOF, RFC 6962 §2.1.2).
    ///
    /// - Precondition: `0 < oldSize <= size`.
    static func consistency(from oldSize: UInt64, to size: UInt64) -> [Range<UInt64>] {
        var ranges: [Range<UInt64>] = []
        var subtree = 0..<size
        while oldSize < subtree.upperBound {
            let (left, right) = split(subtree)
            let goesLeft = oldSize <= left.upperBound
            ranges.append(goesLeft ? right : left)
            subtree = goesLeft ? left : right
        }
        // The old root itself is known to whoever asks; any other last subtree is not.
        if subtree.lowerBound > 0 { ranges.append(subtree) }
        return ranges.reversed()
    }

    /// The maximal perfect subtrees that a range is made of, left to right: those that tiles hold.
    static func perfectSubtrees(in range: Range<UInt64>) -> [PerfectSubtree] {
        var subtrees: [PerfectSubtree] = []
        var start = range.lowerBound
        while start < range.upperBound {
            let height = 63 - (range.upperBound - start).leadingZeroBitCount
            subtrees.append(PerfectSubtree(height: height, index: start >> UInt64(height)))
            start += 1 << UInt64(height)
        }
        return subtrees
    }

    private static func split(_ range: Range<UInt64>) -> (left: Range<UInt64>, right: Range<UInt64>) {
        let middle = range.lowerBound + 1 << UInt64(63 - (range.count64 - 1).leadingZeroBitCount)
        return (range.lowerBound..<middle, middle..<range.upperBound)
    }
}

/// A perfect subtree of 2^height leaves, the `index`-th of its height.
struct PerfectSubtree: Hashable {
    let height: Int
    let index: UInt64

    /// The tile whose hashes fold to this subtree's root, in a tree of `size` leaves.
    func tile(size: UInt64) -> Tile {
        let level = height / Tile.height
        let index = firstHash >> UInt64(Tile.height)
        let full = Tile.hashCount(at: level, size: size) >> UInt64(Tile.height)
        if index < full { return Tile(level: level, index: index) }
        guard let partial = Tile.partial(at: level, size: size), partial.index == index else {
            preconditionFailure("the subtree is not in a tree of this size")
        }
        return partial
    }

    /// Where in the tile those hashes are.
    var hashesInTile: Range<Int> {
        let start = Int(firstHash % UInt64(Tile.fullWidth))
        return start..<start + 1 << (height % Tile.height)
    }

    /// The number, within the tile's level, of the first hash beneath this subtree.
    private var firstHash: UInt64 { index << UInt64(height % Tile.height) }
}

extension Range<UInt64> {
    /// `count` counts in Int, which half of all sizes exceed.
    fileprivate var count64: UInt64 { upperBound - lowerBound }
}
