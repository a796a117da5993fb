import AuditEvents
import FoundationEssentials
import GRDB
import MerkleLog
import NexusAudit

/// Writes a batch within one transaction: events, terms and the high-water marks, so that a crash at any point neither loses
/// nor doubles one.
///
/// Another process may have been faster: what is below a log's mark is there already.
package struct IndexWriter {
    private let database: Database
    private var marks: [TenantID: IndexMark]
    /// The greatest id there is.
    private var lastID: Int64

    /// A point within a transaction, for tests that end the process there.
    package enum Step: String, Sendable, CaseIterable {
        case began, halfWritten, written, committed
    }

    static func write(
        _ batch: IndexBatch, in database: Database, onStep: (Step) -> Void = { _ in }
    ) throws -> [TenantID: IndexMark] {
        onStep(.began)
        var writer = try IndexWriter(database, batch)
        try writer.write(batch, onStep)
        onStep(.written)
        return writer.marks
    }

    private init(_ database: Database, _ batch: IndexBatch) throws {
        self.database = database
        marks = [:]
        lastID = try Int64.fetchOne(database, sql: "SELECT max(id) FROM events") ?? 0
        for tenant in batch.last.keys {
            try database.execute(
                sql: "INSERT OR IGNORE INTO logs (tenant, size, stamp, last) VALUES (?, 0, 0, x'')",
                arguments: [tenant.description])
            let row = try Row.fetchOne(
                database, sql: "SELECT number, size, stamp, last FROM logs WHERE tenant = ?",
                arguments: [tenant.description])
            guard let row else {
                throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a log that was noted is not there")
            }
            marks[tenant] = IndexMark(
                number: row["number"], size: UInt64(clamping: row["size"] as Int64), stamp: row["stamp"],
                last: Array(row["last"] as Data))
        }
    }

    private mutating func write(_ batch: IndexBatch, _ onStep: (Step) -> Void) throws {
        let events = try database.cachedStatement(sql: "INSERT INTO events (id, log, entry, early) VALUES (?, ?, ?, ?)")
        let terms = try database.cachedStatement(sql: "INSERT INTO terms (rowid, body) VALUES (?, ?)")
        let placed = try placed(batch)
        try batch.terms.withUnsafeBytes { bytes in
            for (place, item) in placed.enumerated() {
                if place == placed.count / 2 { onStep(.halfWritten) }
                let early = IndexSchema.early(id: item.id, recorded: item.recorded)
                try RawStatement.insert(events, item.id, item.log, Int64(item.index), early)
                try RawStatement.insert(terms, item.id, UnsafeRawBufferPointer(rebasing: bytes[item.terms]))
            }
        }
        for (tenant, last) in batch.last {
            guard var mark = marks[tenant] else { continue }
            if last.index + 1 == mark.size { mark.last = last.leafHash.withUnsafeBytes { Array($0) } }
            marks[tenant] = mark
            try database.execute(
                sql: "UPDATE logs SET size = ?, stamp = ?, last = ? WHERE number = ?",
                arguments: [Int64(mark.size), mark.stamp, Data(mark.last), mark.number])
        }
    }

    private struct Placed {
        var id: Int64
        var log: Int64
        var index: UInt64
        var recorded: Int64
        var terms: Range<Int>
    }

    /// Gives every event that is not there yet its id, in the order of ids: FTS5 flushes at each step back.
    private mutating func placed(_ batch: IndexBatch) throws -> [Placed] {
        var placed: [Placed] = []
        placed.reserveCapacity(batch.items.count)
        for run in batch.runs {
            guard var mark = marks[run.tenant] else { continue }
            for item in batch.items[run.items] where item.index == mark.size {
                // The order of a log never goes back, whatever its stamps do. For now the id is the millisecond alone.
                mark.stamp = max(0, item.recorded / 1_000, mark.stamp)
                mark.size += 1
                placed.append(
                    Placed(
                        id: mark.stamp, log: mark.number, index: item.index, recorded: item.recorded, terms: item.terms)
                )
            }
            marks[run.tenant] = mark
        }
        placed.sort { ($0.id, $0.log, $0.index) < ($1.id, $1.log, $1.index) }
        for place in placed.indices {
            let least = lastOfLog[placed[place].log].map { max($0, placed[place].id) } ?? placed[place].id
            placed[place].id = try freeID(at: least)
            lastOfLog[placed[place].log] = IndexSchema.milliseconds(of: placed[place].id)
        }
        for (tenant, mark) in marks {
            if let last = lastOfLog[mark.number] { marks[tenant]?.stamp = last }
        }
        // In order but where a full millisecond moved some behind others.
        placed.sort { $0.id < $1.id }
        return placed
    }

    /// The millisecond of the last id that a log got in this batch.
    private var lastOfLog: [Int64: Int64] = [:]

    /// The first id from a millisecond on that no event has.
    private mutating func freeID(at milliseconds: Int64) throws -> Int64 {
        var milliseconds = milliseconds
        while true {
            let first = IndexSchema.firstID(of: milliseconds)
            if first > lastID || milliseconds == IndexSchema.milliseconds(of: lastID) {
                lastID = max(first, lastID + 1)
                return lastID
            }
            let taken = try Int64.fetchOne(
                database.cachedStatement(sql: "SELECT max(id) FROM events WHERE id BETWEEN ? AND ?"),
                arguments: [first, first + IndexSchema.slots - 1])
            let next = max(taken.map { $0 + 1 } ?? first, (within[milliseconds] ?? first))
            if next < first + IndexSchema.slots {
                within[milliseconds] = next + 1
                return next
            }
            milliseconds += 1
        }
    }

    /// The next free id of a millisecond that is not the last, as far as this batch has given them out.
    private var within: [Int64: Int64] = [:]
}
