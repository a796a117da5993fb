import AuditEvents
import MerkleLog

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Walks a published log from left to right: hashes every entry, compares every tile, recomputes the root.
///
/// The root authenticates the tiles at the right edge, those the full tiles above the leaves, and these the tiles of
/// leaf hashes: a hash that does not come up from the entries can then be blamed on the one file that was changed. Where
/// the edge itself is damaged, neighbours are compared instead. Ranges of tiles are hashed in parallel and folded in
/// order; no more than a few bundles are in memory.
struct LogWalk {
    /// Level-0 tiles that one task checks: a divisor of 256, so that they have one tile above them.
    private static let tilesPerRange: UInt64 = 16

    let inspection: LeafInspection
    let size: UInt64
    /// The checkpoint's; nil if it cannot be read.
    let root: MerkleHash?
    /// A size at which the root is wanted as well.
    let earlierSize: UInt64?

    private(set) var findings = FindingList()
    /// The root that the tree had at `earlierSize`; nil if damage leaves it unknown.
    private(set) var earlierRoot: MerkleHash?
    private var order = StampOrder()
    private var fullTiles: UInt64 { size / UInt64(Tile.fullWidth) }

    init(inspection: LeafInspection, size: UInt64, root: MerkleHash?, earlierSize: UInt64?) {
        self.inspection = inspection
        self.size = size
        self.root = root
        self.earlierSize = earlierSize
    }

    mutating func run(progress: (@Sendable (UInt64, UInt64) -> Void)?) async throws(AuditError) {
        var found = FindingList()
        defer { findings = found }
        let edge = try await RightEdge(
            size: size, root: root, files: inspection.files, notesEntries: inspection.requiresEvents,
            findings: &found)
        var fold = TreeFold(levels: edge.upper.count, inspection: inspection)
        try await foldRanges(edge: edge, into: &fold, findings: &found, progress: progress)
        guard !found.isHopeless else { return }
        try await finish(edge: edge, fold: fold, findings: &found)
        progress?(size, size)
    }

    // MARK: - Full tiles

    private typealias RangeOutcome = Result<[LeafInspection.Outcome], AuditError>

    private mutating func foldRanges(
        edge: RightEdge, into fold: inout TreeFold, findings: inout FindingList,
        progress: (@Sendable (UInt64, UInt64) -> Void)?
    ) async throws(AuditError) {
        let inspection = inspection
        let count = (fullTiles + Self.tilesPerRange - 1) / Self.tilesPerRange
        let limit = UInt64(max(2, sysconf(Int32(_SC_NPROCESSORS_ONLN)) + 2))
        var upperTiles = UpperTiles(files: inspection.files, edge: edge)
        var (started, folded): (UInt64, UInt64) = (0, 0)
        var waiting: [UInt64: (parent: UpperTile, outcome: RangeOutcome?)] = [:]

        let result: Result<Void, AuditError> = await withTaskGroup(of: (UInt64, RangeOutcome).self) { group in
            do throws(AuditError) {
                while folded < count, !findings.isHopeless {
                    while started < count, started < folded + limit {
                        let tiles = started * Self.tilesPerRange..<min(fullTiles, (started + 1) * Self.tilesPerRange)
                        let parent = try await upperTiles.tile(
                            level: 1, index: tiles.lowerBound / UInt64(Tile.fullWidth), findings: &findings)
                        waiting[started] = (parent, nil)
                        let number = started
                        group.addTask {
                            (number, await Self.check(tiles, beneath: parent, inspection: inspection))
                        }
                        started += 1
                    }
                    guard let (number, outcome) = await group.next() else { break }
                    waiting[number]?.outcome = outcome
                    while let next = waiting[folded], let done = next.outcome {
                        waiting[folded] = nil
                        for tile in try done.get() {
                            try await take(tile, beneath: next.parent, into: &fold, findings: &findings)
                        }
                        folded += 1
                        progress?(min(size, folded * Self.tilesPerRange * UInt64(Tile.fullWidth)), size)
                    }
                }
                group.cancelAll()
                return .success(())
            } catch {
                group.cancelAll()
                return .failure(error)
            }
        }
        try result.get()
    }

    private static func check(
        _ tiles: Range<UInt64>, beneath parent: UpperTile, inspection: LeafInspection
    ) async -> RangeOutcome {
        do throws(AuditError) {
            var outcomes: [LeafInspection.Outcome] = []
            for index in tiles {
                if Task.isCancelled {
                    throw AuditError("cancelled", "the verification was cancelled", isRetryable: true)
                }
                outcomes.append(try await inspection.check(fullTile: index, anchor: parent.anchor(ofTile: index)))
            }
            return .success(outcomes)
        } catch {
            return .failure(error)
        }
    }

    private mutating func take(
        _ tile: LeafInspection.Outcome, beneath parent: UpperTile, into fold: inout TreeFold,
        findings: inout FindingList
    ) async throws(AuditError) {
        noteEarlierRoot(fold, tile: tile.index, leaves: tile.leaves)
        note(tile, findings: &findings)
        try await fold.append(tile.root, in: parent, findings: &findings)
    }

    private mutating func note(_ tile: LeafInspection.Outcome, findings: inout FindingList) {
        findings.add(tile.findings)
        if let finding = order.check(tile) { findings.add(finding) }
    }

    private mutating func noteEarlierRoot(_ fold: TreeFold, tile: UInt64, leaves: [MerkleHash]) {
        guard let earlierSize, earlierSize / UInt64(Tile.fullWidth) == tile else { return }
        let rest = Int(earlierSize % UInt64(Tile.fullWidth))
        guard rest <= leaves.count else { return }
        earlierRoot = fold.root(size: earlierSize, leaves: Array(leaves[..<rest]))
    }

    // MARK: - The right edge

    private mutating func finish(
        edge: RightEdge, fold: TreeFold, findings: inout FindingList
    ) async throws(AuditError) {
        var leaves: [MerkleHash] = []
        if let last = edge.leaves {
            let verdict = verdict(on: last, edge: edge, fold: fold)
            let outcome = try await inspection.check(last, verdict: verdict)
            leaves = outcome.leaves
            note(outcome, findings: &findings)
        }
        noteEarlierRoot(fold, tile: fullTiles, leaves: leaves)
        for case let tile? in edge.upper {
            try await inspection.checkOtherTiles(
                tile.tile, read: tile.name, leaves: fold.pending[tile.tile.level - 1], findings: &findings)
        }
        guard let root else { return }
        let computed = fold.root(size: size, leaves: leaves)
        guard computed != root, computed != nil || findings.isEmpty else { return }
        findings.add(
            VerificationFinding(
                .checkpoint, file: inspection.files.name("checkpoint"), expected: computed?.hex, found: root.hex,
                message: "The checkpoint's root is not that of the \(size) entries in the log."))
    }

    /// The last tile has none above it: the root itself tells whether bundle or tile was changed.
    private func verdict(on last: LeafTile, edge: RightEdge, fold: TreeFold) -> LeafTile.Verdict {
        if edge.isBundleRight || edge.isTileRight {
            return last.verdict(isBundleRight: edge.isBundleRight, isTileRight: edge.isTileRight)
        }
        func makesRoot(_ hashes: [MerkleHash]?) -> Bool {
            guard let root, let hashes, hashes.count == last.tile.width else { return false }
            return fold.root(size: size, leaves: hashes) == root
        }
        return last.verdict(
            isBundleRight: last.isBundleWhole && makesRoot(last.computed), isTileRight: makesRoot(last.stored))
    }
}
