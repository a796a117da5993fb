public import AuditEvents
public import MerkleLog
public import NexusAudit
import Synchronization

/// A backend whose calls fail, or wait, when a test says so.
///
/// ```swift
/// let backend = FailingBackend(MemoryBackend())
/// backend.fail(.append, .after(AuditError(.io, "lost commit", durability: .unknown)))
/// ```
public final class FailingBackend: NexusBackend {
    public enum Call: Sendable, Hashable, CaseIterable {
        case append, storeBlob, publish, addPseudonymKey, close
        case tenants, size, entries, index, controlEntries, blob, checkpoint, publishedFile
    }

    public enum Failure: Sendable {
        /// The call throws and nothing is done.
        case before(AuditError)
        /// The call does its work and throws all the same, as when a commit's answer is lost.
        case after(AuditError)
        /// The call waits for the gate, then goes on.
        case wait(Gate)
        /// The call does its work and then waits for the gate before it answers.
        case waitAfter(Gate)
    }

    private struct Plan {
        var failure: Failure
        var skip: Int
        var times: Int
    }

    private struct State {
        var plans: [Call: [Plan]] = [:]
        var counts: [Call: Int] = [:]
    }

    private let base: any NexusBackend
    private let state = Mutex(State())

    public init(_ base: any NexusBackend) { self.base = base }

    /// - Parameters:
    ///   - skip: How many calls go through before.
    ///   - times: How many calls fail then; the next plan for this call comes after.
    public func fail(_ call: Call, _ failure: Failure, skip: Int = 0, times: Int = 1) {
        state.withLock { $0.plans[call, default: []].append(Plan(failure: failure, skip: skip, times: times)) }
    }

    /// How often a call was made, failed ones included.
    public func count(of call: Call) -> Int { state.withLock { $0.counts[call] ?? 0 } }

    private func next(_ call: Call) -> Failure? {
        state.withLock { state in
            state.counts[call, default: 0] += 1
            guard var plan = state.plans[call]?.first else { return nil }
            guard plan.skip == 0 else {
                plan.skip -= 1
                state.plans[call]?[0] = plan
                return nil
            }
            plan.times -= 1
            if plan.times == 0 { state.plans[call]?.removeFirst() } else { state.plans[call]?[0] = plan }
            return plan.failure
        }
    }

    private func perform<Value: Sendable>(
        _ call: Call, _ work: () async throws(AuditError) -> Value
    ) async throws(AuditError) -> Value {
        switch next(call) {
        case nil: return try await work()
        case .before(let error): throw error
        case .after(let error):
            _ = try await work()
            throw error
        case .wait(let gate):
            await gate.pass()
            return try await work()
        case .waitAfter(let gate):
            let value = try await work()
            await gate.pass()
            return value
        }
    }

    public var instance: String { base.instance }
    public var verifier: NoteVerifier { base.verifier }
    public var secrets: InstanceSecrets { base.secrets }

    public func append(_ entry: NewEntry) async throws(AuditError) -> AppendOutcome {
        try await perform(.append) { () async throws(AuditError) in try await base.append(entry) }
    }
    public func storeBlob(_ bytes: [UInt8], tenant: TenantID) async throws(AuditError) -> String {
        try await perform(.storeBlob) { () async throws(AuditError) in try await base.storeBlob(bytes, tenant: tenant) }
    }
    public func publish(_ tenant: TenantID) async throws(AuditError) -> SignedCheckpoint {
        try await perform(.publish) { () async throws(AuditError) in try await base.publish(tenant) }
    }
    public func addPseudonymKey(
        record: @Sendable (Int) async throws(AuditError) -> Receipt
    ) async throws(AuditError) -> PseudonymRotation {
        try await perform(.addPseudonymKey) { () async throws(AuditError) in
            try await base.addPseudonymKey(record: record)
        }
    }
    public func close() async throws(AuditError) {
        try await perform(.close) { () async throws(AuditError) in try await base.close() }
    }
    public func tenants() async throws(AuditError) -> [TenantID] {
        try await perform(.tenants) { () async throws(AuditError) in try await base.tenants() }
    }
    public func size(of tenant: TenantID) async throws(AuditError) -> UInt64 {
        try await perform(.size) { () async throws(AuditError) in try await base.size(of: tenant) }
    }
    public func entries(
        of tenant: TenantID, from index: UInt64, limit: Int
    ) async throws(AuditError) -> [LogEntry] {
        try await perform(.entries) { () async throws(AuditError) in
            try await base.entries(of: tenant, from: index, limit: limit)
        }
    }
    public func index(ofEvent eventID: String, tenant: TenantID) async throws(AuditError) -> UInt64? {
        try await perform(.index) { () async throws(AuditError) in
            try await base.index(ofEvent: eventID, tenant: tenant)
        }
    }
    public func controlEntries(of tenant: TenantID) async throws(AuditError) -> [LogEntry] {
        try await perform(.controlEntries) { () async throws(AuditError) in try await base.controlEntries(of: tenant) }
    }
    public func blob(_ digest: String, tenant: TenantID) async throws(AuditError) -> [UInt8]? {
        try await perform(.blob) { () async throws(AuditError) in try await base.blob(digest, tenant: tenant) }
    }
    public func checkpoint(of tenant: TenantID) async throws(AuditError) -> SignedCheckpoint? {
        try await perform(.checkpoint) { () async throws(AuditError) in try await base.checkpoint(of: tenant) }
    }
    public func publishedFile(_ path: String, tenant: TenantID) async throws(AuditError) -> [UInt8]? {
        try await perform(.publishedFile) { () async throws(AuditError) in
            try await base.publishedFile(path, tenant: tenant)
        }
    }
}
