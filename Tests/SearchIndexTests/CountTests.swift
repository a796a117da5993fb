import AuditEvents
import AuditQuery
import NexusAudit
import NexusTesting
import Testing

@testable import SearchIndex

@Suite("Counts, facets and histograms")
struct CountTests {
    private func filled() async throws -> Desk {
        let desk = try Desk()
        for number in 0..<400 {
            try await desk.emit(
                number % 4 == 0 ? "notes.delete" : "notes.create", user: "u_\(number % 7)",
                outcome: number % 10 == 0 ? .denied : .success,
                input: ["n": .number(Double(number)), "tags": .array([.string("t\(number % 3)"), .string("all")])])
            desk.clock.advance(bySeconds: 97)
        }
        return desk
    }

    private func count(_ index: SearchIndex, _ expression: String) async throws -> SearchCount? {
        let request = SearchRequest(SearchScope(try EventQuery(expression)), limit: 1, wantsTotal: true)
        return try await index.search(request).total
    }

    @Test("a total is exact up to a bound, and says when there is more")
    func totals() async throws {
        let desk = try await filled()
        var options = SearchIndexOptions()
        options.countLimit = 150
        let index = try await desk.open(options)
        #expect(try await count(index, "action:notes.delete") == SearchCount(100, isExact: true))
        #expect(try await count(index, "action:notes.create") == SearchCount(150, isExact: false))
        #expect(try await count(index, "action:*.delete") == SearchCount(100, isExact: true))
        #expect(try await count(index, "action:*s.create").map { $0.value == 300 || !$0.isExact } == true)
        #expect(try await count(index, "actor:nobody") == SearchCount(0, isExact: true))
        #expect(try await count(index, "input.n:100..104") == SearchCount(5, isExact: true))
    }

    @Test("a facet counts every value of a field, lists too")
    func facets() async throws {
        let desk = try await filled()
        let index = try await desk.open()
        let actions = try await index.facet(.named(.action), limit: 10, of: SearchScope())
        #expect(actions.values.map(\.text) == ["notes.create", "notes.delete"])
        #expect(actions.values.map(\.count) == [300, 100])
        #expect(actions.events == SearchCount(400, isExact: true))
        let tags = try await index.facet(
            .path(["input", "tags"]), limit: 2, of: SearchScope(try EventQuery("outcome:denied")))
        #expect(tags.values.map(\.text) == ["all", "t0"])
        #expect(tags.values[0].count == 40)
        let none = try await index.facet(.named(.span), limit: 5, of: SearchScope())
        #expect(none.values.isEmpty)
    }

    @Test("a facet over more events than it may read counts the newest and says so")
    func boundedFacet() async throws {
        var options = SearchIndexOptions()
        options.facetLimit = 90
        let desk = try await filled()
        let index = try await desk.open(options)
        let facet = try await index.facet(.named(.outcome), limit: 5, of: SearchScope())
        #expect(!facet.events.isExact)
        #expect(facet.values.reduce(0) { $0 + $1.count } == facet.events.value)
    }

    @Test(
        "a histogram counts by recorded_at, whatever the order of stamps and the way it is counted",
        arguments: [
            "", "action:notes.delete", "action:notes.d*", "action:*delete", "-outcome:success",
            "created:2026-01-31T10..2026-01-31T15",
        ])
    func histograms(_ expression: String) async throws {
        let desk = try await filled()
        // Stamps out of order by up to ten seconds, around the beginnings of hours.
        for hour in 0..<4 {
            let start = Timestamp("2026-02-01T0\(hour):00:00.000500Z")!
            for offset in [0.0, -0.001, 2, -4, 5, -9.9995, 0.0] {
                desk.clock.set(start.advanced(bySeconds: offset))
                if offset < 0 { desk.clock.set(start.advanced(bySeconds: offset)) }
                try await desk.emit(offset < 0 ? "notes.delete" : "notes.create")
            }
        }
        let index = try await desk.open()
        let query = try EventQuery(expression.replacing("T10..", with: "T10:00Z..").replacing("T15", with: "T15:00Z"))
        let matcher = QueryMatcher(query, now: desk.clock.now())
        for width: Int64 in [3_600_000_000, 60_000_000, 900_000_000, 86_400_000_000] {
            var expected: [Int64: Int] = [:]
            for entry in try await desk.memory.entries(of: Desk.anna, from: 0, limit: 10_000)
            where try matcher.matches(entry.bytes) {
                let recorded = try #require(try DatasetEvent(leaf: entry.bytes).record?.recordedAt.microseconds)
                expected[recorded / width, default: 0] += 1
            }
            let histogram = try await index.histogram(width: width, of: SearchScope(query))
            #expect(histogram.events == SearchCount(expected.values.reduce(0, +), isExact: true))
            for bucket in histogram.buckets {
                #expect(bucket.start.microseconds % width == 0)
                #expect(bucket.count == expected[bucket.start.microseconds / width] ?? 0, "\(bucket.start) \(width)")
            }
            #expect(histogram.buckets.filter { $0.count > 0 }.count == expected.count)
        }
    }

    @Test("a histogram of too many stretches says what to do")
    func tooFine() async throws {
        let desk = try Desk()
        try await desk.emit()
        desk.clock.advance(bySeconds: 86_400)
        try await desk.emit()
        let index = try await desk.open()
        let error = try await auditError { _ = try await index.histogram(width: 1_000_000, of: SearchScope()) }
        #expect(error.code == .invalidQuery)
        #expect(error.limit == SearchHistogram.maximumBuckets)
        #expect(try await auditError { _ = try await index.histogram(width: 10, of: SearchScope()) }.field == "width")
    }
}
