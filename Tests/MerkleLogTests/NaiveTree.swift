import Crypto
import MerkleLog

/// RFC 6962 §2.1 word for word: recursive, over byte arrays, sharing nothing with what it checks but the result type.
/// Roots are remembered, so that many proofs of one tree can be asked for.
final class NaiveTree {
    let leaves: [MerkleHash]
    private var roots: [Range<Int>: MerkleHash] = [:]

    /// A tree of `count` entries, each its own number in decimal.
    init(count: Int) {
        leaves = (0..<count).map { NaiveTree.sha256([0x00] + Self.entry($0)) }
    }

    static func entry(_ index: Int) -> [UInt8] { Array("entry \(index)".utf8) }

    /// MTH(D[range]).
    func root(_ range: Range<Int>) -> MerkleHash {
        if range.isEmpty { return Self.sha256([]) }
        if range.count == 1 { return leaves[range.lowerBound] }
        if let root = roots[range] { return root }
        let middle = range.lowerBound + Self.largestPowerOfTwo(below: range.count)
        let left = root(range.lowerBound..<middle)
        let right = root(middle..<range.upperBound)
        let root = Self.sha256([0x01] + left.bytes + right.bytes)
        roots[range] = root
        return root
    }

    func root(_ count: Int) -> MerkleHash { root(0..<count) }

    /// PATH(m, D[range]), `index` counted from the range's start.
    func path(_ index: Int, _ range: Range<Int>) -> [MerkleHash] {
        if range.count == 1 { return [] }
        let half = Self.largestPowerOfTwo(below: range.count)
        let left = range.lowerBound..<range.lowerBound + half
        let right = left.upperBound..<range.upperBound
        return index < half ? path(index, left) + [root(right)] : path(index - half, right) + [root(left)]
    }

    /// PROOF(m, D[0:size]).
    func proof(_ oldSize: Int, _ size: Int) -> [MerkleHash] { subproof(oldSize, 0..<size, true) }

    private func subproof(_ oldSize: Int, _ range: Range<Int>, _ isKnown: Bool) -> [MerkleHash] {
        if oldSize == range.count { return isKnown ? [] : [root(range)] }
        let half = Self.largestPowerOfTwo(below: range.count)
        let left = range.lowerBound..<range.lowerBound + half
        let right = left.upperBound..<range.upperBound
        return oldSize <= half
            ? subproof(oldSize, left, isKnown) + [root(right)]
            : subproof(oldSize - half, right, false) + [root(left)]
    }

    /// What tlog-tiles says is in a tile: MTH(D[(n * 256 + i) * 256**l : (n * 256 + i + 1) * 256**l]) for each i.
    func tile(_ tile: Tile) -> [UInt8] {
        let span = (0..<tile.level).reduce(1) { span, _ in span * 256 }
        return (0..<tile.width).flatMap { place in
            let start = (Int(tile.index) * 256 + place) * span
            return root(start..<start + span).bytes
        }
    }

    private static func largestPowerOfTwo(below count: Int) -> Int {
        var power = 1
        while power * 2 < count { power *= 2 }
        return power
    }

    private static func sha256(_ bytes: [UInt8]) -> MerkleHash {
        guard let hash = MerkleHash(Array(SHA256.hash(data: bytes))) else {
            preconditionFailure("SHA-256 has 32 bytes")
        }
        return hash
    }
}

extension [UInt8] {
    /// Every array that differs from this one in a single bit.
    var bitFlips: some Sequence<[UInt8]> {
        (0..<count * 8).lazy.map { bit in
            var flipped = self
            flipped[bit / 8] ^= 1 << UInt8(bit % 8)
            return flipped
        }
    }
}

extension MerkleHash {
    /// The hash with one bit changed.
    func flipped(bit: Int) -> MerkleHash {
        var bytes = bytes
        bytes[bit / 8] ^= 1 << UInt8(bit % 8)
        guard let hash = MerkleHash(bytes) else { preconditionFailure("a hash has 32 bytes") }
        return hash
    }
}
