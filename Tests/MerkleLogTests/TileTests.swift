import MerkleLog
import Testing

@Suite struct TileTests {
    @Test(arguments: [
        (Tile(level: 0, index: 0), "tile/0/000"),
        (Tile(level: 0, index: 1_234_067), "tile/0/x001/x234/067"),
        (Tile(level: 1, index: 999, width: 1), "tile/1/999.p/1"),
        (Tile(level: 2, index: 1000, width: 255), "tile/2/x001/000.p/255"),
        (Tile(level: 7, index: 0, width: 17), "tile/7/000.p/17"),
        (Tile(level: 63, index: 5), "tile/63/005"),
        (Tile(level: 0, index: 1 << 56 - 1), "tile/0/x072/x057/x594/x037/x927/935"),
        (Tile(level: 0, index: .max), "tile/0/x018/x446/x744/x073/x709/x551/615"),
    ])
    func pathsAreThoseOfTheSpecification(tile: Tile, path: String) throws {
        #expect(tile.path == path)
        let parsed = try #require(Tile.parse(path: path))
        #expect(parsed.tile == tile)
        #expect(!parsed.isEntries)
    }

    @Test func entryBundlesHaveTheirOwnPaths() throws {
        #expect(Tile(level: 0, index: 1_234_067).entriesPath == "tile/entries/x001/x234/067")
        let partial = Tile(level: 0, index: 273, width: 112)
        #expect(partial.entriesPath == "tile/entries/273.p/112")
        let parsed = try #require(Tile.parse(path: "tile/entries/273.p/112"))
        #expect(parsed.tile == partial)
        #expect(parsed.isEntries)
    }

    @Test(arguments: [
        "", "tile", "tile/", "tile/0", "tile/0/", "tile/entries", "tile/entries/", "/tile/0/000", "tile/0/000/",
        "tile//000", "tile/0//000", "tiles/0/000", "checkpoint",
        "tile/00/000", "tile/64/000", "tile/-1/000", "tile/a/000", "tile/18446744073709551616/000",
        "tile/0/0", "tile/0/00", "tile/0/0000", "tile/0/x000/001", "tile/0/x001", "tile/0/001/002", "tile/0/x1/000",
        "tile/0/X001/000", "tile/0/xx01/000", "tile/0/x01x/000", "tile/0/a00", "tile/0/x001/x000",
        "tile/0/000.p", "tile/0/000.p/", "tile/0/000.p/0", "tile/0/000.p/256", "tile/0/000.p/01", "tile/0/000.p/1/",
        "tile/0/000.p/-1", "tile/0/x001.p/000", "tile/0/x001.p/000.p/1", "tile/0/.p/1", "tile/0/000.P/1",
        "tile/0/x018/x446/x744/x073/x709/x551/616", "tile/0/x999/x999/x999/x999/x999/x999/x999/999",
        "tile/entries/x000/000", "tile/ENTRIES/000", "tile/entries/000.p/300",
    ])
    func anyOtherPathIsNoTile(path: String) {
        #expect(Tile.parse(path: path) == nil)
    }

    @Test func seventyThousandEntriesMakeTheTilesOfTheSpecification() {
        let tiles = Tile.all(size: 70_000)
        func level(_ level: Int) -> [Tile] { tiles.filter { $0.level == level } }
        #expect(level(0) == (0..<273).map { Tile(level: 0, index: $0) } + [Tile(level: 0, index: 273, width: 112)])
        #expect(level(1) == [Tile(level: 1, index: 0), Tile(level: 1, index: 1, width: 17)])
        #expect(level(2) == [Tile(level: 2, index: 0, width: 1)])
        #expect(tiles.count == 274 + 2 + 1)
        #expect(Tile.rightEdge(size: 70_000) == tiles.filter(\.isPartial))
    }

    @Test func twoHundredAndFiftySixEntriesMakeAFullTileAndAHashAboveIt() {
        #expect(Tile.all(size: 256) == [Tile(level: 0, index: 0), Tile(level: 1, index: 0, width: 1)])
        #expect(Tile.all(size: 0) == [])
        #expect(Tile.all(size: 1) == [Tile(level: 0, index: 0, width: 1)])
    }

    @Test func newTilesAreThoseOfTheLargerTreeThatTheSmallerLacks() {
        let sizes: [UInt64] = [
            0, 1, 2, 100, 255, 256, 257, 511, 512, 600, 65_535, 65_536, 65_537, 65_792, 66_000, 131_072,
        ]
        let all = sizes.map { Tile.all(size: $0) }
        for (old, oldSize) in sizes.enumerated() {
            for (now, size) in sizes.enumerated() where now >= old {
                let had = Set(all[old])
                #expect(
                    Tile.new(from: oldSize, to: size) == all[now].filter { !had.contains($0) }, "\(oldSize) to \(size)")
            }
        }
    }

    @Test func theLargestTreeHasPartialTilesOnEightLevels() {
        let edge = Tile.rightEdge(size: .max)
        #expect(edge.map(\.level) == Array(0..<8))
        #expect(edge.allSatisfy { $0.width == 255 })
        #expect(Tile.new(from: .max - 1, to: .max) == [edge[0]])
    }

    @Test func aTileHoldsExactlyItsWidthOfHashes() throws {
        let tree = NaiveTree(count: 3)
        let tile = Tile(level: 0, index: 0, width: 3)
        let bytes = Tile.encode(tree.leaves)
        #expect(bytes == tree.leaves.flatMap(\.bytes))
        #expect(tile.decode(bytes) == tree.leaves)
        #expect(tile.decode(Array(bytes.dropLast())) == nil)
        #expect(tile.decode(bytes + [0]) == nil)
        #expect(tile.full.decode(bytes) == nil)
    }
}
