import AuditEvents
import AuditQuery
import NexusAudit
import NexusTesting
import Testing

@testable import SearchIndex

@Suite("Pages of events")
struct PageTests {
    @Test("entries of one log come in the order of their indexes, either way, in pages of any size")
    func order() async throws {
        let desk = try Desk()
        for number in 0..<57 {
            try await desk.emit(request: "req-\(number)")
            if number % 3 == 0 { desk.clock.advance(bySeconds: 0.25) }
        }
        let index = try await desk.open()
        let rising = (0..<57).map { "t_anna#\($0)" }
        for limit in [1, 7, 56, 57, 58, 1_000] {
            #expect(try await index.places("", tenant: Desk.anna, order: .oldestFirst, limit: limit) == rising)
            #expect(try await index.places("", tenant: Desk.anna, limit: limit) == rising.reversed())
            #expect(try await index.places("actor:u_1", limit: limit) == rising.reversed())
        }
    }

    @Test("pages stay whole while events arrive, across a restart, and when the index is made again")
    func stability() async throws {
        let desk = try Desk()
        for number in 0..<40 {
            try await desk.emit(tenant: number % 2 == 0 ? Desk.anna : Desk.bert)
            desk.clock.advance(bySeconds: 0.0004)
        }
        var index = try await desk.open()
        let before = try await index.places("action:notes.create")
        var request = SearchRequest(SearchScope(try EventQuery("action:notes.create")), limit: 7)
        var found: [String] = []
        for step in 0..<20 {
            let page = try await index.search(request)
            found += page.hits.map { "\($0.tenant)#\($0.entry.index)" }
            guard let next = page.next else { break }
            // A cursor is text on its way.
            let text = next.description
            request.cursor = SearchCursor(text)
            #expect(request.cursor == next)
            try await desk.emit(tenant: step % 2 == 0 ? Desk.anna : Desk.bert)
            desk.clock.advance(bySeconds: 0.001)
            if step == 1 {
                try await index.close()
                index = try await desk.open()
            }
            if step == 3 {
                try await index.close()
                index = try await SearchIndex.rebuild(at: desk.folder.index, over: desk.memory)
            }
        }
        #expect(found == before)
    }

    @Test("events of one millisecond come in the same order whichever was indexed first")
    func ties() async throws {
        let desk = try Desk()
        let index = try await desk.open()
        for number in 0..<60 {
            try await desk.emit(tenant: number % 3 == 0 ? Desk.bert : Desk.anna)
            if number % 7 == 0 { try await index.catchUp() }
            if number % 20 == 0 { desk.clock.advance(bySeconds: 0.002) }
        }
        let live = try await index.places("", limit: 9)
        #expect(Set(live).count == 60)
        try await index.close()
        let again = try await SearchIndex.rebuild(at: desk.folder.index, over: desk.memory)
        #expect(try await again.places("", limit: 11) == live)
        #expect(try await again.places("", order: .oldestFirst, limit: 4) == live.reversed())
    }

    @Test("more events in one millisecond than it has places keep their order")
    func crowd() async throws {
        let desk = try Desk()
        var options = SearchIndexOptions()
        options.batchEntries = 500
        for _ in 0..<1_500 { try await desk.emit() }
        for _ in 0..<1_500 { try await desk.emit(tenant: Desk.bert) }
        let index = try await desk.open(options)
        for tenant in [Desk.anna, Desk.bert] {
            let places = try await index.places("", tenant: tenant, order: .oldestFirst, limit: 100)
            #expect(places == (0..<1_500).map { "\(tenant)#\($0)" })
        }
        #expect(try await index.places("", limit: 700).count == 3_000)
    }

    @Test("a page has 1 to 1,000 events")
    func limits() async throws {
        let desk = try Desk()
        let index = try await desk.open()
        for limit in [0, -1, 1_001] {
            let error = try await auditError { _ = try await index.search(SearchRequest(limit: limit)) }
            #expect(error.code == .invalidQuery)
            #expect(error.field == "limit")
        }
    }

    @Test("a cursor that was not made here is none")
    func cursors() {
        for text in ["", "x", "AAAA", "MSAx", "1 2 3 t_anna", String(repeating: "A", count: 1_000)] {
            #expect(SearchCursor(text) == nil)
        }
        let cursor = SearchCursor(milliseconds: 5, position: EntryPosition(tenant: Desk.anna, index: 7))
        #expect(SearchCursor(cursor.description) == cursor)
    }

    @Test("an entry of a receipt is found at once, and one that no log has is an error")
    func including() async throws {
        let desk = try Desk()
        let index = try await desk.open()
        let following = Task { await index.run() }
        defer { following.cancel() }
        let audit = AuditLogger(engine: desk.engine, search: index)
        for number in 0..<50 {
            let receipt = try await desk.emit(request: "req-\(number)")
            let page = try await audit.query("request:req-\(number)", tenant: Desk.anna, including: receipt)
            #expect(page.hits.map(\.entry.index) == [receipt.index])
        }
        let scope = SearchScope(including: EntryPosition(tenant: Desk.anna, index: 50))
        #expect(try await auditError { _ = try await index.search(SearchRequest(scope)) }.code == .notFound)
    }

    @Test("a logger without a search says so, and a bad expression where it is bad")
    func logger() async throws {
        let desk = try Desk()
        let audit = AuditLogger(engine: desk.engine)
        #expect(try await auditError { _ = try await audit.query("", tenant: nil) }.code == .searchMissing)
        let error = try await auditError { _ = try await audit.query("actor:u_1 (", tenant: nil) }
        #expect(error.code == .invalidQuery)
        #expect((error.cause as? QueryError)?.column == 12)
    }
}
