public import AuditEvents
public import MerkleLog
public import NexusAudit

extension FileBackend {
    public func tenants() async throws(AuditError) -> [TenantID] {
        let inUse = table.tenants.filter { (table.head(of: $0)?.size ?? 0) > 0 }
        return try await reads.run { [layout, files] () throws(AuditError) in
            Set(inUse).union(try PublishedLog.tenants(layout, files)).sorted()
        }
    }

    public func size(of tenant: TenantID) async throws(AuditError) -> UInt64 {
        try await takeUp(tenant)
        return table.head(of: tenant)?.size ?? 0
    }

    public func entries(of tenant: TenantID, from index: UInt64, limit: Int) async throws(AuditError) -> [LogEntry] {
        guard limit > 0 else { return [] }
        try await takeUp(tenant)
        return try await reads.run { [self] () throws(AuditError) in
            // Publication may overtake a read: what was in the journal is in a bundle then, so look once more.
            while let head = table.head(of: tenant), index < head.size {
                if index < head.publishedSize {
                    return try published(tenant).entries(from: index, limit: limit, size: head.publishedSize)
                }
                var entries: [LogEntry] = []
                for (place, entry) in table.places(of: tenant, from: index, limit: min(limit, 1_024)).enumerated() {
                    guard let bytes = try AuditError.wrap({ () throws(FileError) in try journal.read(entry) })
                    else { break }
                    entries.append(LogEntry(index: index + UInt64(place), bytes: bytes))
                }
                if !entries.isEmpty { return entries }
            }
            return []
        }
    }

    public func index(ofEvent eventID: String, tenant: TenantID) async throws(AuditError) -> UInt64? {
        ids.index(of: IDKey(tenant: tenant, eventID: eventID))
    }

    public func controlEntries(of tenant: TenantID) async throws(AuditError) -> [LogEntry] {
        try await takeUp(tenant)
        let (publishedSize, unpublished) = table.controlIndexes(of: tenant)
        let indexes = try await reads.run { [self] () throws(AuditError) in
            try published(tenant).controlIndexes().filter { $0 < publishedSize } + unpublished
        }
        var entries: [LogEntry] = []
        for index in indexes { entries += try await self.entries(of: tenant, from: index, limit: 1) }
        return entries
    }

    public func blob(_ digest: String, tenant: TenantID) async throws(AuditError) -> [UInt8]? {
        try await reads.run { [self] () throws(AuditError) in try published(tenant).blob(digest) }
    }

    public func checkpoint(of tenant: TenantID) async throws(AuditError) -> SignedCheckpoint? {
        try await reads.run { [self] () throws(AuditError) in try published(tenant).checkpoint() }
    }

    public func publishedFile(_ path: String, tenant: TenantID) async throws(AuditError) -> [UInt8]? {
        try await reads.run { [self] () throws(AuditError) in try published(tenant).file(path) }
    }

    private func published(_ tenant: TenantID) -> PublishedLog {
        PublishedLog(tenant, instance: verifier, layout, files)
    }
}
