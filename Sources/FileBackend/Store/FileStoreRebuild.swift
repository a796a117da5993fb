public import AuditEvents
import MerkleLog
import NexusAudit

/// Makes every view of a store anew from its logs: the event-id index, the control lists, and tiles that are missing or
/// wrong while the bundles still give the signed root.
public struct FileStoreRebuild {
    private let layout: StoreLayout
    private let files: any FileSystem
    private let identity: StoreIdentity
    private let progress: (@Sendable (UInt64, UInt64) -> Void)?
    private var done: UInt64 = 0
    private var total: UInt64 = 0
    private var tilesWritten = 0
    private var controls = 0

    /// - Parameters:
    ///   - path: The store's folder; no writer may have it open.
    ///   - progress: Called now and then with the entries read so far and their total.
    /// - Returns: What was made, per view: `{"logs", "entries", "ids", "control_events", "tiles_written"}`.
    /// - Throws: `store_missing`, `store_locked`, `corrupt` for a log whose entries do not give its checkpoint's root.
    public static func run(
        at path: String, progress: (@Sendable (UInt64, UInt64) -> Void)? = nil
    ) async throws(AuditError) -> JSONObject {
        let queue = BlockingQueues(label: "nexus.rebuild", count: 1)
        return try await queue.run { () throws(AuditError) in
            let layout = StoreLayout(root: path)
            let files = PosixFileSystem()
            guard try StoreIdentity.readVerifier(layout, files) != nil else {
                throw AuditError(.storeMissing, "there is no store at \(layout.root); make one with nexus init")
            }
            let lock = try StoreLock(layout, files)
            defer { withExtendedLifetime(lock) {} }
            guard let identity = try StoreIdentity.read(layout, files) else {
                throw AuditError(.storeMissing, "there is no store at \(layout.root)")
            }
            var rebuild = FileStoreRebuild(layout, files, identity, progress)
            return try rebuild.run()
        }
    }

    private init(
        _ layout: StoreLayout, _ files: any FileSystem, _ identity: StoreIdentity,
        _ progress: (@Sendable (UInt64, UInt64) -> Void)?
    ) {
        self.layout = layout
        self.files = files
        self.identity = identity
        self.progress = progress
    }

    /// The new ids are built beside the old and take their place in one step; until then the store refuses to open, so
    /// that no repeated event id can slip in between.
    private mutating func run() throws(AuditError) -> JSONObject {
        let tenants = try PublishedLog.tenants(layout, files)
        for tenant in tenants { total += try log(tenant).checkpoint()?.checkpoint.size ?? 0 }
        let folder = layout.root + "/ids.new"
        try AuditError.wrap { [files, layout] () throws(FileError) in
            for folder in layout.folders { try files.createDirectory(folder) }
            try files.remove(layout.idRuns)
            try files.syncDirectory(layout.ids)
            try remove(folder: folder)
        }
        let ids = try IDIndex.create(folder: folder, workshop: layout.temporary, files)
        for tenant in tenants { try rebuild(tenant, ids) }
        try ids.flush()
        try AuditError.wrap { [files, layout] () throws(FileError) in
            // Tiles first: the old ids go only once everything that was made again is on disk.
            let root = try files.open(layout.root, .folder)
            try root.syncFileSystem()
            try remove(folder: layout.ids)
            try files.rename(folder, to: layout.ids)
            try files.syncDirectory(layout.root)
        }
        progress?(total, total)
        return [
            "logs": .number(Double(tenants.count)), "entries": .number(Double(done)),
            "ids": .number(Double(ids.count)), "control_events": .number(Double(controls)),
            "tiles_written": .number(Double(tilesWritten)),
        ]
    }

    private func log(_ tenant: TenantID) -> PublishedLog {
        PublishedLog(tenant, instance: identity.verifier, layout, files)
    }

    private mutating func rebuild(_ tenant: TenantID, _ ids: IDIndex) throws(AuditError) {
        guard let checkpoint = try log(tenant).checkpoint()?.checkpoint else { return }
        var isIntact = true
        var summary = LogSummary()
        summary.size = checkpoint.size
        func take(_ index: UInt64, _ bytes: ArraySlice<UInt8>) throws(AuditError) {
            let event = try DatasetEvent(leaf: bytes)
            ids.insert(IDKey(tenant: tenant, eventID: event.eventID), index)
            if ControlEvent.isControl(event.action) { summary.controls.append(index) }
            if let stamp = event.record?.recordedAt { summary.newest = max(summary.newest ?? stamp, stamp) }
            done += 1
            if done.isMultiple(of: 4_096) { progress?(done, total) }
            if ids.unflushedCount >= 250_000 { try ids.flush() }
        }
        func compare(_ contents: TileWriter.Contents) throws(AuditError) {
            if try log(tenant).tile(contents.tile, isEntries: false) != contents.bytes { isIntact = false }
        }
        let root = try walk(tenant, checkpoint, entry: take, tile: compare)
        guard root == checkpoint.root else {
            throw AuditError(
                .corrupt,
                "the entries of \(tenant) give root \(root.hex), its checkpoint says \(checkpoint.root.hex); nothing of "
                    + "it was rebuilt; run nexus verify", tenantID: tenant.description)
        }
        controls += summary.controls.count
        try AuditError.wrap { [files, layout] () throws(FileError) in
            try files.replace(
                layout.control(tenant), with: summary.encoded, through: "\(layout.temporary)/control",
                isDurable: true)
        }
        if !isIntact { try rewriteTiles(tenant, checkpoint) }
    }

    /// Only reached when the entries give the signed root: what is written is what was published.
    private mutating func rewriteTiles(_ tenant: TenantID, _ checkpoint: Checkpoint) throws(AuditError) {
        var written = 0
        func write(_ contents: TileWriter.Contents) throws(AuditError) {
            let path = layout.file(contents.tile.path, of: tenant)
            try AuditError.wrap { () throws(FileError) in
                if try files.contents(path) == contents.bytes { return }
                try files.createDirectory(files.parent(of: path))
                try files.replace(path, with: contents.bytes, through: "\(layout.temporary)/tile", isDurable: false)
                written += 1
            }
        }
        _ = try walk(tenant, checkpoint, entry: { (_, _) throws(AuditError) in }, tile: write)
        tilesWritten += written
    }

    /// Reads a log's entries in order and grows its tree from them.
    private func walk(
        _ tenant: TenantID, _ checkpoint: Checkpoint,
        entry: (UInt64, ArraySlice<UInt8>) throws(AuditError) -> Void,
        tile: (TileWriter.Contents) throws(AuditError) -> Void
    ) throws(AuditError) -> MerkleHash {
        var writer = TileWriter()
        while writer.size < checkpoint.size {
            let entries = try log(tenant).entries(from: writer.size, limit: 256, size: checkpoint.size)
            for one in entries {
                try entry(one.index, one.bytes[...])
                writer.append(one.leafHash)
            }
            for contents in writer.popCompleted() { try tile(contents) }
        }
        for contents in writer.partialTiles() { try tile(contents) }
        return writer.root
    }

    private func remove(folder: String) throws(FileError) {
        for name in try files.list(folder) { try files.remove("\(folder)/\(name)") }
        if try files.exists(folder) { try files.remove(folder) }
    }
}
