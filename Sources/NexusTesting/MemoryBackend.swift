public import AuditEvents
import Crypto
public import MerkleLog
public import NexusAudit
import Synchronization

/// A whole backend in memory: everything but durability.
///
/// It keeps every promise of `NexusBackend` for as long as the process lives; two engines on one of these stand for two
/// processes on one store.
public final class MemoryBackend: NexusBackend {
    public let instance: String
    public let verifier: NoteVerifier
    private let signer: NoteSigner
    private let state: Mutex<State>
    private let newKey: @Sendable (_ epoch: Int) -> [UInt8]

    private struct State {
        var logs: [TenantID: MemoryLog] = [:]
        var isClosed = false
        /// As they were at the last opening, and as they are.
        var secrets: InstanceSecrets
        var keys: [[UInt8]]
        var isAddingKey = false
    }

    /// - Parameters:
    ///   - instance: The first part of every log's origin.
    ///   - seed: 32 bytes, from which the signing key and the secrets derive: the same seed gives the same instance.
    /// - Precondition: `instance` can be a key's name and `seed` has 32 bytes.
    public init(instance: String = "memory.example", seed: [UInt8] = Array(repeating: 1, count: 32)) {
        guard seed.count == 32, let signer = try? NoteSigner(name: instance, seed: seed) else {
            preconditionFailure("a memory backend needs a seed of 32 bytes and a name without spaces or +")
        }
        self.instance = instance
        self.signer = signer
        verifier = signer.verifier
        func key(_ use: String) -> [UInt8] { Array(SHA256.hash(data: Array(use.utf8) + seed)) }
        newKey = { epoch in Array(SHA256.hash(data: Array("pseudonym \(epoch)".utf8) + seed)) }
        let keys = [key("pseudonym")]
        let secrets = InstanceSecrets(contentMACKey: key("content mac"), pseudonymKeys: keys)
        state = Mutex(State(secrets: secrets, keys: keys))
    }

    public var secrets: InstanceSecrets { state.withLock(\.secrets) }

    public func append(_ entry: NewEntry) async throws(AuditError) -> AppendOutcome {
        try with { (state: inout State) throws(AuditError) in
            state.logs[entry.tenant, default: MemoryLog()].append(entry)
        }
    }

    public func storeBlob(_ bytes: [UInt8], tenant: TenantID) async throws(AuditError) -> String {
        let digest = hex(SHA256.hash(data: bytes))
        return try with { (state: inout State) throws(AuditError) in
            state.logs[tenant, default: MemoryLog()].blobs[digest] = bytes
            return digest
        }
    }

    public func publish(_ tenant: TenantID) async throws(AuditError) -> SignedCheckpoint {
        try with { (state: inout State) throws(AuditError) in
            guard var log = state.logs[tenant], log.size > 0 else {
                throw AuditError(.notFound, "\(tenant) has no log", tenantID: tenant.description)
            }
            let checkpoint = try log.publish(origin: origin(of: tenant), signer: signer)
            state.logs[tenant] = log
            return checkpoint
        }
    }

    public func addPseudonymKey(
        record: @Sendable (Int) async throws(AuditError) -> Receipt
    ) async throws(AuditError) -> PseudonymRotation {
        let epoch = try with { (state: inout State) throws(AuditError) in
            guard !state.isAddingKey else {
                throw AuditError(.overloaded, "another new pseudonym key is under way", isRetryable: true)
            }
            guard state.keys.count < InstanceSecrets.maximumPseudonymKeys else {
                throw AuditError(
                    .quotaExceeded, "there are \(state.keys.count) pseudonym keys; no more are kept",
                    limit: InstanceSecrets.maximumPseudonymKeys)
            }
            state.isAddingKey = true
            return state.keys.count + 1
        }
        defer { state.withLock { $0.isAddingKey = false } }
        let receipt = try await record(epoch)
        let key = newKey(epoch)
        state.withLock { $0.keys.append(key) }
        return PseudonymRotation(epoch: epoch, receipt: receipt)
    }

    public func close() async throws(AuditError) {
        try with { (state: inout State) throws(AuditError) in
            for (tenant, var log) in state.logs where log.size > 0 {
                _ = try log.publish(origin: origin(of: tenant), signer: signer)
                state.logs[tenant] = log
            }
            state.isClosed = true
        }
    }

    /// What opening a closed store again is elsewhere: everything is there.
    public func reopen() {
        state.withLock { state in
            state.isClosed = false
            state.secrets = InstanceSecrets(
                contentMACKey: state.secrets.contentMACKey, pseudonymKeys: state.keys)
        }
    }

    public func tenants() async throws(AuditError) -> [TenantID] {
        try with { (state: inout State) throws(AuditError) in
            state.logs.filter { $0.value.size > 0 }.keys.sorted()
        }
    }

    public func size(of tenant: TenantID) async throws(AuditError) -> UInt64 {
        try with { (state: inout State) throws(AuditError) in state.logs[tenant]?.size ?? 0 }
    }

    public func entries(
        of tenant: TenantID, from index: UInt64, limit: Int
    ) async throws(AuditError) -> [LogEntry] {
        try with { (state: inout State) throws(AuditError) in
            state.logs[tenant]?.entries(from: index, limit: limit) ?? []
        }
    }

    public func index(ofEvent eventID: String, tenant: TenantID) async throws(AuditError) -> UInt64? {
        try with { (state: inout State) throws(AuditError) in state.logs[tenant]?.ids[eventID] }
    }

    public func controlEntries(of tenant: TenantID) async throws(AuditError) -> [LogEntry] {
        try with { (state: inout State) throws(AuditError) in state.logs[tenant]?.controlEntries ?? [] }
    }

    public func blob(_ digest: String, tenant: TenantID) async throws(AuditError) -> [UInt8]? {
        try with { (state: inout State) throws(AuditError) in state.logs[tenant]?.blobs[digest] }
    }

    public func checkpoint(of tenant: TenantID) async throws(AuditError) -> SignedCheckpoint? {
        try with { (state: inout State) throws(AuditError) in state.logs[tenant]?.checkpoint }
    }

    public func publishedFile(_ path: String, tenant: TenantID) async throws(AuditError) -> [UInt8]? {
        try with { (state: inout State) throws(AuditError) in state.logs[tenant]?.files[path] }
    }

    /// Puts other bytes in place of a published file, as damage or an attacker would; nil removes it.
    public func tamper(_ path: String, tenant: TenantID, with bytes: [UInt8]?) {
        state.withLock { $0.logs[tenant]?.files[path] = bytes }
    }

    private func with<Value>(
        _ body: (inout State) throws(AuditError) -> sending Value
    ) throws(AuditError) -> Value {
        try state.withLock { (state) throws(AuditError) in
            guard !state.isClosed else { throw AuditError(.storeClosed, "the memory store is closed") }
            return try body(&state)
        }
    }
}

/// Lower-case hex digits.
func hex(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
}
