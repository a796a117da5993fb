import AuditEvents
import MerkleLog
import NexusAudit
import Synchronization

/// A store whose newest stamp runs away: whatever is appended is stale.
final class RunawayBackend: NexusBackend {
    private let base: any NexusBackend

    init(_ base: any NexusBackend) { self.base = base }

    var instance: String { base.instance }
    var verifier: NoteVerifier { base.verifier }
    var secrets: InstanceSecrets { base.secrets }

    func append(_ entry: NewEntry) async throws(AuditError) -> AppendOutcome {
        .stale(newest: entry.recordedAt.advanced(bySeconds: 60))
    }
    func storeBlob(_ bytes: [UInt8], tenant: TenantID) async throws(AuditError) -> String {
        try await base.storeBlob(bytes, tenant: tenant)
    }
    func publish(_ tenant: TenantID) async throws(AuditError) -> SignedCheckpoint { try await base.publish(tenant) }
    func addPseudonymKey(
        record: @Sendable (Int) async throws(AuditError) -> Receipt
    ) async throws(AuditError) -> PseudonymRotation { try await base.addPseudonymKey(record: record) }
    func close() async throws(AuditError) { try await base.close() }
    func tenants() async throws(AuditError) -> [TenantID] { try await base.tenants() }
    func size(of tenant: TenantID) async throws(AuditError) -> UInt64 { try await base.size(of: tenant) }
    func entries(of tenant: TenantID, from index: UInt64, limit: Int) async throws(AuditError) -> [LogEntry] {
        try await base.entries(of: tenant, from: index, limit: limit)
    }
    func index(ofEvent eventID: String, tenant: TenantID) async throws(AuditError) -> UInt64? {
        try await base.index(ofEvent: eventID, tenant: tenant)
    }
    func controlEntries(of tenant: TenantID) async throws(AuditError) -> [LogEntry] {
        try await base.controlEntries(of: tenant)
    }
    func blob(_ digest: String, tenant: TenantID) async throws(AuditError) -> [UInt8]? {
        try await base.blob(digest, tenant: tenant)
    }
    func checkpoint(of tenant: TenantID) async throws(AuditError) -> SignedCheckpoint? {
        try await base.checkpoint(of: tenant)
    }
    func publishedFile(_ path: String, tenant: TenantID) async throws(AuditError) -> [UInt8]? {
        try await base.publishedFile(path, tenant: tenant)
    }
}
