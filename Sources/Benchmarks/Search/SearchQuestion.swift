import AuditEvents
import AuditQuery
import NexusAudit

/// A question, and the same in SQL.
struct SearchQuestion: Sendable {
    /// What is asked for of the events.
    enum Form: Sendable {
        /// The newest fifty.
        case page
        /// The newest fifty, and how many there are, up to 10,000.
        case total
        /// The ten most frequent actions of the newest 20,000.
        case facet
        /// How many in each hour.
        case histogram
    }

    /// One condition.
    enum Condition: Sendable {
        case field(String, column: String, String)
        case other(than: String, field: String)
        case area(String)
        case metadata(String, String)
        case word(String)
        case prefix(String)
        /// The day's number, since the first event.
        case day(Int)
    }

    let form: Form
    let tenant: TenantID
    let expression: String
    let sql: String
    private let query: EventQuery

    init(_ form: Form = .page, _ conditions: [Condition], tenant: Int) throws {
        self.form = form
        self.tenant = SearchEvent.tenants[tenant]
        expression = conditions.map(\.expression).joined(separator: " ")
        query = try EventQuery(expression)
        let found = (["tenant = '\(self.tenant)'"] + conditions.map(\.sql)).joined(separator: " AND ")
        let rows = "FROM audit WHERE \(found)"
        // The events' text is made, as a caller would have it; rows do not leave the server.
        let page =
            "SELECT count(*), sum(length(event::text)) FROM (SELECT event \(rows) ORDER BY id DESC LIMIT 50) page"
        sql =
            switch form {
            case .page: page
            case .total:
                "SELECT (SELECT count FROM (\(page)) counted), (SELECT count(*) FROM (SELECT 1 \(rows) LIMIT 10001) rows)"
            case .facet:
                "SELECT coalesce(sum(count), 0) FROM (SELECT action, count(*) FROM (SELECT action \(rows) ORDER BY id DESC LIMIT 20000) newest "
                    + "GROUP BY action ORDER BY 2 DESC, 1 LIMIT 10) facet"
            case .histogram:
                "SELECT coalesce(sum(count), 0) FROM (SELECT date_trunc('hour', recorded_at), count(*) \(rows) GROUP BY 1 ORDER BY 1) hours"
            }
    }

    /// Asks ours.
    ///
    /// - Returns: What the SQL returns first, and the bytes of events in the answer.
    func ask(_ index: some EventSearch) async throws -> (found: Int, bytes: Int) {
        let scope = SearchScope(query, tenant: tenant)
        switch form {
        case .page, .total:
            let wantsTotal = if case .total = form { true } else { false }
            let page = try await index.search(SearchRequest(scope, limit: 50, wantsTotal: wantsTotal))
            return (page.hits.count, page.hits.reduce(0) { $0 + $1.entry.bytes.count })
        case .facet:
            let facet = try await index.facet(.named(.action), limit: 10, of: scope)
            return (facet.values.reduce(0) { $0 + $1.count }, 0)
        case .histogram:
            let histogram = try await index.histogram(width: 3_600_000_000, of: scope)
            return (histogram.buckets.reduce(0) { $0 + $1.count }, 0)
        }
    }
}

extension SearchQuestion.Condition {
    var expression: String {
        switch self {
        case .field(let name, _, let value): "\(name):\(value)"
        case .other(let value, let field): "-\(field):\(value)"
        case .area(let area): "action:\(area).*"
        case .metadata(let key, let value): "metadata.\(key):\(value)"
        case .word(let word): word
        case .prefix(let word): "\(word)*"
        case .day(let day): "created:\(Self.date(day))"
        }
    }

    var sql: String {
        switch self {
        case .field(_, let column, let value): "\(column) = '\(value)'"
        case .other(let value, let field): "\(field) <> '\(value)'"
        case .area(let area): "action LIKE '\(area).%'"
        case .metadata(let key, let value): "event @> '{\"metadata\":{\"\(key)\":\"\(value)\"}}'"
        case .word(let word): "to_tsvector('simple', event::text) @@ to_tsquery('simple', '\(word)')"
        case .prefix(let word): "to_tsvector('simple', event::text) @@ to_tsquery('simple', '\(word):*')"
        case .day(let day):
            "recorded_at >= '\(Self.date(day))T00:00:00Z' AND recorded_at < '\(Self.date(day + 1))T00:00:00Z'"
        }
    }

    private static func date(_ day: Int) -> Substring {
        let moment = Timestamp(microseconds: SearchStore.start.microseconds + Int64(day) * 86_400_000_000)
        return moment.description.prefix(10)
    }
}
