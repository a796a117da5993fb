import MerkleLog
import Testing

@Suite struct FrontierTests {
    @Test func rootsAreTheNaiveOnesUpToAThousand() {
        let tree = NaiveTree(count: 1000)
        var frontier = Frontier()
        #expect(frontier.root == tree.root(0))
        for (index, leaf) in tree.leaves.enumerated() {
            frontier.append(leaf)
            #expect(frontier.size == UInt64(index + 1))
            #expect(frontier.hashes.count == (index + 1).nonzeroBitCount)
            #expect(frontier.root == tree.root(index + 1), "size \(index + 1)")
        }
    }

    @Test func aStoredFrontierGoesOnAsIfItHadNeverStopped() throws {
        let tree = NaiveTree(count: 300)
        for size in 0...300 {
            var whole = Frontier()
            whole.append(contentsOf: tree.leaves[..<size])
            let stored = try #require(Frontier(size: whole.size, hashes: whole.hashes))
            #expect(stored == whole)
            guard size < 300 else { break }
            var resumed = stored
            resumed.append(tree.leaves[size])
            #expect(resumed.root == tree.root(size + 1))
        }
    }

    @Test func aFrontierHasOneHashPerOneBitOfItsSize() {
        #expect(Frontier(size: 0, hashes: []) != nil)
        #expect(Frontier(size: 3, hashes: [.emptyRoot, .emptyRoot]) != nil)
        #expect(Frontier(size: 3, hashes: [.emptyRoot]) == nil)
        #expect(Frontier(size: 4, hashes: [.emptyRoot, .emptyRoot]) == nil)
        #expect(Frontier(size: 0, hashes: [.emptyRoot]) == nil)
    }
}
