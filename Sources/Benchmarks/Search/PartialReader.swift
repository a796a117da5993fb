import AuditEvents
import MerkleLog
import NexusAudit
import Synchronization

/// Logs as they were at an earlier moment, which can be moved on: an index grows piece by piece, as it does in use.
final class PartialReader: LogReader {
    private let whole: any LogReader
    private let shown: Mutex<[TenantID: UInt64]>

    init(_ whole: any LogReader) {
        self.whole = whole
        shown = Mutex([:])
    }

    func show(_ sizes: [TenantID: UInt64]) { shown.withLock { $0 = sizes } }

    var instance: String { whole.instance }
    var verifier: NoteVerifier { whole.verifier }

    func tenants() async throws(AuditError) -> [TenantID] { shown.withLock { $0.keys.sorted() } }
    func size(of tenant: TenantID) async throws(AuditError) -> UInt64 { shown.withLock { $0[tenant] ?? 0 } }
    func sizes() async throws(AuditError) -> [TenantID: UInt64] { shown.withLock { $0 } }

    func entries(of tenant: TenantID, from index: UInt64, limit: Int) async throws(AuditError) -> [LogEntry] {
        try await whole.entries(of: tenant, from: index, limit: limit)
    }

    func index(ofEvent eventID: String, tenant: TenantID) async throws(AuditError) -> UInt64? {
        try await whole.index(ofEvent: eventID, tenant: tenant)
    }

    func controlEntries(of tenant: TenantID) async throws(AuditError) -> [LogEntry] {
        try await whole.controlEntries(of: tenant)
    }

    func blob(_ digest: String, tenant: TenantID) async throws(AuditError) -> [UInt8]? {
        try await whole.blob(digest, tenant: tenant)
    }

    func checkpoint(of tenant: TenantID) async throws(AuditError) -> SignedCheckpoint? {
        try await whole.checkpoint(of: tenant)
    }

    func publishedFile(_ path: String, tenant: TenantID) async throws(AuditError) -> [UInt8]? {
        try await whole.publishedFile(path, tenant: tenant)
    }
}
