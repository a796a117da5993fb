import AuditEvents
import Dispatch
import Logging
import MerkleLog
import Metrics
import NexusAudit
import Synchronization

/// Publishes logs round by round, on a thread of its own, and reclaims the journal behind them.
///
/// A round: bundles and tiles of the chosen logs → one `syncfs` → their checkpoints. The same `syncfs` makes the last
/// round's checkpoints durable, after which the journal records beneath those may go.
final class Publisher: Sendable {
    private struct State {
        var requests: [Request] = []
        var lastNumber: UInt64 = 0
        var isClosing = false
        /// The last round's failure, when it was not mended by a later one.
        var failure: AuditError?
        /// Whether a commit must wake the thread: set before it looks for work, so that none slips by.
        var isIdle = false
    }

    private struct Request {
        var number: UInt64
        var tenant: TenantID
        var size: UInt64
        var caller: CheckedContinuation<Result<SignedCheckpoint, AuditError>, Never>
    }

    private let state = Mutex(State())
    private let wake = DispatchSemaphore(value: 0)
    private let log: LogPublisher
    private let table: LogTable
    private let ids: IDIndex
    private let options: FileBackendOptions
    private let logger: Logger
    /// Told when nothing may be written any more.
    private let onFailure: @Sendable (AuditError) -> Void
    private let lag = Gauge(label: "nexus_publish_lag_seconds")
    private let publishedEntries = Counter(label: "nexus_published_entries_total")
    private let reclaimed = Counter(label: "nexus_journal_segments_reclaimed_total")
    private let failures = Counter(label: "nexus_publish_failures_total")

    init(
        _ log: LogPublisher, table: LogTable, ids: IDIndex, options: FileBackendOptions, logger: Logger,
        onFailure: @escaping @Sendable (AuditError) -> Void
    ) {
        self.log = log
        self.table = table
        self.ids = ids
        self.options = options
        self.logger = logger
        self.onFailure = onFailure
    }

    /// Says that there may be something to publish.
    func notify() {
        let mustWake = state.withLock { state in
            defer { state.isIdle = false }
            return state.isIdle
        }
        if mustWake { wake.signal() }
    }

    /// Waits until a checkpoint covers the log's first `size` entries.
    func publish(_ tenant: TenantID, size: UInt64) async throws(AuditError) -> SignedCheckpoint {
        let result: Result<SignedCheckpoint, AuditError> = await withCheckedContinuation { caller in
            let isClosing = state.withLock { state in
                if !state.isClosing {
                    state.lastNumber += 1
                    state.requests.append(
                        Request(number: state.lastNumber, tenant: tenant, size: size, caller: caller))
                }
                return state.isClosing
            }
            if isClosing { caller.resume(returning: .failure(.closed)) } else { wake.signal() }
        }
        return try result.get()
    }

    /// Why what is left could not be published; nil when it was.
    var failure: AuditError? { state.withLock(\.failure) }

    /// Lets `run` publish what is left and return.
    func close() {
        state.withLock { $0.isClosing = true }
        wake.signal()
    }

    /// Publishes until closed; returns early when a failure is final.
    func run() {
        var lastRound = ContinuousClock.now
        var unsettled: [UInt64: Int] = [:]
        var mustRest = false
        while true {
            let (requests, isClosing) = state.withLock { state in
                state.isIdle = true
                return (state.requests, state.isClosing)
            }
            let waiting = table.publishableCount
            // Records to settle need one more round, which makes their checkpoints durable.
            let hasWork = waiting > 0 || !unsettled.isEmpty
            let isUrgent = waiting >= LogPublisher.entriesPerRound / 2 && !mustRest
            let rest = isUrgent ? .zero : options.publishInterval - (.now - lastRound)
            guard !requests.isEmpty || isClosing || hasWork && rest <= .zero else {
                wait(hasWork ? rest : nil)
                continue
            }
            lastRound = .now
            do throws(AuditError) {
                try round(requests, everything: isClosing, &unsettled)
                try answer(requests)
                mustRest = false
                state.withLock { $0.failure = nil }
                if isClosing, table.publishableCount == 0 { return }
            } catch {
                failures.increment()
                logger.error(
                    "publication failed",
                    metadata: ["code": "\(error.code.rawValue)", "cause": "\(error.message)"])
                state.withLock { $0.failure = error }
                // A full disk can be mended while the store is open: the journal still has everything.
                let isFinal = error.code != .storeFull
                if isFinal { onFailure(error) }
                fail(error, requests)
                mustRest = true
                guard !isFinal, !isClosing else {
                    return fail(
                        error,
                        state.withLock {
                            $0.isClosing = true
                            return $0.requests
                        })
                }
            }
        }
    }

    private func round(
        _ requests: [Request], everything: Bool, _ unsettled: inout [UInt64: Int]
    ) throws(AuditError) {
        let requested = Set(requests.map(\.tenant))
        let candidates = table.waiting()
        let oldest = candidates.map(\.waitingSince).min()
        lag.record(oldest.map { ($0.duration(to: .now) / .seconds(1)) } ?? 0)
        let sequence = log.journal.lastSequence
        var staged: [LogPublisher.Staged] = []
        for tenant in PublishPlan(budget: options.publishBudget).choose(
            among: candidates, requested: requested, everything: everything)
        {
            do throws(AuditError) {
                if let log = try log.stage(tenant, table) { staged.append(log) }
            } catch  where error.code == .corrupt {
                setAside(tenant, error)
            }
        }
        guard !staged.isEmpty || !unsettled.isEmpty else { return }
        try AuditError.wrap { () throws(FileError) in
            if !staged.isEmpty { try log.files.prepare(JournalNote(sequence: sequence).encoded, at: preparedNote) }
        }
        do throws(FileError) { try log.root.syncFileSystem() } catch {
            // Whatever the reason, what was to be flushed may be lost: that is never mended by trying again.
            throw AuditError(.io, "syncfs of \(error.path) failed: \(error.errno)", cause: error)
        }
        try reclaim(&unsettled)
        if !staged.isEmpty {
            try AuditError.wrap { () throws(FileError) in
                try log.files.rename(preparedNote, to: log.layout.published)
            }
        }
        for log in staged {
            try self.log.commit(log)
            table.published(log.tenant, to: log.checkpoint.checkpoint.size, since: log.since)
            publishedEntries.increment(by: log.checkpoint.checkpoint.size - log.oldSize)
            unsettled.merge(log.records, uniquingKeysWith: +)
        }
        for log in staged { prune(log) }
    }

    /// How far the journal had come: an open that finds less has lost something.
    private var preparedNote: String { log.layout.temporary + "/published" }

    /// One tenant's damage is that tenant's alone.
    private func setAside(_ tenant: TenantID, _ error: AuditError) {
        failures.increment()
        table.setAside(tenant, error)
        logger.critical(
            "log set aside: it is damaged", metadata: ["tenant": "\(tenant)", "cause": "\(error.message)"])
    }

    /// Tidies up; what stays behind does no harm.
    private func prune(_ staged: LogPublisher.Staged) {
        do throws(FileError) { try log.prune(staged) } catch {
            logger.warning(
                "partial tiles were not removed", metadata: ["tenant": "\(staged.tenant)", "cause": "\(error.errno)"])
        }
    }

    /// Deletes the segments whose every record is beneath a durable checkpoint, once their ids are durable too.
    private func reclaim(_ unsettled: inout [UInt64: Int]) throws(AuditError) {
        let free = log.journal.settle(unsettled)
        unsettled = [:]
        guard !free.isEmpty else { return }
        try ids.flush()
        try AuditError.wrap { () throws(FileError) in try log.journal.remove(free) }
        reclaimed.increment(by: free.count)
    }

    /// Answers the requests that a checkpoint now covers; the others wait for the next round.
    private func answer(_ requests: [Request]) throws(AuditError) {
        for request in requests {
            if let damage = table.damage(of: request.tenant), drop(request) {
                request.caller.resume(returning: .failure(damage))
                continue
            }
            guard let published = table.head(of: request.tenant)?.publishedSize, published >= request.size else {
                continue
            }
            let log = PublishedLog(
                request.tenant, instance: self.log.identity.verifier, self.log.layout, self.log.files)
            guard let checkpoint = try log.checkpoint() else { continue }
            if drop(request) { request.caller.resume(returning: .success(checkpoint)) }
        }
    }

    private func fail(_ error: AuditError, _ requests: [Request]) {
        for request in requests where drop(request) { request.caller.resume(returning: .failure(error)) }
    }

    /// - Returns: Whether the request was still waiting.
    private func drop(_ request: Request) -> Bool {
        state.withLock { state in
            let place = state.requests.firstIndex { $0.number == request.number }
            if let place { state.requests.remove(at: place) }
            return place != nil
        }
    }

    private func wait(_ duration: Duration?) {
        guard let duration else { return wake.wait() }
        let (seconds, attoseconds) = duration.components
        let nanoseconds = Int(seconds) * 1_000_000_000 + Int(attoseconds / 1_000_000_000)
        _ = wake.wait(timeout: .now() + .nanoseconds(max(0, nanoseconds)))
    }
}

extension AuditError {
    static var closed: AuditError { AuditError(.storeClosed, "the store has been closed; open it again") }
}
