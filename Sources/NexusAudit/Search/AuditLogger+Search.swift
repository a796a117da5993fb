public import AuditEvents
public import AuditQuery

extension AuditLogger {
    /// The events that match an expression, newest first.
    ///
    /// ```swift
    /// let page = try await audit.query("action:maybes.* -outcome:success", tenant: tenant)
    /// ```
    ///
    /// - Parameters:
    ///   - expression: In the language of `Docs/Search.md`.
    ///   - tenant: Whose events; nil for every tenant's, which is for whoever runs the instance.
    ///   - cursor: `SearchPage.next` of the page before.
    ///   - receipt: Of an entry that must be in what is searched.
    /// - Throws: `invalid_query` with the column at fault, `search_missing` without a search, and what `EventSearch.search` throws.
    public func query(
        _ expression: String, tenant: TenantID?, limit: Int = 50, order: SearchRequest.Order = .newestFirst,
        cursor: SearchCursor? = nil, including receipt: Receipt? = nil
    ) async throws(AuditError) -> SearchPage {
        let scope = SearchScope(
            try EventQuery(checked: expression), tenant: tenant, including: receipt.map(EntryPosition.init))
        return try await query(SearchRequest(scope, order: order, limit: limit, cursor: cursor))
    }

    /// The events that match, a page at a time.
    ///
    /// - Throws: `search_missing` without a search, and what `EventSearch.search` throws.
    public func query(_ request: SearchRequest) async throws(AuditError) -> SearchPage {
        guard let search else {
            throw AuditError(.searchMissing, "this logger has no search: make it with AuditLogger(engine:search:)")
        }
        return try await search.search(request)
    }

    /// The events that match, as they are accepted.
    ///
    /// - Parameter tenant: Whose log; nil for all of them, which is for whoever runs the instance.
    public func events(
        matching query: EventQuery = .all, tenant: TenantID?, from start: LogTail.Start = .now
    ) -> LogTail {
        LogTail(query, of: engine.backend, tenant: tenant, from: start)
    }
}

extension EventQuery {
    /// Reads an expression.
    ///
    /// - Throws: `invalid_query`; the message begins with the column.
    public init(checked text: String) throws(AuditError) {
        do throws(QueryError) {
            try self.init(text)
        } catch {
            throw AuditError(.invalidQuery, error.description, field: "query", cause: error)
        }
    }
}

extension AuditError.Code {
    /// An expression that is no query, with a `QueryError` as its cause, or a question with a limit out of bounds.
    public static let invalidQuery: Self = "invalid_query"
    /// A question to a logger that was made without a search.
    public static let searchMissing: Self = "search_missing"
}
