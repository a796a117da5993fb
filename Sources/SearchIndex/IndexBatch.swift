import AuditEvents
import FoundationEssentials
import GRDB
import MerkleLog
import NexusAudit

/// Entries read from logs, with their terms: what one transaction writes.
struct IndexBatch: Sendable {
    struct Item: Sendable {
        var index: UInt64
        /// `recorded_at`, in microseconds.
        var recorded: Int64
        var terms: Range<Int>
    }

    private(set) var items: [Item] = []
    /// Which of them are a log's, one behind the other.
    private(set) var runs: [(tenant: TenantID, items: Range<Int>)] = []
    private(set) var terms: [UInt8] = []
    /// The last entry of each log.
    private(set) var last: [TenantID: (index: UInt64, leafHash: MerkleHash)] = [:]

    /// - Throws: `corrupt` for an entry that is no event.
    init(_ runs: [(tenant: TenantID, entries: [LogEntry])]) throws(AuditError) {
        var writer = EventTerms()
        for (tenant, entries) in runs {
            let start = items.count
            for entry in entries {
                let event: EventTerms.Event
                do {
                    event = try writer.add(entry.bytes)
                } catch {
                    throw AuditError(
                        .corrupt, "entry \(entry.index) of \(tenant) is no event: verify the log",
                        tenantID: tenant.description, cause: error)
                }
                items.append(Item(index: entry.index, recorded: event.recorded, terms: event.terms))
            }
            self.runs.append((tenant, start..<items.count))
            if let entry = entries.last { last[tenant] = (entry.index, entry.leafHash) }
        }
        terms = writer.writer.bytes
    }
}

/// How far a log is indexed.
struct IndexMark: Hashable, Sendable {
    var number: Int64
    /// The first index that is not there yet.
    var size: UInt64
    /// The millisecond of the last event's place in the order.
    var stamp: Int64
    /// The leaf hash of the last entry.
    var last: [UInt8]

    static func all(in database: Database) throws -> [TenantID: IndexMark] {
        var marks: [TenantID: IndexMark] = [:]
        for row in try Row.fetchAll(database, sql: "SELECT number, tenant, size, stamp, last FROM logs") {
            guard let tenant = TenantID(row["tenant"]) else { continue }
            marks[tenant] = IndexMark(
                number: row["number"], size: UInt64(clamping: row["size"] as Int64), stamp: row["stamp"],
                last: Array(row["last"] as Data))
        }
        return marks
    }
}
