import AuditEvents
import AuditQuery
import NexusAudit
import Testing

@testable import SearchIndex

@Suite("Tenants are kept apart")
struct SeparationTests {
    /// Everything that might let an expression out of its tenant.
    static let expressions = [
        "", "*", "tenant:t_bert", "tenant:t_anna OR tenant:t_bert", "-tenant:t_anna", "NOT tenant:t_anna OR *",
        "tenant:*", "tenant:t_*", "-(tenant:t_anna)", "secret", "actor:u_bert", "-actor:u_anna", "request:req-bert",
        "created:2020..2030", "time:>-9999d", "severity:>=debug", "metadata.owner:*", "metadata.owner:bert",
        "\"\\\" OR terms MATCH \\\"ft_bert\"", "resource:\"x\\\" OR \\\"ft_bert\"", "ft_bert", "\"A\"",
        "actor:\"' OR 1=1 --\"", "actor:\"u_anna') OR e.log = (2\"", "OR\\ x*", "-\"never\"", "duration:>0 OR *",
    ]

    @Test("no expression finds another tenant's event", arguments: expressions)
    func apart(_ expression: String) async throws {
        let desk = try Desk()
        try await desk.emit(tenant: Desk.anna, user: "u_anna", metadata: ["owner": "anna"], request: "req-anna")
        for _ in 0..<3 {
            try await desk.emit(
                tenant: Desk.bert, user: "u_bert", input: ["note": "secret"], metadata: ["owner": "bert"],
                request: "req-bert")
        }
        let index = try await desk.open()
        let query = try EventQuery(expression)
        let scope = SearchScope(query, tenant: Desk.anna)
        for order in SearchRequest.Order.allCases {
            let page = try await index.search(SearchRequest(scope, order: order, wantsTotal: true))
            #expect(page.hits.allSatisfy { $0.tenant == Desk.anna })
            #expect(page.hits.count <= 1)
            #expect(page.total?.value == page.hits.count)
        }
        let facet = try await index.facet(.named(.actor), limit: 10, of: scope)
        #expect(Set(facet.values.map(\.text)).isSubset(of: ["u_anna"]))
        #expect(try await index.histogram(width: 3_600_000_000, of: scope).buckets.reduce(0) { $0 + $1.count } <= 1)
    }

    @Test("another tenant's cursor opens nothing")
    func cursors() async throws {
        let desk = try Desk()
        for number in 0..<6 { try await desk.emit(tenant: number % 2 == 0 ? Desk.anna : Desk.bert) }
        let index = try await desk.open()
        let theirs = try await index.search(SearchRequest(SearchScope(tenant: Desk.bert), limit: 1)).next
        let cursor = try #require(theirs)
        let page = try await index.search(SearchRequest(SearchScope(tenant: Desk.anna), cursor: cursor))
        #expect(page.hits.allSatisfy { $0.tenant == Desk.anna })
    }

    @Test("a tenant without a log finds nothing")
    func nobody() async throws {
        let desk = try Desk()
        try await desk.emit()
        let index = try await desk.open()
        let nobody = TenantID("t_nobody")!
        let page = try await index.search(SearchRequest(SearchScope(tenant: nobody), wantsTotal: true))
        #expect(page.hits.isEmpty)
        #expect(page.total == SearchCount(0, isExact: true))
    }
}
