import Testing

@testable import MerkleLog

@Suite struct TreeReaderTests {
    @Test func frontiersAndProofsReadFromTilesAreTheNaiveOnes() throws {
        let tree = NaiveTree(count: 600)
        for size in Array(1...300) + [511, 512, 513, 600] {
            let reader = TreeReader(size: UInt64(size))
            let places = size <= 16 ? Set(0..<size) : [0, 1, size / 3, size / 2, size - 2, size - 1]
            for place in places {
                let inclusion = try reader.inclusionProof(of: UInt64(place)) { tree.tile($0) }
                #expect(inclusion == tree.path(place, 0..<size), "\(place) in \(size)")
                let consistency = try reader.consistencyProof(from: UInt64(place + 1)) { tree.tile($0) }
                #expect(consistency == tree.proof(place + 1, size), "\(place + 1) to \(size)")
                let frontier = try reader.frontier(at: UInt64(place + 1)) { tree.tile($0) }
                #expect(frontier.root == tree.root(place + 1), "\(place + 1) of \(size)")
                #expect(frontier.size == UInt64(place + 1))
            }
        }
    }

    @Test func proofsAcrossThreeLevelsOfTilesHold() throws {
        let size = 70_000
        var files: [Tile: [UInt8]] = [:]
        var frontiers: [UInt64: Frontier] = [:]
        let oldSizes: Set<UInt64> = [1, 255, 256, 257, 4096, 65_535, 65_536, 65_537, 69_999]
        var writer = TileWriter()
        var leaves: [MerkleHash] = []
        for index in 0..<size {
            leaves.append(.leaf(NaiveTree.entry(index)))
            writer.append(leaves[index])
            if oldSizes.contains(writer.size) { frontiers[writer.size] = writer.frontier }
        }
        for contents in writer.popCompleted() + writer.partialTiles() { files[contents.tile] = contents.bytes }

        let reader = TreeReader(size: UInt64(size))
        for index in [0, 1, 255, 256, 65_535, 65_536, 69_887, 69_888, 69_999] {
            let proof = try reader.inclusionProof(of: UInt64(index)) { files[$0] }
            #expect(
                Proof.verifyInclusion(
                    of: leaves[index], at: UInt64(index), size: writer.size, root: writer.root, proof: proof),
                "index \(index)")
        }
        for (oldSize, frontier) in frontiers {
            #expect(try reader.frontier(at: oldSize) { files[$0] } == frontier)
            let proof = try reader.consistencyProof(from: oldSize) { files[$0] }
            #expect(
                Proof.verifyConsistency(
                    oldSize: oldSize, oldRoot: frontier.root, size: writer.size, root: writer.root, proof: proof),
                "from \(oldSize)")
        }
        #expect(frontiers.count == oldSizes.count)
    }

    @Test func eachTileIsFetchedOnce() throws {
        let tree = NaiveTree(count: 600)
        var fetched: [Tile] = []
        _ = try TreeReader(size: 600).inclusionProof(of: 300) { tile in
            fetched.append(tile)
            return tree.tile(tile)
        }
        #expect(Set(fetched).count == fetched.count)
        #expect(
            Set(fetched) == [
                Tile(level: 0, index: 1), Tile(level: 0, index: 2, width: 88), Tile(level: 1, index: 0, width: 2),
            ])
    }

    @Test func aFullTileServesForThePartialOneItReplaced() throws {
        let tree = NaiveTree(count: 512)
        let proof = try TreeReader(size: 300).inclusionProof(of: 299) { tile in
            tile.isPartial && tile.level == 0 ? nil : tree.tile(tile)
        }
        #expect(proof == tree.path(299, 0..<300))
        // A store may also answer the partial tile's request with the full file.
        let same = try TreeReader(size: 300).inclusionProof(of: 299) { tree.tile($0.level == 0 ? $0.full : $0) }
        #expect(same == proof)
    }

    @Test func aMissingTileAndAMalformedOneAreNamed() {
        let tree = NaiveTree(count: 10)
        let tile = Tile(level: 0, index: 0, width: 10)
        let reader = TreeReader(size: 10)
        func missing() throws { _ = try reader.inclusionProof(of: 3) { _ in nil } }
        #expect(throws: TreeReader.MissingTile(tile: tile)) { try missing() }
        func cut() throws { _ = try reader.frontier(at: 10) { Array(tree.tile($0).dropLast()) } }
        #expect(throws: TreeReader.MalformedTile(tile: tile, byteCount: 319)) { try cut() }
        func empty() throws { _ = try reader.tileWriter { _ in [] } }
        #expect(throws: TreeReader.MalformedTile(tile: tile, byteCount: 0)) { try empty() }
    }

    @Test func whatTheTreeDoesNotReachIsOutOfRange() {
        let tree = NaiveTree(count: 10)
        let reader = TreeReader(size: 10)
        func inclusion() throws { _ = try reader.inclusionProof(of: 10) { tree.tile($0) } }
        #expect(throws: TreeReader.OutOfRange(position: 10, size: 10)) { try inclusion() }
        func consistency() throws { _ = try reader.consistencyProof(from: 11) { tree.tile($0) } }
        #expect(throws: TreeReader.OutOfRange(position: 11, size: 10)) { try consistency() }
        func frontier() throws { _ = try reader.frontier(at: 11) { tree.tile($0) } }
        #expect(throws: TreeReader.OutOfRange(position: 11, size: 10)) { try frontier() }
    }

    @Test func theEmptyTreeNeedsNoTiles() throws {
        let reader = TreeReader(size: 0)
        #expect(try reader.frontier(at: 0) { _ in nil } == Frontier())
        #expect(try reader.consistencyProof(from: 0) { _ in nil } == [])
        #expect(try reader.tileWriter { _ in nil }.root == .emptyRoot)
    }
}
