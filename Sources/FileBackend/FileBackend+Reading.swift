public import AuditEvents
public import MerkleLog
public import NexusAudit
import Synchronization

extension FileBackend {
    public func tenants() async throws(AuditError) -> [TenantID] {
        let inUse = table.tenants.filter { (table.head(of: $0)?.size ?? 0) > 0 }
        return try await read { [layout, files] () throws(AuditError) in
            Set(inUse).union(try PublishedLog.tenants(layout, files)).sorted()
        }
    }

    public func size(of tenant: TenantID) async throws(AuditError) -> UInt64 {
        try await head(of: tenant).size
    }

    public func sizes() async throws(AuditError) -> [TenantID: UInt64] {
        let idle = try await idleSizes()
        return idle.merging(table.sizes) { _, inUse in inUse }.filter { $0.value > 0 }
    }

    /// Of the logs on disk as they were when it was first asked: this process alone writes, and a log that it writes to is
    /// in use from then on.
    private func idleSizes() async throws(AuditError) -> [TenantID: UInt64] {
        if let known = knownSizes.withLock({ $0 }) { return known }
        let found = try await read { [layout, files, verifier] () throws(AuditError) in
            try PublishedLog.sizes(layout, files, verifier)
        }
        knownSizes.withLock { $0 = found }
        return found
    }

    public func entries(of tenant: TenantID, from index: UInt64, limit: Int) async throws(AuditError) -> [LogEntry] {
        guard limit > 0 else { return [] }
        let first = try await head(of: tenant)
        return try await read { [self] () throws(AuditError) in
            // Publication may overtake a read: what was in the journal is in a bundle then, so look once more.
            while case let head = table.head(of: tenant) ?? first, index < head.size {
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
        try await read { [self] () throws(AuditError) in ids.index(of: IDKey(tenant: tenant, eventID: eventID)) }
    }

    public func controlEntries(of tenant: TenantID) async throws(AuditError) -> [LogEntry] {
        let first = try await head(of: tenant)
        let indexes = try await read { [self] () throws(AuditError) in
            let (publishedSize, unpublished) = table.controlIndexes(of: tenant) ?? (first.publishedSize, [])
            return try published(tenant).summary(size: publishedSize).controls + unpublished
        }
        return try await entries(of: tenant, at: indexes)
    }

    public func blob(_ digest: String, tenant: TenantID) async throws(AuditError) -> [UInt8]? {
        try await read { [self] () throws(AuditError) in try published(tenant).blob(digest) }
    }

    public func checkpoint(of tenant: TenantID) async throws(AuditError) -> SignedCheckpoint? {
        try await read { [self] () throws(AuditError) in try published(tenant).checkpoint() }
    }

    public func publishedFile(_ path: String, tenant: TenantID) async throws(AuditError) -> [UInt8]? {
        try await read { [self] () throws(AuditError) in try published(tenant).file(path) }
    }

    private func published(_ tenant: TenantID) -> PublishedLog {
        PublishedLog(tenant, instance: verifier, layout, files)
    }
}
