import AuditEvents
import MerkleLog

/// Writes one log's unpublished entries into bundles and tiles, and then its checkpoint.
///
/// Keeps nothing between rounds: the right edge is read back from the files and proven by the last checkpoint's root,
/// so that nothing is ever built on damaged ground, and ten thousand idle logs cost no memory.
struct LogPublisher {
    /// What is in the files and waits for its checkpoint.
    struct Staged {
        var tenant: TenantID
        var oldSize: UInt64
        var checkpoint: SignedCheckpoint
        /// How many records of each segment this publishes.
        var records: [UInt64: Int]
        /// When the round looked at the log: what has come since is still waiting.
        var since: ContinuousClock.Instant
    }

    let layout: StoreLayout
    let files: any FileSystem
    let identity: StoreIdentity
    let journal: Journal
    /// The store's folder, open since before the first write: its file system is flushed through it.
    let root: any OpenFile
    /// Entries of one log that a round takes, at most, so that no log waits for another's backlog.
    static let entriesPerRound = 65_536

    /// Writes bundles and tiles, and prepares the checkpoint and the summary, which `commit` puts in place once all of it
    /// has been flushed.
    ///
    /// - Returns: nil when nothing of the log is unpublished.
    func stage(_ tenant: TenantID, _ table: LogTable) throws(AuditError) -> Staged? {
        let since = ContinuousClock.now
        guard let (oldSize, tail) = table.tail(of: tenant), !tail.isEmpty else { return nil }
        let log = PublishedLog(tenant, instance: identity.verifier, layout, files)
        let old = try log.checkpoint()?.checkpoint
        guard (old?.size ?? 0) == oldSize else {
            throw AuditError(
                .corrupt, "the checkpoint of \(tenant) says \(old?.size ?? 0) entries where \(oldSize) were published")
        }
        var edge = try log.edge(at: old)
        var bundle = try openBundle(log, size: oldSize, edge: edge)
        var segments: [UInt64: Int] = [:]
        var controls: [UInt64] = []
        var window = JournalWindow(tail: tail)
        let folder = FolderCache(files)
        for entry in tail.prefix(Self.entriesPerRound) {
            let bytes = try window.read(entry.place, journal)
            // What was acknowledged is what is published, or nothing is.
            guard MerkleHash.leaf(bytes) == entry.leafHash else {
                throw AuditError(
                    .corrupt,
                    "the journal's bytes of entry \(edge.size) of \(tenant) are no longer those that were acknowledged",
                    tenantID: tenant.description)
            }
            EntryBundle.append(bytes, to: &bundle)
            if entry.isControl { controls.append(edge.size) }
            edge.append(entry.leafHash)
            segments[entry.place.segment, default: 0] += 1
            if edge.size % 256 == 0 {
                try write(bundle, to: Tile(level: 0, index: edge.size / 256 - 1).entriesPath, tenant, folder)
                bundle.removeAll(keepingCapacity: true)
                for tile in edge.popCompleted() { try write(tile.bytes, to: tile.tile.path, tenant, folder) }
            }
        }
        let width = Int(edge.size % 256)
        if width > 0 {
            let tile = Tile(level: 0, index: edge.size / 256, width: width)
            try write(bundle, to: tile.entriesPath, tenant, folder)
        }
        for tile in edge.partialTiles(since: oldSize) { try write(tile.bytes, to: tile.tile.path, tenant, folder) }
        var summary = try log.summary(size: oldSize)
        summary.size = edge.size
        summary.controls += controls
        summary.newest = table.head(of: tenant)?.newest
        let checkpoint = Checkpoint(origin: "\(identity.instance)/\(tenant)", size: edge.size, root: edge.root)
        let signed: SignedCheckpoint
        do { signed = try SignedCheckpoint(checkpoint, signedBy: identity.signer(for: tenant)) } catch {
            throw AuditError(.corrupt, "the checkpoint of \(tenant) cannot be signed", cause: error)
        }
        try AuditError.wrap { () throws(FileError) in
            try files.prepare(summary.encoded, at: temporary("summary", tenant))
            try files.prepare(signed.encoded, at: temporary("checkpoint", tenant))
        }
        return Staged(tenant: tenant, oldSize: oldSize, checkpoint: signed, records: segments, since: since)
    }

    /// Puts the summary and the checkpoint in their places; they and what they cover have been flushed.
    func commit(_ staged: Staged) throws(AuditError) {
        let tenant = staged.tenant
        try AuditError.wrap { () throws(FileError) in
            try files.rename(temporary("summary", tenant), to: layout.control(tenant))
            try files.rename(temporary("checkpoint", tenant), to: layout.checkpoint(tenant))
        }
    }

    private func temporary(_ name: String, _ tenant: TenantID) -> String { "\(layout.temporary)/\(name)-\(tenant)" }

    /// Removes partial tiles that nobody needs: those beneath a full tile, and all but the four newest of the edge's, so
    /// that a client with one of the last checkpoints still finds its tiles.
    func prune(_ staged: Staged) throws(FileError) {
        let size = staged.checkpoint.checkpoint.size
        for tile in Tile.new(from: staged.oldSize, to: size) {
            for path in [tile.path] + (tile.level == 0 ? [tile.entriesPath] : []) {
                let file = layout.file(path, of: staged.tenant)
                let folder = tile.isPartial ? files.parent(of: file) : file + ".p"
                let widths = try files.list(folder).compactMap(Int.init).sorted()
                for width in widths.dropLast(tile.isPartial ? 4 : 0) { try files.remove("\(folder)/\(width)") }
                if !tile.isPartial, !widths.isEmpty { try files.remove(folder) }
            }
        }
    }

    /// The bytes of the bundle that goes on, its entries checked against the leaf hashes that the checkpoint proves.
    private func openBundle(_ log: PublishedLog, size: UInt64, edge: TileWriter) throws(AuditError) -> [UInt8] {
        guard let tile = Tile.rightEdge(size: size).first, tile.level == 0 else { return [] }
        let hashes = edge.partialTiles()[0].bytes
        guard let bundle = try log.tile(tile, isEntries: true),
            let ranges = EntryBundle.entries(in: bundle, count: tile.width),
            ranges.indices.allSatisfy({ place in
                MerkleHash.leaf(bundle[ranges[place]]) == MerkleHash(hashes[place * 32..<place * 32 + 32])
            })
        else {
            throw AuditError(
                .corrupt,
                "logs/\(log.tenant)/\(tile.entriesPath) is damaged; run nexus verify and restore the log from a backup",
                tenantID: log.tenant.description)
        }
        return bundle
    }

    private func write(
        _ bytes: [UInt8], to path: String, _ tenant: TenantID, _ folder: FolderCache
    ) throws(AuditError) {
        let path = layout.file(path, of: tenant)
        try AuditError.wrap { () throws(FileError) in
            try folder.make(files.parent(of: path))
            try files.replace(path, with: bytes, through: "\(layout.temporary)/publish", isDurable: false)
        }
    }
}

/// Remembers which folders are there during one log's turn.
private final class FolderCache {
    private let files: any FileSystem
    private var made: Set<String> = []

    init(_ files: any FileSystem) { self.files = files }

    func make(_ folder: String) throws(FileError) {
        if made.insert(folder).inserted { try files.createDirectory(folder) }
    }
}

/// Reads a tail's entries back from the journal, many with one call where they stand close together.
private struct JournalWindow {
    private static let size = 1 << 20
    private var segment: UInt64 = 0
    private var start = 0
    private var bytes: [UInt8] = []
    private let isDense: Bool

    init(tail: [TailEntry]) {
        let content = tail.reduce(0) { $0 + $1.place.count }
        let span = tail.last!.place.offset - tail[0].place.offset
        isDense = tail.last!.place.segment != tail[0].place.segment || span < 4 * content
    }

    mutating func read(_ place: JournalPlace, _ journal: Journal) throws(AuditError) -> ArraySlice<UInt8> {
        let end = start + bytes.count
        if place.segment != segment || place.offset < start || place.offset + place.count > end {
            let count = isDense ? max(Self.size, place.count) : place.count
            let read = try AuditError.wrap { () throws(FileError) in
                try journal.read(JournalPlace(segment: place.segment, offset: place.offset, count: count))
            }
            guard let read, read.count >= place.count else {
                throw AuditError(.corrupt, "journal segment \(place.segment) ends before an entry of it")
            }
            (segment, start, bytes) = (place.segment, place.offset, read)
        }
        let local = place.offset - start
        return bytes[local..<local + place.count]
    }
}
