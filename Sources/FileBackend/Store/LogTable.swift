package import AuditEvents
package import MerkleLog
import Synchronization

/// Where an entry's bytes stand in the journal.
package struct JournalPlace: Hashable, Sendable {
    package var segment: UInt64
    package var offset: Int
    package var count: Int
}

/// An entry that is durable in the journal and not yet published.
package struct TailEntry: Sendable {
    package var place: JournalPlace
    package var leafHash: MerkleHash
    package var isControl: Bool
}

/// What the writing process knows of one log.
package struct LogState: Sendable {
    /// Entries under the last published checkpoint.
    package var publishedSize: UInt64
    /// The newest `recorded_at`; nil for an empty log.
    package var newest: Timestamp?
    /// The entries from `publishedSize` on.
    package var tail: [TailEntry] = []
    /// When the oldest entry of the tail was committed, on the monotonic clock.
    package var waitingSince: ContinuousClock.Instant?

    package var size: UInt64 { publishedSize + UInt64(tail.count) }
}

/// The states of all logs in use, shared by the committer, the publisher and readers; each holds the lock briefly.
package final class LogTable: Sendable {
    private struct State {
        var logs: [TenantID: LogState] = [:]
        /// The logs with a tail, so that a round of publication does not walk ten thousand idle ones.
        var waiting: Set<TenantID> = []
        var tailCount = 0
        var tailBytes = 0
        var damaged: [TenantID: AuditError] = [:]
    }

    private let state = Mutex(State())

    package init() {}

    /// Where a log stands, without its tail: a copy of that would make the committer copy it too.
    package struct Head: Sendable {
        package var publishedSize: UInt64
        package var size: UInt64
        package var newest: Timestamp?

        package init(publishedSize: UInt64, size: UInt64, newest: Timestamp? = nil) {
            self.publishedSize = publishedSize
            self.size = size
            self.newest = newest
        }
    }

    /// - Returns: nil for a log that is not in use.
    package func head(of tenant: TenantID) -> Head? {
        state.withLock { state in
            guard let log = state.logs[tenant] else { return nil }
            return Head(publishedSize: log.publishedSize, size: log.size, newest: log.newest)
        }
    }

    package var tenants: [TenantID] { state.withLock { Array($0.logs.keys) } }

    /// The sizes of the logs in use.
    package var sizes: [TenantID: UInt64] { state.withLock { $0.logs.mapValues(\.size) } }

    /// Entries waiting for publication, in all logs.
    package var tailCount: Int { state.withLock(\.tailCount) }
    package var tailBytes: Int { state.withLock(\.tailBytes) }

    /// Takes up a log that was not in use; one that is stays as it is.
    package func adopt(_ tenant: TenantID, _ log: LogState) {
        state.withLock { state in
            if state.logs[tenant] == nil { state.logs[tenant] = log }
        }
    }

    /// Adds entries that have become durable; a batch at a time.
    package func extend(_ committed: [(tenant: TenantID, entry: TailEntry, recordedAt: Timestamp)]) {
        let now = ContinuousClock.now
        state.withLock { state in
            for (tenant, entry, recordedAt) in committed {
                state.logs[tenant]!.append(entry, recordedAt, now)
                state.waiting.insert(tenant)
                state.tailCount += 1
                state.tailBytes += entry.place.count
            }
        }
    }

    /// Drops from the tail what a checkpoint now covers.
    ///
    /// - Parameter since: When the publisher looked: the entries that remain have come later.
    package func published(_ tenant: TenantID, to size: UInt64, since: ContinuousClock.Instant) {
        state.withLock { state in
            guard var log = state.logs.removeValue(forKey: tenant) else { return }
            let count = Int(size - log.publishedSize)
            state.tailCount -= count
            for entry in log.tail.prefix(count) { state.tailBytes -= entry.place.count }
            log.tail.removeFirst(count)
            log.publishedSize = size
            log.waitingSince = log.tail.isEmpty ? nil : since
            if log.tail.isEmpty { state.waiting.remove(tenant) }
            state.logs[tenant] = log
        }
    }

    /// Sets a damaged log aside: nothing more is appended to it or published of it until the store has been opened anew.
    package func setAside(_ tenant: TenantID, _ error: AuditError) {
        state.withLock { $0.damaged[tenant] = error }
    }

    /// Why a log was set aside; nil for a sound one.
    package func damage(of tenant: TenantID) -> AuditError? {
        state.withLock { $0.damaged.isEmpty ? nil : $0.damaged[tenant] }
    }

    /// Entries that a round could publish: those of sound logs.
    package var publishableCount: Int {
        state.withLock { state in
            state.damaged.keys.reduce(state.tailCount) { $0 - (state.logs[$1]?.tail.count ?? 0) }
        }
    }

    /// The logs that wait for publication.
    package func waiting() -> [PublishPlan.Candidate] {
        state.withLock { state in
            state.waiting.subtracting(state.damaged.keys).map { tenant in
                let log = state.logs[tenant]!
                return PublishPlan.Candidate(
                    tenant: tenant, publishedSize: log.publishedSize, size: log.size,
                    waitingSince: log.waitingSince ?? .now)
            }
        }
    }

    /// A log's tail as it stands.
    package func tail(of tenant: TenantID) -> (publishedSize: UInt64, entries: [TailEntry])? {
        state.withLock { state in state.logs[tenant].map { ($0.publishedSize, $0.tail) } }
    }

    /// Where the entries from `index` on are; none if it is published or beyond the log.
    package func places(of tenant: TenantID, from index: UInt64, limit: Int) -> [JournalPlace] {
        state.withLock { state in
            guard let log = state.logs[tenant], index >= log.publishedSize, index < log.size else { return [] }
            return log.tail[Int(index - log.publishedSize)...].prefix(limit).map(\.place)
        }
    }

    /// The indexes of the control events that are not published yet.
    package func controlIndexes(of tenant: TenantID) -> (publishedSize: UInt64, indexes: [UInt64])? {
        state.withLock { state in
            guard let log = state.logs[tenant] else { return nil }
            let places = log.tail.indices.filter { log.tail[$0].isControl }
            return (log.publishedSize, places.map { log.publishedSize + UInt64($0) })
        }
    }
}

extension LogState {
    fileprivate mutating func append(_ entry: TailEntry, _ recordedAt: Timestamp, _ now: ContinuousClock.Instant) {
        if tail.isEmpty { waitingSince = now }
        tail.append(entry)
        newest = max(newest ?? recordedAt, recordedAt)
    }
}
