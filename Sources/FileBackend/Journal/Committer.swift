import AuditEvents
import Dispatch
import Logging
import MerkleLog
import NexusAudit

/// The one writer: takes what waits, gives each entry its index, makes the batch durable, answers the callers.
///
/// Runs on a thread of its own. After a failed write or flush it is poisoned: what the disk holds is not known until the
/// store has been opened anew.
final class Committer: Sendable {
    let queue: CommitQueue
    private let journal: Journal
    private let table: LogTable
    private let ids: IDIndex
    private let logger: Logger
    /// Told after every batch.
    private let onCommit: @Sendable () -> Void

    init(
        queue: CommitQueue, journal: Journal, table: LogTable, ids: IDIndex, logger: Logger,
        onCommit: @escaping @Sendable () -> Void
    ) {
        self.queue = queue
        self.journal = journal
        self.table = table
        self.ids = ids
        self.logger = logger
        self.onCommit = onCommit
    }

    /// Commits batches until the queue is shut and empty.
    func run() {
        var heads: [TenantID: LogHead] = [:]
        var encoder = BatchEncoder()
        while let batch = queue.take() {
            if let refusal = queue.refusal, refusal.code == .storePoisoned {
                answer(batch, .failed(refusal))
                continue
            }
            commit(batch, &heads, &encoder)
        }
    }

    /// Where a log's next entry goes.
    private struct LogHead {
        var size: UInt64
        var newest: Timestamp?
    }

    private struct Accepted: Sendable {
        var pending: PendingAppend
        var index: UInt64
        var content: Range<Int>
    }

    private func commit(_ batch: [PendingAppend], _ heads: inout [TenantID: LogHead], _ encoder: inout BatchEncoder) {
        encoder.begin()
        var accepted: [Accepted] = []
        accepted.reserveCapacity(batch.count)
        var inBatch: [IDKey: UInt64] = [:]
        var inFlight: [(PendingAppend, UInt64)] = []
        for pending in batch {
            let entry = pending.entry
            // An id that was made for this call is nobody else's.
            if !entry.isFreshID {
                if let index = inBatch[pending.key] {
                    inFlight.append((pending, index))
                    continue
                }
                if let index = ids.index(of: pending.key) {
                    pending.caller.resume(returning: .duplicate(index: index))
                    continue
                }
            }
            var head = heads[entry.tenant] ?? head(of: entry.tenant)
            if let newest = head.newest, entry.recordedAt.microseconds < newest.microseconds - NewEntry.stampTolerance {
                heads[entry.tenant] = head
                pending.caller.resume(returning: .stale(newest: newest))
                continue
            }
            let content = entry.bytes.withUnsafeBytes { bytes in
                encoder.append(
                    tenant: entry.tenant, index: head.size, recordedAt: entry.recordedAt, key: pending.key,
                    isControl: entry.isControl, content: bytes)
            }
            accepted.append(Accepted(pending: pending, index: head.size, content: content))
            if !entry.isFreshID { inBatch[pending.key] = head.size }
            head.size += 1
            head.newest = max(head.newest ?? entry.recordedAt, entry.recordedAt)
            heads[entry.tenant] = head
        }
        guard !accepted.isEmpty else { return }
        do throws(Journal.Failure) {
            let place = try journal.commit(&encoder)
            publish(accepted, at: place)
            wake(accepted, inFlight)
            onCommit()
        } catch {
            fail(error)
            // The heads ran ahead of what was committed.
            for accepted in accepted { heads[accepted.pending.entry.tenant] = nil }
            answer(accepted.map(\.pending) + inFlight.map(\.0), .failed(error.error))
        }
    }

    /// Tells the callers; many of them from another thread, so that the next batch need not wait for that.
    private func wake(_ accepted: [Accepted], _ inFlight: [(PendingAppend, UInt64)]) {
        let tell: @Sendable () -> Void = {
            for accepted in accepted { accepted.pending.caller.resume(returning: .appended(index: accepted.index)) }
            for (pending, index) in inFlight { pending.caller.resume(returning: .duplicate(index: index)) }
        }
        if accepted.count + inFlight.count <= Self.toldAtOnce { tell() } else { messenger.async(execute: tell) }
    }

    private let messenger = DispatchQueue(label: "nexus.file-backend.answers", qos: .userInitiated)
    private static let toldAtOnce = 16

    private func head(of tenant: TenantID) -> LogHead {
        let log = table.head(of: tenant)!
        return LogHead(size: log.size, newest: log.newest)
    }

    /// Makes committed entries visible: to duplicate checks, to readers and to the publisher.
    private func publish(_ accepted: [Accepted], at place: (segment: UInt64, offset: Int)) {
        ids.insert(accepted.lazy.map { ($0.pending.key, $0.index) })
        table.extend(
            accepted.map { accepted in
                let entry = accepted.pending.entry
                return (
                    entry.tenant,
                    TailEntry(
                        place: JournalPlace(
                            segment: place.segment, offset: place.offset + accepted.content.lowerBound,
                            count: accepted.content.count),
                        leafHash: entry.leafHash, isControl: entry.isControl),
                    entry.recordedAt
                )
            })
    }

    private func fail(_ failure: Journal.Failure) {
        logger.error(
            "batch not committed",
            metadata: [
                "code": "\(failure.error.code.rawValue)", "durability": "\(failure.error.durability.rawValue)",
                "final": "\(failure.isFinal)", "cause": "\(failure.error.message)",
            ])
        if failure.isFinal { queue.shut(.poisoned(by: failure.error)) }
    }

    private func answer(_ batch: [PendingAppend], _ result: CommitResult) {
        for pending in batch { pending.caller.resume(returning: result) }
    }
}

extension AuditError {
    static func poisoned(by error: AuditError) -> AuditError {
        AuditError(
            .storePoisoned,
            "an earlier write failed (\(error.message)); nothing is accepted until the store has been opened anew",
            isRetryable: true, cause: error)
    }
}
