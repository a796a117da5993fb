package import AuditEvents
package import MerkleLog
package import NexusAudit

/// The published files of one log: what they hold, checked before it is believed.
package struct PublishedLog: Sendable {
    package let tenant: TenantID
    private let layout: StoreLayout
    private let files: any FileSystem
    /// Under the log's own name.
    private let verifier: NoteVerifier

    package init(_ tenant: TenantID, instance: NoteVerifier, _ layout: StoreLayout, _ files: any FileSystem) {
        self.tenant = tenant
        self.layout = layout
        self.files = files
        verifier = instance.named("\(instance.name)/\(tenant)")
    }

    /// The tenants with a published log.
    package static func tenants(_ layout: StoreLayout, _ files: any FileSystem) throws(AuditError) -> [TenantID] {
        try AuditError.wrap { () throws(FileError) in
            var tenants: [TenantID] = []
            for name in try files.list(layout.logs) {
                if let tenant = TenantID(name), try files.exists(layout.checkpoint(tenant)) { tenants.append(tenant) }
            }
            return tenants.sorted()
        }
    }

    /// The published sizes of all logs.
    package static func sizes(
        _ layout: StoreLayout, _ files: any FileSystem, _ instance: NoteVerifier
    ) throws(AuditError) -> [TenantID: UInt64] {
        var sizes: [TenantID: UInt64] = [:]
        for tenant in try tenants(layout, files) {
            let log = PublishedLog(tenant, instance: instance, layout, files)
            sizes[tenant] = try log.checkpoint()?.checkpoint.size
        }
        return sizes
    }

    /// The last checkpoint, its signature verified; nil before the first.
    package func checkpoint() throws(AuditError) -> SignedCheckpoint? {
        let path = layout.checkpoint(tenant)
        guard let bytes = try AuditError.wrap({ () throws(FileError) in try files.contents(path) }) else { return nil }
        guard let signed = SignedCheckpoint(encoded: bytes), signed.checkpoint.origin == verifier.name,
            signed.note.isSigned(by: verifier) == true
        else { throw damaged(path, "is not a checkpoint signed by this instance") }
        return signed
    }

    package func file(_ path: String) throws(AuditError) -> [UInt8]? {
        guard path == "checkpoint" || Tile.parse(path: path) != nil else { return nil }
        return try AuditError.wrap { () throws(FileError) in try files.contents(layout.file(path, of: tenant)) }
    }

    /// The bytes of tile or bundle: as wide as asked for, or the start of a wider one that has replaced it.
    package func tile(_ tile: Tile, isEntries: Bool) throws(AuditError) -> [UInt8]? {
        if let bytes = try file(isEntries ? tile.entriesPath : tile.path) { return bytes }
        guard tile.isPartial, let wider = try wider(than: tile, isEntries: isEntries),
            let bytes = try file(isEntries ? wider.entriesPath : wider.path)
        else { return nil }
        if !isEntries { return bytes.count >= tile.width * 32 ? Array(bytes.prefix(tile.width * 32)) : nil }
        guard let entries = EntryBundle.entries(in: bytes), entries.count >= tile.width else { return nil }
        return Array(bytes.prefix(entries[tile.width - 1].upperBound))
    }

    /// The full tile in a partial one's place, or the next wider of its partial ones.
    private func wider(than tile: Tile, isEntries: Bool) throws(AuditError) -> Tile? {
        try AuditError.wrap { () throws(FileError) in
            let full = Tile(level: tile.level, index: tile.index)
            if try files.exists(layout.file(isEntries ? full.entriesPath : full.path, of: tenant)) { return full }
            let folder = files.parent(of: layout.file(isEntries ? tile.entriesPath : tile.path, of: tenant))
            let width = try files.list(folder).compactMap(Int.init).filter { $0 > tile.width && $0 < 256 }.min()
            return width.map { Tile(level: tile.level, index: tile.index, width: $0) }
        }
    }

    /// Entries from `index` on, from one bundle.
    ///
    /// - Parameter size: The published size to read under.
    package func entries(from index: UInt64, limit: Int, size: UInt64) throws(AuditError) -> [LogEntry] {
        let number = index / 256
        let tile = Tile(level: 0, index: number, width: Int(min(256, size - number * 256)))
        guard let bundle = try self.tile(tile, isEntries: true) else {
            throw damaged(layout.file(tile.entriesPath, of: tenant), "is missing")
        }
        guard let ranges = EntryBundle.entries(in: bundle, count: tile.width) else {
            throw damaged(layout.file(tile.entriesPath, of: tenant), "cannot be taken apart")
        }
        let first = Int(index - number * 256)
        return ranges[first...].prefix(limit).enumerated().map { place, range in
            LogEntry(index: index + UInt64(place), bytes: Array(bundle[range]))
        }
    }

    /// The right edge of the tree under a checkpoint, proven by the checkpoint's root.
    package func edge(at checkpoint: Checkpoint?) throws(AuditError) -> TileWriter {
        do {
            let reader = TreeReader(size: checkpoint?.size ?? 0)
            let writer = try reader.tileWriter { tile in try self.tile(tile, isEntries: false) }
            if checkpoint == nil || writer.root == checkpoint!.root { return writer }
        } catch let error as AuditError {
            throw error
        } catch {
            throw damaged(layout.file("tile", of: tenant), "lacks a tile, or holds one cut short")
        }
        throw damaged(layout.file("tile", of: tenant), "does not give the root in the checkpoint")
    }

    /// What is to be known of the log under a checkpoint of `size`: it may run ahead of that, and is cut back to it.
    ///
    /// - Throws: `corrupt` when it is missing, damaged or behind.
    package func summary(size: UInt64) throws(AuditError) -> LogSummary {
        guard size > 0 else { return LogSummary() }
        let path = layout.control(tenant)
        let bytes = try AuditError.wrap { () throws(FileError) in try files.contents(path) }
        guard let bytes, var summary = LogSummary(bytes), summary.size >= size else {
            throw AuditError(
                .corrupt, "\(layout.relative(path)) is missing, damaged or behind the checkpoint; run nexus rebuild",
                tenantID: tenant.description)
        }
        summary.controls.removeAll { $0 >= size }
        return summary
    }

    package func blob(_ digest: String) throws(AuditError) -> [UInt8]? {
        guard digest.utf8.count == 64, MerkleHash(hex: digest) != nil else { return nil }
        let path = "\(layout.blobs(tenant))/\(digest)"
        guard let bytes = try AuditError.wrap({ () throws(FileError) in try files.contents(path) }) else { return nil }
        guard sha256Hex(bytes) == digest else { throw damaged(path, "does not have the digest it is named by") }
        return bytes
    }

    private func damaged(_ path: String, _ what: String) -> AuditError {
        AuditError(
            .corrupt, "\(layout.relative(path)) \(what); run nexus verify and restore the log from a backup",
            tenantID: tenant.description)
    }
}
