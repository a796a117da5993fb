import AuditEvents
import MerkleLog
import NexusAudit

/// One tenant's log in memory.
struct MemoryLog: Sendable {
    private(set) var leaves: [[UInt8]] = []
    private(set) var ids: [String: UInt64] = [:]
    private(set) var checkpoint: SignedCheckpoint?
    /// The published files by path.
    var files: [String: [UInt8]] = [:]
    var blobs: [String: [UInt8]] = [:]
    private var hashes: [MerkleHash] = []
    private var control: [Int] = []
    private var newest: Timestamp?
    private var tree = TileWriter()

    var size: UInt64 { UInt64(leaves.count) }

    var controlEntries: [LogEntry] { control.map(entry) }

    func entries(from index: UInt64, limit: Int) -> [LogEntry] {
        guard index < size, limit > 0 else { return [] }
        let first = Int(index)
        return (first..<min(leaves.count, first + min(limit, leaves.count))).map(entry)
    }

    mutating func append(_ new: NewEntry) -> AppendOutcome {
        // Believed, as a store that saves the look-up believes it: whoever says it wrongly gets a second entry.
        if !new.isFreshID, let index = ids[new.eventID] { return .duplicate(entry(at: Int(index))) }
        if let newest, new.recordedAt.microseconds < newest.microseconds - NewEntry.stampTolerance {
            return .stale(newest: newest)
        }
        let index = size
        ids[new.eventID] = index
        newest = max(newest ?? new.recordedAt, new.recordedAt)
        if new.isControl { control.append(leaves.count) }
        leaves.append(new.bytes)
        hashes.append(new.leafHash)
        return .appended(index: index)
    }

    /// Writes bundles, tiles and the checkpoint for everything appended.
    mutating func publish(origin: String, signer: NoteSigner) throws(AuditError) -> SignedCheckpoint {
        if let checkpoint, checkpoint.checkpoint.size == size { return checkpoint }
        let old = tree.size
        tree.append(contentsOf: hashes[Int(old)...])
        for tile in tree.popCompleted() { files[tile.tile.path] = tile.bytes }
        for tile in tree.partialTiles(since: old) { files[tile.tile.path] = tile.bytes }
        for tile in Tile.new(from: old, to: size) where tile.level == 0 {
            var bundle: [UInt8] = []
            let first = Int(tile.index) * Tile.fullWidth
            for leaf in leaves[first..<(first + tile.width)] { EntryBundle.append(leaf, to: &bundle) }
            files[tile.entriesPath] = bundle
        }
        let signed: SignedCheckpoint
        do {
            signed = try SignedCheckpoint(
                Checkpoint(origin: origin, size: size, root: tree.root), signedBy: signer.named(origin))
        } catch {
            throw AuditError(.io, "the checkpoint of \(origin) could not be signed", cause: error)
        }
        // What a narrower tree had at its right edge is in the wider tiles now.
        let current = Set(Tile.rightEdge(size: size))
        for tile in Tile.rightEdge(size: old) where !current.contains(tile) {
            files[tile.path] = nil
            if tile.level == 0 { files[tile.entriesPath] = nil }
        }
        files["checkpoint"] = signed.encoded
        checkpoint = signed
        return signed
    }

    private func entry(at place: Int) -> LogEntry { LogEntry(index: UInt64(place), bytes: leaves[place]) }
}
