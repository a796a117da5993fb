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

extension SearchIndex {
    /// The index named an event that is not what was asked for: it is left out, said and counted.
    func noteMismatch(_ row: EventRow) {
        Counter(label: "nexus_search_index_mismatches_total").increment()
        logger.warning(
            "the search index names an entry that does not match: run nexus rebuild",
            metadata: ["tenant_id": "\(row.tenant)", "index": "\(row.index)"])
    }
}
