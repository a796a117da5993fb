import Testing

@testable import MerkleLog

@Suite struct ProofTests {
    @Test func everyInclusionProofToThreeHundredHoldsAndIsWhatTheArithmeticAsksFor() {
        let tree = NaiveTree(count: 300)
        for size in 1...300 {
            let root = tree.root(size)
            for index in 0..<size {
                let proof = tree.path(index, 0..<size)
                #expect(included(tree.leaves[index], index, size, root, proof), "\(index) in \(size)")
                let ranges = TreeArithmetic.inclusion(of: UInt64(index), size: UInt64(size))
                #expect(ranges.map { tree.root(Int($0.lowerBound)..<Int($0.upperBound)) } == proof)
            }
        }
    }

    @Test func everyConsistencyProofToThreeHundredHoldsAndIsWhatTheArithmeticAsksFor() {
        let tree = NaiveTree(count: 300)
        for size in 1...300 {
            let root = tree.root(size)
            for oldSize in 1...size {
                let proof = tree.proof(oldSize, size)
                #expect(consistent(oldSize, tree.root(oldSize), size, root, proof), "\(oldSize) to \(size)")
                let ranges = TreeArithmetic.consistency(from: UInt64(oldSize), to: UInt64(size))
                #expect(ranges.map { tree.root(Int($0.lowerBound)..<Int($0.upperBound)) } == proof)
            }
        }
    }

    @Test(arguments: [1, 2, 3, 4, 5, 6, 7, 8, 13, 300])
    func aBitChangedInAnInclusionProofFails(size: Int) {
        let tree = NaiveTree(count: size)
        let root = tree.root(size)
        for index in size <= 8 ? Array(0..<size) : [0, size / 2, size - 1] {
            let leaf = tree.leaves[index]
            let proof = tree.path(index, 0..<size)
            for bit in 0..<256 {
                for place in proof.indices {
                    var changed = proof
                    changed[place] = changed[place].flipped(bit: bit)
                    #expect(
                        !included(leaf, index, size, root, changed), "hash \(place), bit \(bit), \(index) in \(size)")
                }
                #expect(!included(leaf.flipped(bit: bit), index, size, root, proof))
                #expect(!included(leaf, index, size, root.flipped(bit: bit), proof))
            }
        }
    }

    @Test(arguments: [2, 3, 4, 5, 6, 7, 8, 13, 300])
    func aBitChangedInAConsistencyProofFails(size: Int) {
        let tree = NaiveTree(count: size)
        let root = tree.root(size)
        for oldSize in size <= 8 ? Array(1...size) : [1, size / 2, 256, size - 1].filter({ $0 < size }) {
            let oldRoot = tree.root(oldSize)
            let proof = tree.proof(oldSize, size)
            for bit in 0..<256 {
                for place in proof.indices {
                    var changed = proof
                    changed[place] = changed[place].flipped(bit: bit)
                    #expect(!consistent(oldSize, oldRoot, size, root, changed), "hash \(place), bit \(bit), \(oldSize)")
                }
                #expect(!consistent(oldSize, oldRoot.flipped(bit: bit), size, root, proof))
                #expect(!consistent(oldSize, oldRoot, size, root.flipped(bit: bit), proof))
            }
        }
    }

    @Test func aProofIsForOneIndexAndHasNoHashTooManyOrTooFew() {
        let tree = NaiveTree(count: 40)
        for size in 1...40 {
            let root = tree.root(size)
            for index in 0..<size {
                let leaf = tree.leaves[index]
                let proof = tree.path(index, 0..<size)
                #expect(!included(leaf, index, size, root, proof + [root]))
                #expect(!included(leaf, index, size, root, [leaf] + proof))
                if !proof.isEmpty {
                    #expect(!included(leaf, index, size, root, Array(proof.dropLast())))
                    #expect(!included(leaf, index, size, root, Array(proof.dropFirst())))
                }
                for other in 0...size where other != index { #expect(!included(leaf, other, size, root, proof)) }
            }
            for oldSize in 1..<size {
                let proof = tree.proof(oldSize, size)
                let oldRoot = tree.root(oldSize)
                #expect(!consistent(oldSize, oldRoot, size, root, proof + [root]))
                #expect(!consistent(oldSize, oldRoot, size, root, [oldRoot] + proof))
                #expect(!consistent(oldSize, oldRoot, size, root, Array(proof.dropLast())))
                #expect(!consistent(oldSize, oldRoot, size, root, Array(proof.dropFirst())))
                #expect(!consistent(oldSize, oldRoot, size, root, []))
                #expect(!consistent(size, root, oldSize, oldRoot, proof))
            }
        }
    }

    @Test func theEmptyTreeAndTheSameTreeNeedNoHashes() {
        let root = NaiveTree(count: 3).root(3)
        #expect(consistent(0, .emptyRoot, 0, .emptyRoot, []))
        #expect(consistent(0, .emptyRoot, 3, root, []))
        #expect(consistent(3, root, 3, root, []))
        #expect(!consistent(0, root, 3, root, []))
        #expect(!consistent(0, .emptyRoot, 3, root, [root]))
        #expect(!consistent(0, root, 0, root, []))
        #expect(!consistent(3, root, 3, .emptyRoot, []))
        #expect(!consistent(3, root, 3, root, [root]))
        #expect(!included(root, 0, 0, root, []))
        #expect(!included(root, 0, 0, .emptyRoot, []))
    }

    @Test func hugeSizesAreNoTrouble() {
        let hash = MerkleHash.emptyRoot
        let many = [MerkleHash](repeating: hash, count: 70)
        for size: UInt64 in [.max, 1 << 63, 1 << 63 + 1] {
            for index: UInt64 in [0, size - 1, size] {
                #expect(!Proof.verifyInclusion(of: hash, at: index, size: size, root: hash, proof: many))
                #expect(!Proof.verifyInclusion(of: hash, at: index, size: size, root: hash, proof: []))
            }
            for old: UInt64 in [1, size - 1] {
                #expect(!Proof.verifyConsistency(oldSize: old, oldRoot: hash, size: size, root: hash, proof: many))
                #expect(!Proof.verifyConsistency(oldSize: old, oldRoot: hash, size: size, root: hash, proof: []))
            }
        }
        let size = UInt64.max
        let inclusion = TreeArithmetic.inclusion(of: size - 1, size: size)
        #expect(inclusion.map { $0.upperBound - $0.lowerBound } == (1...63).map { 1 << UInt64($0) })
        #expect(TreeArithmetic.perfectSubtrees(in: 0..<size).map(\.height) == (0...63).reversed())
    }

    private func included(
        _ leaf: MerkleHash, _ index: Int, _ size: Int, _ root: MerkleHash, _ proof: [MerkleHash]
    ) -> Bool {
        Proof.verifyInclusion(of: leaf, at: UInt64(index), size: UInt64(size), root: root, proof: proof)
    }

    private func consistent(
        _ oldSize: Int, _ oldRoot: MerkleHash, _ size: Int, _ root: MerkleHash, _ proof: [MerkleHash]
    ) -> Bool {
        Proof.verifyConsistency(
            oldSize: UInt64(oldSize), oldRoot: oldRoot, size: UInt64(size), root: root, proof: proof)
    }
}
