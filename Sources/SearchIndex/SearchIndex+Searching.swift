public import AuditEvents
import AuditQuery
import GRDB
import Logging
import Metrics
public import NexusAudit
import Synchronization

extension SearchIndex {
    public func search(_ request: SearchRequest) async throws(AuditError) -> SearchPage {
        guard (1...SearchRequest.maximumLimit).contains(request.limit) else {
            throw AuditError(
                .invalidQuery, "a page has 1 to \(SearchRequest.maximumLimit) events", field: "limit",
                limit: SearchRequest.maximumLimit, actual: request.limit)
        }
        let question = try await question(request.scope)
        var scan = EventScan(question, order: request.order, cursor: request.cursor)
        var found: [(row: EventRow, entry: LogEntry)] = []
        while found.count <= request.limit, let more = try await scan.next(wanted: request.limit + 1 - found.count) {
            found += more
        }
        let hits = try found.prefix(request.limit).map { row, entry throws(AuditError) in
            SearchHit(tenant: row.tenant, entry: entry, highlights: try question.matcher.highlights(entry.bytes))
        }
        var page = SearchPage(hits: hits, next: nil)
        if found.count > request.limit {
            page.next = found[request.limit - 1].row.cursor
        } else if !scan.isAtEnd {
            page.next = scan.position
        }
        if request.wantsTotal { page.total = try await total(question, page, isFirst: request.cursor == nil) }
        return page
    }

    /// A query made ready, after the index has taken in what it must hold.
    func question(_ scope: SearchScope) async throws(AuditError) -> Question {
        if let position = scope.including {
            try await include(position)
        } else if !isFollowing.load(ordering: .relaxed) {
            try await catchUp()
        }
        let now = scope.now ?? now()
        return Question(
            index: self, plan: SearchPlan(scope.query, tenant: scope.tenant, now: now), tenant: scope.tenant,
            matcher: QueryMatcher(scope.query, now: now))
    }

    /// Waits until an entry is indexed.
    private func include(_ position: EntryPosition) async throws(AuditError) {
        func isThere() async throws(AuditError) -> Bool {
            try await sizes()[position.tenant] ?? 0 > position.index
        }
        if try await isThere() { return }
        try await catchUp()
        if try await isThere() { return }
        throw AuditError(
            .notFound, "the log of \(position.tenant) has no entry \(position.index)",
            tenantID: position.tenant.description)
    }

    private func total(_ question: Question, _ page: SearchPage, isFirst: Bool) async throws(AuditError) -> SearchCount
    {
        if isFirst, page.next == nil { return SearchCount(page.hits.count, isExact: true) }
        let rows = EventRows(plan: question.plan, tenant: question.tenant, order: .newestFirst)
        if question.plan.isExact {
            return try await read { [options] database in try rows.count(limit: options.countLimit, database) }
        }
        var scan = EventScan(question, order: .newestFirst, cursor: nil)
        var count = 0
        while count < options.countLimit, let more = try await scan.next(wanted: options.countLimit - count) {
            count += more.count
        }
        return SearchCount(count, isExact: scan.isAtEnd)
    }
}

/// A query made ready.
struct Question: Sendable {
    let index: SearchIndex
    let plan: SearchPlan
    let tenant: TenantID?
    let matcher: QueryMatcher
}

/// Walks the events that match, in order: what the index finds is read from the logs and held against the query.
struct EventScan {
    private let question: Question
    private let rows: EventRows
    private let fetcher: EntryFetcher
    private let cursor: SearchCursor?
    /// What is still to be looked at.
    private var ids: ClosedRange<Int64>?
    private var looked = 0
    private var chunk: Int
    /// Whether everything was looked at.
    private(set) var isAtEnd = false
    /// Where to go on.
    private(set) var position: SearchCursor?
    private var document = QueryDocument.Box()

    init(_ question: Question, order: SearchRequest.Order, cursor: SearchCursor?) {
        self.question = question
        self.cursor = cursor
        rows = EventRows(plan: question.plan, tenant: question.tenant, order: order)
        fetcher = EntryFetcher(reader: question.index.reader)
        position = cursor
        chunk = 64
        let all = rows.allIDs
        guard let cursor else {
            ids = all
            return
        }
        let first = IndexSchema.firstID(of: max(0, min(cursor.milliseconds, Int64.max >> IndexSchema.slotBits - 1)))
        let last = first + IndexSchema.slots - 1
        ids =
            order == .oldestFirst
            ? (first <= all.upperBound ? max(first, all.lowerBound)...all.upperBound : nil)
            : (last >= all.lowerBound ? all.lowerBound...min(last, all.upperBound) : nil)
    }

    /// The next matching events.
    ///
    /// - Parameter wanted: How many are needed; more may come.
    /// - Returns: nil at the end, and once as much was read as one call may read; some, maybe none, otherwise.
    mutating func next(wanted: Int) async throws(AuditError) -> [(row: EventRow, entry: LogEntry)]? {
        guard let ids else {
            isAtEnd = true
            return nil
        }
        guard looked < question.index.options.readLimit else { return nil }
        // What is sure to match is read as wanted; elsewhere ever more at once.
        let limit = question.plan.isExact ? max(wanted, 1) : max(min(wanted, 256), chunk)
        chunk = min(chunk * 4, 4_096)
        let found = try await question.index.read { [rows, index = question.index] database in
            try rows.rows(ids, limit: limit, database) { try index.tenant($0, database) }
        }
        advance(behind: found, isLast: found.count < limit)
        looked += found.count
        let new = found.filter { row in cursor.map { row.isBehind($0, in: rows.order) } ?? true }
        let entries = try await fetcher.entries(of: new)
        var matching: [(row: EventRow, entry: LogEntry)] = []
        for (row, entry) in zip(new, entries) {
            guard let entry, try question.matcher.matches(entry.bytes, &document.document),
                question.tenant == nil || question.tenant == row.tenant
            else {
                if question.plan.isExact { question.index.noteMismatch(row) }
                continue
            }
            matching.append((row, entry))
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
        if rows.order == .oldestFirst {
            let next = edge + IndexSchema.slots
            self.ids = next <= ids.upperBound ? next...ids.upperBound : nil
        } else {
            self.ids = edge > ids.lowerBound ? ids.lowerBound...(edge - 1) : nil
        }
    }
}

extension SearchIndex {
    /// The index named an event that is not what was asked for: it is left out, said and counted.
    func noteMismatch(_ row: EventRow) {
        Counter(label: "nexus_search_index_mismatches_total").increment()
        logger.warning(
            "the search index names an entry that does not match: run nexus rebuild",
            metadata: ["tenant_id": "\(row.tenant)", "index": "\(row.index)"])
    }
}
