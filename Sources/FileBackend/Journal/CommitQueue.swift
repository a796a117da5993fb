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
    var caller: Caller

    /// Who is told.
    enum Caller: Sendable {
        case one(CheckedContinuation<CommitResult, Never>)
        /// One who waits for many, by the entry's place among them.
        case part(of: ManyAnswers, place: Int)

        func resume(returning result: CommitResult) {
            switch self {
            case .one(let caller): caller.resume(returning: result)
            case .part(let answers, let place): answers.set(place, result)
            }
        }
    }
}

/// Gathers what becomes of many entries, and wakes their caller once, with the last.
final class ManyAnswers: Sendable {
    private struct State {
        var results: [CommitResult?]
        var missing: Int
    }

    private let state: Mutex<State>
    private let caller: CheckedContinuation<[CommitResult], Never>

    /// - Precondition: `count` is not 0.
    init(count: Int, caller: CheckedContinuation<[CommitResult], Never>) {
        state = Mutex(State(results: Array(repeating: nil, count: count), missing: count))
        self.caller = caller
    }

    func set(_ place: Int, _ result: CommitResult) {
        let all = state.withLock { state -> [CommitResult]? in
            state.results[place] = result
            state.missing -= 1
            return state.missing == 0 ? state.results.compactMap(\.self) : nil
        }
        if let all { caller.resume(returning: all) }
    }
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

    /// Puts entries in line, all of them or none.
    ///
    /// - Returns: nil, or why they were refused; the callers are then not told.
    func add(_ pending: [PendingAppend]) -> AuditError? {
        let (refusal, mustWake) = state.withLock { state -> (AuditError?, Bool) in
            if let refusal = state.refusal { return (refusal, false) }
            // A lot that is larger than the queue has it to itself.
            let hasRoom = state.entries.isEmpty || state.entries.count + pending.count <= limit
            guard hasRoom, state.bytes < byteLimit else {
                return (Self.overloaded("\(state.entries.count) entries wait to be written"), false)
            }
            state.entries.append(contentsOf: pending)
            for pending in pending { state.bytes += pending.entry.bytes.count }
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
