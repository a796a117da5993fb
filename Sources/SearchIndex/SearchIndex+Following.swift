public import AuditEvents
import GRDB
import Logging
import MerkleLog
import Metrics
import NexusAudit
import Synchronization

extension SearchIndex {
    /// Follows the logs until the task is cancelled: a service's long work.
    ///
    /// A failure is logged and counted (`nexus_search_index_failures_total`), and tried again.
    public func run() async {
        isFollowing.store(true, ordering: .relaxed)
        defer { isFollowing.store(false, ordering: .relaxed) }
        var pause = options.interval
        while !Task.isCancelled {
            do throws(AuditError) {
                try await catchUp()
                pause = options.interval
            } catch {
                Counter(label: "nexus_search_index_failures_total").increment()
                logger.error("the search index does not follow", metadata: ["error": "\(error)"])
                if error.code == .storeClosed { return }
                pause = min(pause * 2, .seconds(10))
            }
            do { try await Task.sleep(for: pause) } catch { return }
        }
    }

    /// Takes in everything that the logs hold by now.
    ///
    /// - Parameter progress: Called after each batch with the entries taken in and how many there were to take.
    public func catchUp(
        progress: (@Sendable (UInt64, UInt64) -> Void)? = nil
    ) async throws(AuditError) {
        try await indexing.run { () throws(AuditError) in
            do throws(AuditError) {
                try await follow(progress)
            } catch  where error.code == .indexFault || (error.code == .corrupt && error.cause is DatabaseError) {
                try await discard(error.code == .indexFault ? error.message : "SQLite found it damaged")
                try await follow(progress)
            }
        }
    }

    /// How far each log is indexed.
    public func sizes() async throws(AuditError) -> [TenantID: UInt64] {
        try await read { database in try IndexMark.all(in: database).mapValues(\.size) }
    }

    private func follow(_ progress: (@Sendable (UInt64, UInt64) -> Void)?) async throws(AuditError) {
        var marks = try await marks()
        let sizes = try await reader.sizes()
        if let ahead = marks.first(where: { $0.value.size > sizes[$0.key] ?? 0 }) {
            throw AuditError(.indexFault, "it is ahead of the log of \(ahead.key)")
        }
        let behind = sizes.filter { $0.value > marks[$0.key]?.size ?? 0 }
        if behind.isEmpty { return }
        let total = behind.reduce(0) { $0 + $1.value - (marks[$1.key]?.size ?? 0) }
        var plan = BatchPlan(
            behind: behind.map { ($0.key, marks[$0.key]?.size ?? 0, $0.value) }, entries: options.batchEntries,
            bytes: options.batchBytes)
        // While one batch is written the next one is read and its terms are made.
        var done: UInt64 = 0
        var next = try await plan.next(reader, marks)
        while let batch = next {
            async let writing = written(batch)
            next = try await plan.next(reader, marks)
            marks.merge(try await writing.get()) { $1 }
            done += UInt64(batch.items.count)
            progress?(done, total)
            if Task.isCancelled { return }
        }
    }

    private func marks() async throws(AuditError) -> [TenantID: IndexMark] {
        try await attempt { file throws(any Error) in try file.pool.read { try IndexMark.all(in: $0) } }
    }

    private func written(_ batch: IndexBatch) async -> Result<[TenantID: IndexMark], AuditError> {
        do throws(AuditError) {
            let marks = try await attempt { [onStep, path] file throws(any Error) in
                let marks = try file.pool.write { try IndexWriter.write(batch, in: $0, onStep: onStep) }
                onStep(.committed)
                // Waits for a lock and touches the disk: here, off the cooperative pool.
                IndexFile.noteSound(path)
                return marks
            }
            return .success(marks)
        } catch {
            return .failure(error)
        }
    }
}

extension AuditError.Code {
    /// The index does not fit its logs; never leaves this module.
    static let indexFault: Self = "index_fault"
}

/// Which entries come next: of every log that has grown a run, so that events of all logs come about in the order of time.
private struct BatchPlan: Sendable {
    private var behind: [(tenant: TenantID, next: UInt64, end: UInt64)]
    private let entries: Int
    private let bytes: Int
    /// Whether the first entry of a log that is read on was held against what was indexed last.
    private var checked: Set<TenantID> = []

    init(behind: [(TenantID, UInt64, UInt64)], entries: Int, bytes: Int) {
        self.behind = behind.sorted { $0.0 < $1.0 }.map { ($0.0, $0.1, $0.2) }
        self.entries = entries
        self.bytes = bytes
    }

    /// - Returns: nil once nothing is left.
    mutating func next(
        _ reader: any LogReader, _ marks: [TenantID: IndexMark]
    ) async throws(AuditError) -> IndexBatch? {
        var runs: [(tenant: TenantID, entries: [LogEntry])] = []
        var (count, size) = (0, 0)
        while !behind.isEmpty, count < entries, size < bytes {
            var log = behind.removeLast()
            try await check(log.tenant, at: log.next, reader, marks)
            var run: [LogEntry] = []
            while log.next < log.end, count < entries, size < bytes {
                let read = try await reader.entries(
                    of: log.tenant, from: log.next, limit: Int(min(UInt64(entries - count), log.end - log.next)))
                guard read.first?.index == log.next else {
                    throw AuditError(
                        .corrupt, "entry \(log.next) of \(log.tenant) cannot be read: verify the log",
                        tenantID: log.tenant.description)
                }
                run += read
                log.next += UInt64(read.count)
                count += read.count
                size += read.reduce(0) { $0 + $1.bytes.count }
            }
            runs.append((log.tenant, run))
            if log.next < log.end { behind.append(log) }
        }
        if runs.isEmpty { return nil }
        let taken = runs
        return try await SearchIndex.blocking { () throws(AuditError) in try IndexBatch(taken) }
    }

    /// Holds the last entry that is indexed against the log: a log that was put back in time may have grown again otherwise.
    private mutating func check(
        _ tenant: TenantID, at next: UInt64, _ reader: any LogReader, _ marks: [TenantID: IndexMark]
    ) async throws(AuditError) {
        guard checked.insert(tenant).inserted, next > 0, let mark = marks[tenant] else { return }
        let last = try await reader.entries(of: tenant, from: next - 1, limit: 1).first
        guard last?.leafHash.withUnsafeBytes({ $0.elementsEqual(mark.last) }) == true else {
            throw AuditError(.indexFault, "it holds other entries than the log of \(tenant)")
        }
    }
}
