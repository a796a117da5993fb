import AuditEvents
import MerkleLog

/// A tile above the leaves, with what is known of its hashes before anything beneath it is read.
final class UpperTile: Sendable {
    let tile: Tile
    let name: String
    /// nil if the file cannot be read.
    let stored: [MerkleHash]?
    /// nil for a tile at the right edge, which has none above it.
    let parent: UpperTile?
    /// Whether `stored` follows from the checkpoint's root.
    let isProven: Bool

    init(tile: Tile, name: String, stored: [MerkleHash]?, parent: UpperTile?, isProven: Bool) {
        self.tile = tile
        self.name = name
        self.stored = stored
        self.parent = parent
        self.isProven = isProven
    }

    /// What this tile says about the `index`th tile of the level below.
    func anchor(ofTile index: UInt64) -> Anchor {
        let place = Int(index % UInt64(Tile.fullWidth))
        return Anchor(hash: stored.flatMap { place < $0.count ? $0[place] : nil }, isProven: isProven)
    }

    /// The first leaf beneath the hash at `place`.
    func firstLeaf(at place: Int) -> UInt64 {
        (tile.index * UInt64(Tile.fullWidth) + UInt64(place)) << UInt64(8 * tile.level)
    }
}

/// Loads the tiles above the leaves from left to right, the one above before the one below, each once.
struct UpperTiles {
    private let files: PublishedFiles
    private let edge: RightEdge
    /// By level, from level 1 on.
    private var current: [UpperTile?]

    init(files: PublishedFiles, edge: RightEdge) {
        self.files = files
        self.edge = edge
        current = Array(repeating: nil, count: edge.upper.count)
    }

    /// - Parameters:
    ///   - level: 1 or more.
    ///   - index: Must not decrease from call to call of one level.
    ///   - findings: Gets what cannot be read.
    mutating func tile(
        level: Int, index: UInt64, findings: inout FindingList
    ) async throws(AuditError) -> UpperTile {
        if let loaded = current[level - 1], loaded.tile.index == index { return loaded }
        let loaded: UpperTile
        if let last = edge.upper[level - 1], last.tile.index == index {
            loaded = last
        } else {
            let parent = try await tile(level: level + 1, index: index / UInt64(Tile.fullWidth), findings: &findings)
            let tile = Tile(level: level, index: index)
            let (name, stored) = try await Self.read(tile, from: files, findings: &findings)
            let anchor = parent.anchor(ofTile: index)
            let isProven = anchor.isProven && stored.map { MerkleHash.root(of: $0) == anchor.hash } ?? false
            loaded = UpperTile(tile: tile, name: name, stored: stored, parent: parent, isProven: isProven)
        }
        current[level - 1] = loaded
        return loaded
    }

    static func read(
        _ tile: Tile, from files: PublishedFiles, findings: inout FindingList
    ) async throws(AuditError) -> (name: String, stored: [MerkleHash]?) {
        let leaf = (tile.index * UInt64(Tile.fullWidth)) << UInt64(8 * tile.level)
        guard let file = try await files.read(tile, isEntries: false) else {
            let name = files.name(tile.path)
            findings.add(
                VerificationFinding(
                    .missingFile, index: leaf, file: name, message: "A tile above entry \(leaf) and later is missing."))
            return (name, nil)
        }
        let stored = file.hashes(of: tile, count: tile.width)
        if stored == nil { findings.add(file.wrongLength(index: leaf)) }
        return (file.name, stored)
    }
}

/// The partial tiles of a tree: together they make its root.
struct RightEdge {
    /// The partial level-0 tile; nil if the last one is full.
    let leaves: LeafTile?
    /// By level, from level 1 on; nil where that level ends with a full tile.
    let upper: [UpperTile?]
    /// Whether the edge makes the root with the last entries' own hashes.
    let isBundleRight: Bool
    /// Whether it does with the hashes that the last level-0 tile holds.
    let isTileRight: Bool

    init(
        size: UInt64, root: MerkleHash?, files: PublishedFiles, notesEntries: Bool, findings: inout FindingList
    ) async throws(AuditError) {
        var read: [(tile: Tile, name: String, stored: [MerkleHash]?)?] = []
        var level = 1
        while size >> UInt64(8 * level) > 0 {
            let hashes = size >> UInt64(8 * level)
            let width = Int(hashes % UInt64(Tile.fullWidth))
            if width > 0 {
                let tile = Tile(level: level, index: hashes / UInt64(Tile.fullWidth), width: width)
                let (name, stored) = try await UpperTiles.read(tile, from: files, findings: &findings)
                read.append((tile, name, stored))
            } else {
                read.append(nil)
            }
            level += 1
        }
        let width = Int(size % UInt64(Tile.fullWidth))
        var leaves: LeafTile?
        if width > 0 {
            let tile = Tile(level: 0, index: size / UInt64(Tile.fullWidth), width: width)
            leaves = try await LeafTile.read(tile, from: files, notesEntries: notesEntries)
        }
        func makesRoot(_ lowest: [MerkleHash]?) -> Bool {
            guard let root, let lowest else { return false }
            var partialTiles = [0: lowest]
            for place in read {
                guard let place else { continue }
                guard let stored = place.stored else { return false }
                partialTiles[place.tile.level] = stored
            }
            return TileWriter(size: size, partialTiles: partialTiles)?.root == root
        }
        let isTileRight = makesRoot(leaves == nil ? [] : leaves?.stored)
        let isBundleRight =
            switch leaves {
            case .some(let leaves) where leaves.isBundleWhole:
                leaves.computed == leaves.stored ? isTileRight : makesRoot(leaves.computed)
            case .some: false
            case nil: isTileRight
            }
        self.leaves = leaves
        self.isTileRight = isTileRight
        self.isBundleRight = isBundleRight
        upper = read.map { place in
            place.map {
                UpperTile(
                    tile: $0.tile, name: $0.name, stored: $0.stored, parent: nil, isProven: isTileRight || isBundleRight
                )
            }
        }
    }
}
