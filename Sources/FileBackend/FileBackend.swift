public import AuditEvents
public import Logging
public import MerkleLog
public import NexusAudit

/// The embedded store: one folder, one writing process, no set-up.
public final class FileBackend: NexusBackend {
    /// Opens a store for writing, after recovering what a crash left.
    ///
    /// - Parameters:
    ///   - path: The store's folder.
    ///   - instance: Its name; required to create one, checked when one is there.
    /// - Throws: `store_missing`, `store_locked` (with the PID of the holder in the message), `corrupt`, `io`,
    ///   `invalid_field` when the store is another instance's.
    public static func open(
        at path: String, instance: String? = nil, options: FileBackendOptions = FileBackendOptions(),
        logger: Logger = Logger(label: "nexus.file-backend")
    ) async throws(AuditError) -> FileBackend { fatalError("skeleton") }

    public var instance: String { fatalError("skeleton") }
    public var verifier: NoteVerifier { fatalError("skeleton") }
    public var secrets: InstanceSecrets { fatalError("skeleton") }
    public func append(_ entry: NewEntry) async throws(AuditError) -> AppendOutcome { fatalError("skeleton") }
    public func storeBlob(_ bytes: [UInt8], tenant: TenantID) async throws(AuditError) -> String { fatalError("skeleton") }
    public func publish(_ tenant: TenantID) async throws(AuditError) -> SignedCheckpoint { fatalError("skeleton") }
    public func close() async throws(AuditError) { fatalError("skeleton") }
    public func tenants() async throws(AuditError) -> [TenantID] { fatalError("skeleton") }
    public func size(of tenant: TenantID) async throws(AuditError) -> UInt64 { fatalError("skeleton") }
    public func entries(of tenant: TenantID, from index: UInt64, limit: Int) async throws(AuditError) -> [LogEntry] {
        fatalError("skeleton")
    }
    public func index(ofEvent eventID: String, tenant: TenantID) async throws(AuditError) -> UInt64? { fatalError("skeleton") }
    public func controlEntries(of tenant: TenantID) async throws(AuditError) -> [LogEntry] { fatalError("skeleton") }
    public func blob(_ digest: String, tenant: TenantID) async throws(AuditError) -> [UInt8]? { fatalError("skeleton") }
    public func checkpoint(of tenant: TenantID) async throws(AuditError) -> SignedCheckpoint? { fatalError("skeleton") }
    public func publishedFile(_ path: String, tenant: TenantID) async throws(AuditError) -> [UInt8]? { fatalError("skeleton") }
}

public struct FileBackendOptions: Sendable {
    /// Whether a missing store is made (with the given instance name).
    public var createsIfMissing = true
    public init(createsIfMissing: Bool = true) { self.createsIfMissing = createsIfMissing }
}

/// Reads a store without a lock, beside a running writer or without one; never writes.
public struct FileStoreReader: LogReader {
    /// - Throws: `store_missing`, `corrupt`, `io`.
    public static func open(at path: String) async throws(AuditError) -> FileStoreReader { fatalError("skeleton") }
    public var instance: String { fatalError("skeleton") }
    public var verifier: NoteVerifier { fatalError("skeleton") }
    public func tenants() async throws(AuditError) -> [TenantID] { fatalError("skeleton") }
    /// Grows while a writer runs: ask again to follow a log.
    public func size(of tenant: TenantID) async throws(AuditError) -> UInt64 { fatalError("skeleton") }
    public func entries(of tenant: TenantID, from index: UInt64, limit: Int) async throws(AuditError) -> [LogEntry] {
        fatalError("skeleton")
    }
    public func index(ofEvent eventID: String, tenant: TenantID) async throws(AuditError) -> UInt64? { fatalError("skeleton") }
    public func controlEntries(of tenant: TenantID) async throws(AuditError) -> [LogEntry] { fatalError("skeleton") }
    public func blob(_ digest: String, tenant: TenantID) async throws(AuditError) -> [UInt8]? { fatalError("skeleton") }
    public func checkpoint(of tenant: TenantID) async throws(AuditError) -> SignedCheckpoint? { fatalError("skeleton") }
    public func publishedFile(_ path: String, tenant: TenantID) async throws(AuditError) -> [UInt8]? { fatalError("skeleton") }

    /// Checks the journal's records and compares them with the published logs; nil checks every tenant's.
    public func verifyJournal(_ tenant: TenantID? = nil) async throws(AuditError) -> [TenantID: [VerificationFinding]] {
        fatalError("skeleton")
    }

    /// Sizes and counts, per store and per tenant.
    public func statistics() async throws(AuditError) -> JSONObject { fatalError("skeleton") }
}

/// Makes every view of a store anew from its logs: event ids, control lists, tiles above the bundles.
public enum FileStoreRebuild {
    /// - Returns: What was made, per view.
    public static func run(
        at path: String, progress: (@Sendable (UInt64, UInt64) -> Void)? = nil
    ) async throws(AuditError) -> JSONObject { fatalError("skeleton") }
}
