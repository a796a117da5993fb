import AuditEvents
import Dispatch
import NexusAudit
import Synchronization

/// What the committer says of one entry.
enum CommitResult: Sendable {
    case appended(index: UInt64)
    case duplicate(index: UInt64)
    case stale(newest: Timestamp)
    case failed(AuditError)
}

/// An entry and the caller that waits for it.
struct PendingAppend: Sendable {
    var entry: NewEntry
    var key: IDKey
    var caller: CheckedContinuation<CommitResult, Never>
}

/// The bounded queue between callers and the committer; adaptive group commit comes from it: while a batch is being
/// flushed the next one gathers here, and an idle committer takes an entry at once.
final class CommitQueue: Sendable {
    private struct State {
        var entries: [PendingAppend] = []
        var bytes = 0
        var isSleeping = false
        /// Why nothing is accepted any more.
        var refusal: AuditError?
    }

    private let state = Mutex(State())
    private let wake = DispatchSemaphore(value: 0)
    private let limit: Int
    private let byteLimit: Int
    private let batchBytes: Int

    init(limit: Int, byteLimit: Int, batchBytes: Int) {
        self.limit = limit
        self.byteLimit = byteLimit
        self.batchBytes = batchBytes
    }

    /// Puts an entry in line.
    ///
    /// - Returns: nil, or why it was refused; the caller then resumes itself.
    func add(_ pending: PendingAppend) -> AuditError? {
        let (refusal, mustWake) = state.withLock { state -> (AuditError?, Bool) in
            if let refusal = state.refusal { return (refusal, false) }
            guard state.entries.count < limit, state.bytes < byteLimit else {
                return (Self.overloaded("\(state.entries.count) entries wait to be written"), false)
            }
            state.entries.append(pending)
            state.bytes += pending.entry.bytes.count
            defer { state.isSleeping = false }
            return (nil, state.isSleeping)
        }
        if mustWake { wake.signal() }
        return refusal
    }

    static func overloaded(_ why: String) -> AuditError {
        AuditError(
            .overloaded, "the store is overloaded: \(why); try again a little later", isRetryable: true,
            retryAfter: .milliseconds(50))
    }

    /// Waits for entries and takes a batch of them.
    ///
    /// - Returns: nil once the queue is shut and empty.
    func take() -> [PendingAppend]? {
        while true {
            let batch = state.withLock { state -> [PendingAppend]? in
                if state.entries.isEmpty {
                    if state.refusal != nil { return nil }
                    state.isSleeping = true
                    return []
                }
                if state.bytes <= batchBytes {
                    state.bytes = 0
                    defer { state.entries.removeAll(keepingCapacity: true) }
                    return state.entries
                }
                var bytes = 0
                var count = 0
                while bytes < batchBytes, count < state.entries.count {
                    bytes += state.entries[count].entry.bytes.count
                    count += 1
                }
                let batch = Array(state.entries.prefix(count))
                state.entries.removeFirst(count)
                state.bytes -= bytes
                return batch
            }
            guard let batch else { return nil }
            if !batch.isEmpty { return batch }
            wake.wait()
        }
    }

    /// Refuses everything from now on. The first reason stays, except that a failure outweighs an orderly end: what
    /// is still in line when a closing store fails must not be written.
    func shut(_ reason: AuditError) {
        let mustWake = state.withLock { state in
            if state.refusal == nil || reason.code == .storePoisoned && state.refusal?.code == .storeClosed {
                state.refusal = reason
            }
            defer { state.isSleeping = false }
            return state.isSleeping
        }
        if mustWake { wake.signal() }
    }

    var refusal: AuditError? { state.withLock(\.refusal) }
}
