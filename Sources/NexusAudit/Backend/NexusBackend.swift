public import AuditEvents
public import MerkleLog
import Redaction

/// Reads logs: entries by index, and the published files that prove them.
///
/// A reader may be another process than the writer. What it returns has been flushed by the writer, and entries of a
/// log come without gaps in index order.
public protocol LogReader: Sendable {
    /// The instance's name, the first part of every log's origin.
    var instance: String { get }
    /// The instance's public key; `named(origin(of: tenant))` is that of a log.
    var verifier: NoteVerifier { get }

    /// Every tenant that has a log, sorted.
    func tenants() async throws(AuditError) -> [TenantID]

    /// The number of durable entries; 0 for a tenant without a log.
    func size(of tenant: TenantID) async throws(AuditError) -> UInt64

    /// The number of durable entries of every log that has any: what a follower asks again and again.
    func sizes() async throws(AuditError) -> [TenantID: UInt64]

    /// Entries from `index` on.
    ///
    /// - Parameters:
    ///   - index: The first wanted; at or beyond the log's size gives an empty list.
    ///   - limit: At most this many are returned; fewer does not mean the end, none does.
    /// - Throws: `corrupt` for an entry that cannot be read; `io`.
    func entries(of tenant: TenantID, from index: UInt64, limit: Int) async throws(AuditError) -> [LogEntry]

    /// The index of the entry with that event id.
    func index(ofEvent eventID: String, tenant: TenantID) async throws(AuditError) -> UInt64?

    /// The entries whose action is a control event, in index order.
    func controlEntries(of tenant: TenantID) async throws(AuditError) -> [LogEntry]

    /// The bytes of a large payload, checked against its digest (64 lower-case hex digits).
    func blob(_ digest: String, tenant: TenantID) async throws(AuditError) -> [UInt8]?

    /// The last published checkpoint.
    func checkpoint(of tenant: TenantID) async throws(AuditError) -> SignedCheckpoint?

    /// A file of the published log by its C2SP path: `checkpoint`, `tile/0/000`, `tile/entries/000.p/5`.
    func publishedFile(_ path: String, tenant: TenantID) async throws(AuditError) -> [UInt8]?
}

extension LogReader {
    /// `<instance>/<tenant_id>`.
    public func origin(of tenant: TenantID) -> String { "\(instance)/\(tenant)" }

    /// One log after the other.
    public func sizes() async throws(AuditError) -> [TenantID: UInt64] {
        var sizes: [TenantID: UInt64] = [:]
        for tenant in try await tenants() { sizes[tenant] = try await size(of: tenant) }
        return sizes.filter { $0.value > 0 }
    }
}

/// Where logs live: appends entries durably, each tenant's in its own order, and publishes them.
///
/// Every backend passes the suite `BackendSuite` in `NexusTesting`.
public protocol NexusBackend: LogReader {
    /// The keys that stay inside the instance, as they were when the store was opened.
    var secrets: InstanceSecrets { get }

    /// Appends one entry; returns once it is flushed.
    ///
    /// Entries of one tenant get consecutive indexes in the order in which they are committed. An event id is
    /// accepted once: later calls, and calls while the first is in flight, get `.duplicate` after the first's commit.
    ///
    /// - Throws: `overloaded`, `store_full`, `store_poisoned`, `store_closed`; `io` with durability `unknown` after a
    ///   failed flush.
    func append(_ entry: NewEntry) async throws(AuditError) -> AppendOutcome

    /// Appends entries in their order, those of one tenant one behind the other; returns once all are settled.
    ///
    /// - Returns: What became of each, as `append` of one would return or throw it, in the order of the entries.
    func append(_ entries: [NewEntry]) async -> [Result<AppendOutcome, AuditError>]

    /// Stores a large payload durably, before the entry that names it is appended.
    ///
    /// - Returns: The SHA-256 of `bytes` as 64 lower-case hex digits.
    func storeBlob(_ bytes: [UInt8], tenant: TenantID) async throws(AuditError) -> String

    /// Publishes everything acknowledged so far and returns the checkpoint over it.
    ///
    /// - Throws: `not_found` for a tenant without a log.
    func publish(_ tenant: TenantID) async throws(AuditError) -> SignedCheckpoint

    /// Makes the pseudonym key of the next epoch, which writes from the next open on; the older keys stay.
    ///
    /// - Parameter record: Called with the new epoch's number before the key takes its place. If it throws, there is no
    ///   new epoch: none begins without a record.
    /// - Returns: The new epoch's number, with the receipt of its record.
    /// - Throws: What `record` throws; `overloaded` while another call is at work, `quota_exceeded` at
    ///   `InstanceSecrets.maximumPseudonymKeys`, `store_closed`, `io`.
    func addPseudonymKey(
        record: @Sendable (_ epoch: Int) async throws(AuditError) -> Receipt
    ) async throws(AuditError) -> PseudonymRotation

    /// Publishes what is outstanding, stops and releases the store. Later calls throw `store_closed`.
    func close() async throws(AuditError)
}

extension NexusBackend {
    /// One after the other.
    public func append(_ entries: [NewEntry]) async -> [Result<AppendOutcome, AuditError>] {
        var outcomes: [Result<AppendOutcome, AuditError>] = []
        for entry in entries {
            do throws(AuditError) {
                outcomes.append(.success(try await append(entry)))
            } catch {
                outcomes.append(.failure(error))
            }
        }
        return outcomes
    }
}

/// An entry as a log holds it.
public struct LogEntry: Hashable, Sendable {
    public var index: UInt64
    /// The leaf's canonical bytes.
    public var bytes: [UInt8]

    public init(index: UInt64, bytes: [UInt8]) {
        self.index = index
        self.bytes = bytes
    }

    public var leafHash: MerkleHash { MerkleHash.leaf(bytes) }
}

/// An entry on its way to a log.
public struct NewEntry: Sendable {
    public var tenant: TenantID
    public var eventID: String
    /// Whether the engine has just made the id, so that no earlier entry can have it.
    public var isFreshID: Bool
    /// `recorded_at`, as the bytes have it.
    public var recordedAt: Timestamp
    /// Whether the action is a control event.
    public var isControl: Bool
    /// Canonical JSON, at most 65,535 bytes.
    public let bytes: [UInt8]
    /// `MerkleHash.leaf(bytes)`, computed on the caller's thread.
    public let leafHash: MerkleHash

    public init(
        tenant: TenantID, eventID: String, isFreshID: Bool, recordedAt: Timestamp, isControl: Bool, bytes: [UInt8]
    ) {
        self.tenant = tenant
        self.eventID = eventID
        self.isFreshID = isFreshID
        self.recordedAt = recordedAt
        self.isControl = isControl
        self.bytes = bytes
        self.leafHash = MerkleHash.leaf(bytes)
    }

    /// How much older than its log's newest stamp an entry's `recorded_at` may be: 10 s, in microseconds.
    public static let stampTolerance: Int64 = 10_000_000
}

/// What became of an append.
public enum AppendOutcome: Hashable, Sendable {
    /// The entry is durable at this index.
    case appended(index: UInt64)
    /// The event id is in the log already, in this entry, and nothing was written.
    case duplicate(LogEntry)
    /// `recorded_at` is more than 10 s older than the log's newest: nothing was written; stamp anew, not before `newest`.
    case stale(newest: Timestamp)
}

/// The secret keys of an instance that are not for signing.
public struct InstanceSecrets: Sendable {
    /// 32 bytes; never rotated: tells whether a repeated event id comes with the same content.
    public let contentMACKey: [UInt8]
    /// 32 bytes each, of the epochs 1, 2, …: the tenants' pseudonym keys derive from them, and the last one writes.
    public let pseudonymKeys: [[UInt8]]

    /// The number of pseudonym keys that an instance may have.
    public static let maximumPseudonymKeys = Pseudonymizer.maximumEpochs

    /// - Precondition: There is a pseudonym key.
    public init(contentMACKey: [UInt8], pseudonymKeys: [[UInt8]]) {
        precondition(!pseudonymKeys.isEmpty, "an instance has a pseudonym key")
        self.contentMACKey = contentMACKey
        self.pseudonymKeys = pseudonymKeys
    }
}
