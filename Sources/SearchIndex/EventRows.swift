import AuditEvents
import FoundationEssentials
import GRDB
import NexusAudit

/// What the index has of an event.
struct EventRow: Hashable, Sendable {
    var id: Int64
    var tenant: TenantID
    var index: UInt64

    var milliseconds: Int64 { IndexSchema.milliseconds(of: id) }

    /// The order of events: that of the milliseconds at which logs took them in, then that of tenants, then of indexes.
    ///
    /// It says nothing of the running numbers in ids, which depend on what was indexed first.
    static func precedes(_ left: EventRow, _ right: EventRow) -> Bool {
        (left.milliseconds, left.tenant, left.index) < (right.milliseconds, right.tenant, right.index)
    }

    var cursor: SearchCursor {
        SearchCursor(milliseconds: milliseconds, position: EntryPosition(tenant: tenant, index: index))
    }

    func isBehind(_ cursor: SearchCursor, in order: SearchRequest.Order) -> Bool {
        let own = (milliseconds, tenant, index)
        let other = (cursor.milliseconds, cursor.position.tenant, cursor.position.index)
        return order == .oldestFirst ? own > other : own < other
    }
}

/// Asks the tables for the events that a plan finds; every value is an argument.
struct EventRows: Sendable {
    let plan: SearchPlan
    /// Whose events alone; whatever the plan says.
    let tenant: TenantID?
    let order: SearchRequest.Order

    /// All there is to say to SQLite but what is selected.
    private struct Statement {
        var from: String
        var conditions: [String]
        var arguments: StatementArguments

        func sql(_ selection: String, _ end: String = "") -> String {
            "SELECT \(selection) FROM \(from) WHERE \(conditions.joined(separator: " AND ")) \(end)"
        }
    }

    private func statement(_ ids: ClosedRange<Int64>, _ database: Database, needsEvent: Bool = true) throws
        -> Statement?
    {
        if plan.terms == .none { return nil }
        var statement: Statement
        let isBounded = plan.recorded != SearchPlan.always
        if let match = plan.terms.match {
            let joins = needsEvent || isBounded || tenant != nil
            statement = Statement(
                from: joins ? "terms t CROSS JOIN events e ON e.id = t.rowid" : "terms t",
                conditions: ["t.terms MATCH ?", "t.rowid BETWEEN ? AND ?"], arguments: [Data(match)])
        } else {
            statement = Statement(from: "events e", conditions: ["e.id BETWEEN ? AND ?"], arguments: [])
        }
        statement.arguments += [ids.lowerBound, ids.upperBound]
        if let tenant {
            let number = try Int64.fetchOne(
                database, sql: "SELECT number FROM logs WHERE tenant = ?", arguments: [tenant.description])
            guard let number else { return nil }
            statement.conditions.append("e.log = ?")
            statement.arguments += [number]
        }
        if isBounded {
            statement.conditions.append("\(IndexSchema.recordedSQL) BETWEEN ? AND ?")
            statement.arguments += [plan.recorded.lowerBound, plan.recorded.upperBound - 1]
        }
        return statement
    }

    private var id: String { plan.terms.match == nil ? "e.id" : "t.rowid" }

    /// The ids among which everything is.
    var allIDs: ClosedRange<Int64> { IndexSchema.ids(recorded: plan.recorded) }

    // MARK: Rows

    /// The next events in order, whole milliseconds of them.
    ///
    /// - Parameters:
    ///   - ids: Where to look.
    ///   - limit: About so many; the last millisecond is read to its end.
    func rows(
        _ ids: ClosedRange<Int64>, limit: Int, _ database: Database, _ name: (Int64) throws -> TenantID?
    ) throws -> [EventRow] {
        var found = try rows(ids, "LIMIT \(limit)", database, name)
        if found.count == limit, let last = found.last {
            let rest =
                order == .oldestFirst
                ? (last.id + 1)...IndexSchema.firstID(of: last.milliseconds + 1)
                : (IndexSchema.firstID(of: last.milliseconds) - 1)...(last.id - 1)
            let own = rest.clamped(to: ids)
            found += try rows(own, "", database, name).filter {
                $0.milliseconds == last.milliseconds && own.contains($0.id)
            }
        }
        return found.sorted { order == .oldestFirst ? EventRow.precedes($0, $1) : EventRow.precedes($1, $0) }
    }

    private func rows(
        _ ids: ClosedRange<Int64>, _ limit: String, _ database: Database, _ name: (Int64) throws -> TenantID?
    ) throws -> [EventRow] {
        guard let statement = try statement(ids, database) else { return [] }
        let direction = order == .oldestFirst ? "ASC" : "DESC"
        let cursor = try Row.fetchCursor(
            database.cachedStatement(
                sql: statement.sql("e.id, e.log, e.entry", "ORDER BY \(id) \(direction) \(limit)")),
            arguments: statement.arguments)
        var rows: [EventRow] = []
        while let row = try cursor.next() {
            guard let tenant = try name(row[1]) else { continue }
            rows.append(EventRow(id: row[0], tenant: tenant, index: UInt64(clamping: row[2] as Int64)))
        }
        return rows
    }

    // MARK: Counts

    /// The number of events that the plan finds, up to a bound.
    func count(limit: Int, _ database: Database) throws -> SearchCount {
        guard let statement = try statement(allIDs, database, needsEvent: false) else {
            return SearchCount(0, isExact: true)
        }
        let count = try Int.fetchOne(
            database, sql: "SELECT count(*) FROM (\(statement.sql("1", "LIMIT \(limit + 1)")))",
            arguments: statement.arguments)
        return SearchCount(min(count ?? 0, limit), isExact: count ?? 0 <= limit)
    }

    /// The first or last id that the plan finds.
    func end(isFirst: Bool, _ database: Database) throws -> Int64? {
        guard let statement = try statement(allIDs, database, needsEvent: false) else { return nil }
        return try Int64.fetchOne(
            database, sql: statement.sql(id, "ORDER BY \(id) \(isFirst ? "ASC" : "DESC") LIMIT 1"),
            arguments: statement.arguments)
    }

    /// Calls `body` with the moment of every event that the plan finds, in microseconds, in the order of ids.
    ///
    /// - Parameter isExact: Whether it is `recorded_at`; the millisecond of the event's place in the order otherwise, which is
    ///   at most `IndexSchema.orderSlack` later and costs no look at the event.
    func forEachMoment(
        _ ids: ClosedRange<Int64>, isExact: Bool, _ database: Database, _ body: (Int64) -> Void
    ) throws {
        guard let statement = try statement(ids, database, needsEvent: isExact) else { return }
        let cursor = try Row.fetchCursor(
            database.cachedStatement(sql: statement.sql(isExact ? "e.id, e.early" : id, "ORDER BY \(id)")),
            arguments: statement.arguments)
        while let row = try cursor.next() {
            let id: Int64 = row[0]
            body(isExact ? IndexSchema.recorded(id: id, early: row[1]) : IndexSchema.milliseconds(of: id) * 1_000)
        }
    }
}
