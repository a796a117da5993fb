import AuditEvents
import AuditQuery
import NexusAudit

/// Walks the events that match, in order: what the index finds is read from the logs and held against the query.
///
/// FTS5 gathers everything that begins with something before it gives the first answer. Most such conditions are met by many
/// events, so that looking at a few hundred without them finds a page sooner; only where it does not are they asked.
struct EventScan {
    private let question: Question
    private let order: SearchRequest.Order
    private let fetcher: EntryFetcher
    private let cursor: SearchCursor?
    /// What the index is asked now.
    private var rows: EventRows
    private var isRelaxed: Bool
    /// What is still to be looked at.
    private var ids: ClosedRange<Int64>?
    private var looked = 0
    private var chunk = 64
    /// Whether everything was looked at.
    private(set) var isAtEnd = false
    /// Where to go on.
    private(set) var position: SearchCursor?
    private let box = QueryDocument.Box()

    /// Events that may be looked at for a page without the conditions that FTS5 gathers for, by what the first have shown.
    private static let relaxedLimit = 1_024
    private var matched = 0
    private var wantedAtFirst: Int?

    /// An event that matches.
    typealias Match = (row: EventRow, entry: LogEntry)

    init(_ question: Question, order: SearchRequest.Order, cursor: SearchCursor?) {
        self.question = question
        self.order = order
        self.cursor = cursor
        let relaxed = question.plan.relaxed
        isRelaxed = relaxed != nil
        rows = EventRows(plan: relaxed ?? question.plan, tenant: question.tenant, order: order)
        fetcher = EntryFetcher(reader: question.index.reader)
        position = cursor
        let all = rows.allIDs
        guard let cursor else {
            ids = all
            return
        }
        let milliseconds = max(0, min(cursor.milliseconds, Int64.max >> IndexSchema.slotBits - 1))
        let first = IndexSchema.firstID(of: milliseconds)
        let last = first + IndexSchema.slots - 1
        switch order {
        case .oldestFirst: ids = first <= all.upperBound ? max(first, all.lowerBound)...all.upperBound : nil
        case .newestFirst: ids = last >= all.lowerBound ? all.lowerBound...min(last, all.upperBound) : nil
        }
    }

    /// The next matching events.
    ///
    /// - Parameters:
    ///   - wanted: How many are needed; more may come.
    ///   - look: Called with each of them while it is taken apart.
    /// - Returns: nil at the end, and once as much was read as one call may read; some, maybe none, otherwise.
    mutating func next(
        wanted: Int, look: (borrowing QueryDocument) -> Void = { _ in }
    ) async throws(AuditError) -> [Match]? {
        guard let ids else {
            isAtEnd = true
            return nil
        }
        guard looked < question.index.options.readLimit else { return nil }
        let goal = wantedAtFirst ?? wanted
        wantedAtFirst = goal
        if isRelaxed, looked > 0, matched * Self.relaxedLimit < looked * goal || looked >= Self.relaxedLimit {
            isRelaxed = false
            rows = EventRows(plan: question.plan, tenant: question.tenant, order: order)
        }
        // What is sure to match is read as wanted; elsewhere ever more at once.
        let limit = rows.plan.isExact ? max(wanted, 1) : max(min(wanted, 256), chunk)
        chunk = min(chunk * 4, 4_096)
        let found = try await question.index.read { [rows, index = question.index] database in
            try rows.rows(ids, limit: limit, database) { try index.tenant($0, database) }
        }
        advance(behind: found, isLast: found.count < limit)
        looked += found.count
        let new = found.filter { row in
            (question.tenant ?? row.tenant) == row.tenant && cursor.map { row.isBehind($0, in: order) } ?? true
        }
        let matches = try await matching(new, look)
        matched += matches.count
        return matches
    }

    private func matching(
        _ rows: [EventRow], _ look: (borrowing QueryDocument) -> Void
    ) async throws(AuditError) -> [Match] {
        let entries = try await fetcher.entries(of: rows)
        var matching: [Match] = []
        for (row, entry) in zip(rows, entries) {
            if let entry, try question.matcher.matches(entry.bytes, &box.document, look: look) {
                matching.append((row, entry))
            } else if self.rows.plan.isExact {
                question.index.noteMismatch(row)
            }
        }
        return matching
    }

    private mutating func advance(behind found: [EventRow], isLast: Bool) {
        guard let last = found.last, let ids, !isLast else {
            ids = nil
            isAtEnd = true
            position = found.last?.cursor ?? position
            return
        }
        position = last.cursor
        let edge = IndexSchema.firstID(of: last.milliseconds)
        switch order {
        case .oldestFirst:
            let next = edge + IndexSchema.slots
            self.ids = next <= ids.upperBound ? next...ids.upperBound : nil
        case .newestFirst: self.ids = edge > ids.lowerBound ? ids.lowerBound...(edge - 1) : nil
        }
    }
}
