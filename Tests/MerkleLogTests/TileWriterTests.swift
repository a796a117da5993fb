import MerkleLog
import Testing

@Suite struct TileWriterTests {
    @Test func tilesAreThoseOfTheSpecificationAtEverySize() {
        let tree = NaiveTree(count: 600)
        var writer = TileWriter()
        var published: [Tile: [UInt8]] = [:]
        for (index, leaf) in tree.leaves.enumerated() {
            writer.append(leaf)
            for contents in writer.popCompleted() { published[contents.tile] = contents.bytes }
            let partial = writer.partialTiles()
            let size = UInt64(index + 1)
            #expect(writer.size == size)
            #expect(writer.root == tree.root(index + 1), "size \(size)")
            #expect(partial.map(\.tile) == Tile.rightEdge(size: size))
            #expect(Set(published.keys).union(partial.map(\.tile)) == Set(Tile.all(size: size)))
            for contents in partial { #expect(contents.bytes == tree.tile(contents.tile), "\(contents.tile.path)") }
        }
        for (tile, bytes) in published { #expect(bytes == tree.tile(tile), "\(tile.path)") }
    }

    @Test func resumedAnywhereItGivesWhatOneRunGives() throws {
        let tree = NaiveTree(count: 700)
        var whole = TileWriter()
        var stops: [TileWriter] = []
        for leaf in tree.leaves {
            stops.append(whole)
            whole.append(leaf)
        }
        let root = tree.root(700)
        let completed = whole.popCompleted()
        #expect(whole.popCompleted() == [], "what was taken does not come again")
        #expect(completed.map(\.tile) == [Tile(level: 0, index: 0), Tile(level: 0, index: 1)])

        for size in 0...600 {
            let files = stops[size].partialTiles()
            var resumed = try TreeReader(size: UInt64(size)).tileWriter { tile in files.first { $0.tile == tile }?.bytes
            }
            #expect(resumed.root == tree.root(size))
            resumed.append(contentsOf: tree.leaves[size...])
            #expect(resumed.root == root, "resumed at \(size)")
            #expect(resumed.partialTiles() == whole.partialTiles(), "resumed at \(size)")
            #expect(resumed.popCompleted() == Array(completed.dropFirst(size / 256)), "resumed at \(size)")
        }
    }

    @Test func seventyThousandLeavesComeOutOnceEachAndResumeAtTheLevelsEdges() throws {
        let leaves = (0..<70_000).map { MerkleHash.leaf(NaiveTree.entry($0)) }
        var writer = TileWriter()
        var frontier = Frontier()
        var completed: [TileWriter.Contents] = []
        var stops: [UInt64: TileWriter] = [:]
        for leaf in leaves {
            if [65_279, 65_280, 65_535, 65_536, 65_537].contains(writer.size) { stops[writer.size] = writer }
            writer.append(leaf)
            frontier.append(leaf)
            completed += writer.popCompleted()
        }
        #expect(writer.frontier == frontier)
        #expect(Set(completed.map(\.tile)).count == completed.count)
        #expect(Set((completed + writer.partialTiles()).map(\.tile)) == Set(Tile.all(size: 70_000)))

        // A level-1 hash is the root of the full tile beneath it, and so on up.
        for contents in completed where contents.tile.level == 0 {
            let root = MerkleHash.root(of: try #require(contents.tile.decode(contents.bytes)))
            let above = Tile(level: 1, index: contents.tile.index / 256)
            let place = Int(contents.tile.index % 256) * 32
            let parent = (completed + writer.partialTiles()).first {
                $0.tile.level == 1 && $0.tile.index == above.index
            }
            #expect(Array(try #require(parent).bytes[place..<place + 32]) == root.bytes)
        }
        for (size, stop) in stops {
            let files = stop.partialTiles()
            var resumed = try TreeReader(size: size).tileWriter { tile in files.first { $0.tile == tile }?.bytes }
            resumed.append(contentsOf: leaves[Int(size)...])
            #expect(resumed.frontier == frontier, "resumed at \(size)")
            let new = Set(Tile.new(from: size, to: 70_000))
            #expect(Set((resumed.popCompleted() + resumed.partialTiles(since: size)).map(\.tile)) == new)
        }
        #expect(stops.count == 5)
    }

    @Test func partialTilesThatDidNotGrowAreLeftOut() {
        var writer = TileWriter()
        writer.append(contentsOf: repeatElement(.emptyRoot, count: 300))
        #expect(writer.partialTiles().map(\.tile.level) == [0, 1])
        #expect(writer.partialTiles(since: 299).map(\.tile.level) == [0])
        #expect(writer.partialTiles(since: 255).map(\.tile.level) == [0, 1])
        #expect(writer.partialTiles(since: 300) == [])
    }

    @Test func itStartsOnlyFromTheRightEdgeOfItsSize() {
        func hashes(_ count: Int) -> [MerkleHash] { Array(repeating: .emptyRoot, count: count) }
        #expect(TileWriter(size: 0, partialTiles: [:]) != nil)
        #expect(TileWriter(size: 258, partialTiles: [0: hashes(2), 1: hashes(1)]) != nil)
        #expect(TileWriter(size: 256, partialTiles: [0: [], 1: hashes(1)]) != nil)
        #expect(TileWriter(size: 258, partialTiles: [0: hashes(2)]) == nil)
        #expect(TileWriter(size: 258, partialTiles: [0: hashes(3), 1: hashes(1)]) == nil)
        #expect(TileWriter(size: 2, partialTiles: [0: hashes(2), 1: hashes(1)]) == nil)
        #expect(TileWriter(size: 2, partialTiles: [1: hashes(2)]) == nil)
        #expect(TileWriter(size: 0, partialTiles: [0: hashes(1)]) == nil)
        #expect(TileWriter(size: 1, partialTiles: [:]) == nil)
    }
}
