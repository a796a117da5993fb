import AuditEvents
import MerkleLog

/// Folds the roots of level-0 tiles upwards, in order, and compares every tile above the leaves with what comes up.
struct TreeFold {
    /// By level from 1 on, the hashes of the tile that is being filled; nil where damage beneath left none.
    private(set) var pending: [[MerkleHash?]]
    private let inspection: LeafInspection

    init(levels: Int, inspection: LeafInspection) {
        pending = Array(repeating: [], count: levels)
        self.inspection = inspection
    }

    /// - Parameters:
    ///   - root: Of the next level-0 tile.
    ///   - tile: The level-1 tile that it belongs to.
    mutating func append(
        _ root: MerkleHash?, in tile: UpperTile, findings: inout FindingList
    ) async throws(AuditError) {
        var (hash, tile) = (root, tile)
        while true {
            let level = tile.tile.level - 1
            Self.compare(hash, place: pending[level].count, with: tile, findings: &findings)
            pending[level].append(hash)
            guard pending[level].count == Tile.fullWidth, let parent = tile.parent else { return }
            try await inspection.checkOtherTiles(
                tile.tile, read: tile.name, leaves: pending[level], findings: &findings)
            let anchor = parent.anchor(ofTile: tile.tile.index)
            let computed = Self.root(of: pending[level])
            if anchor.isProven, let computed, let expected = anchor.hash, computed != expected {
                findings.add(
                    VerificationFinding(
                        .tile, index: tile.firstLeaf(at: 0), file: tile.name, offset: 0, expected: expected.hex,
                        found: computed.hex,
                        message: """
                            The tile and the entries beneath it are not those under the checkpoint's root: they were \
                            changed together.
                            """))
            }
            hash = anchor.isProven ? anchor.hash : computed
            pending[level].removeAll(keepingCapacity: true)
            tile = parent
        }
    }

    /// A proven tile needs no comparison: what comes up from below has been judged by it.
    private static func compare(_ hash: MerkleHash?, place: Int, with tile: UpperTile, findings: inout FindingList) {
        guard !tile.isProven, let hash, let stored = tile.stored, stored[place] != hash else { return }
        findings.add(
            VerificationFinding(
                .tile, index: tile.firstLeaf(at: place), file: tile.name, offset: place * MerkleHash.byteCount,
                expected: hash.hex, found: stored[place].hex,
                message: "A hash of the tile is not that of the entries beneath it."))
    }

    private static func root(of hashes: [MerkleHash?]) -> MerkleHash? {
        let known = hashes.compactMap(\.self)
        return known.count == hashes.count ? MerkleHash.root(of: known) : nil
    }

    /// The root of the tree over all that was appended and `leaves`; nil if damage leaves it unknown.
    ///
    /// - Parameter size: The leaves in that tree.
    func root(size: UInt64, leaves: [MerkleHash]) -> MerkleHash? {
        var partialTiles = [0: leaves]
        for (level, hashes) in pending.enumerated() {
            let known = hashes.compactMap(\.self)
            guard known.count == hashes.count else { return nil }
            partialTiles[level + 1] = known
        }
        return TileWriter(size: size, partialTiles: partialTiles)?.root
    }
}
