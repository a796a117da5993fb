import AuditEvents
import AuditQuery
import NexusAudit
import NexusTesting
import QueryTesting
import Synchronization
import Testing

@testable import SearchIndex

@Suite("The index and the plain meaning of a query agree")
struct AgreementTests {
    /// Random events in the logs of two tenants, with stamps that go back by up to nine seconds.
    private func filled(_ seed: UInt64, _ count: Int) async throws -> (
        desk: Desk, events: [(place: String, event: JSONObject)]
    ) {
        let desk = try Desk()
        var world = RandomEvents(seed: seed)
        var events: [(place: String, event: JSONObject)] = []
        var sizes: [TenantID: Int] = [:]
        for number in 0..<count {
            var event = world.event()
            let start = RandomEvents.now.advanced(bySeconds: Double(number - count) * 700)
            let recorded = start.advanced(bySeconds: -Double(world.generator.number(0...9_000)) / 1_000)
            event["recorded_at"] = .string(recorded.description)
            let tenant = TenantID(event["tenant_id"]?.string ?? "")!
            event["event_id"] = .string("e-\(number)")
            _ = try await desk.memory.append(
                NewEntry(
                    tenant: tenant, eventID: "e-\(number)", isFreshID: true, recordedAt: start, isControl: false,
                    bytes: JSONValue.object(event).canonicalBytes()))
            events.append(("\(tenant)#\(sizes[tenant, default: 0])", event))
            sizes[tenant, default: 0] += 1
        }
        return (desk, events)
    }

    @Test(
        "thousands of random queries over random events find the same events", arguments: 1...4 as ClosedRange<UInt64>)
    func agree(_ seed: UInt64) async throws {
        let (desk, events) = try await filled(seed, 240)
        let index = try await desk.open()
        try await index.catchUp()
        index.isFollowing.store(true, ordering: .relaxed)
        var world = RandomEvents(seed: seed &* 77)
        var found = 0
        var exact = 0
        for number in 0..<250 {
            var about = events[world.generator.number(0...(events.count - 1))].event
            about["event_id"] = .string("e-\(number)")
            let query = world.query(about: about)
            let expected = Set(
                events.filter { NaiveMatcher($0.event, now: RandomEvents.now).matches(query) }.map(\.place))
            let tenant = world.generator.one(of: [nil, TenantID("t_demo")!, TenantID("t_other")!])
            let own = expected.filter { tenant == nil || $0.hasPrefix("\(tenant!)#") }
            let scope = SearchScope(query, tenant: tenant, now: RandomEvents.now)
            let places = try await index.places(
                of: scope, order: number % 2 == 0 ? .newestFirst : .oldestFirst,
                limit: number % 40 == 0 ? 7 : 100)
            #expect(Set(places) == own, "\(query)")
            #expect(places.count == own.count, "\(query)")
            // What the index alone can tell it must tell rightly: a count reads no event.
            let plan = SearchPlan(query, tenant: tenant, now: RandomEvents.now)
            if plan.isExact {
                exact += 1
                let rows = EventRows(plan: plan, tenant: tenant, order: .newestFirst)
                let count = try await index.read { try rows.count(limit: 10_000, $0) }
                #expect(count.value == own.count, "\(query): \(plan.terms.readable)")
            }
            if !own.isEmpty { found += 1 }
        }
        #expect(found > 50)
        #expect(exact > 50)
        #expect(!desk.log.lines.contains { $0.text.contains("does not match") })
    }

    @Test("an index made again gives the same answers", arguments: [11, 12] as [UInt64])
    func rebuilt(_ seed: UInt64) async throws {
        let (desk, events) = try await filled(seed, 150)
        var options = SearchIndexOptions()
        options.batchEntries = 17
        let first = try await desk.open(options)
        var world = RandomEvents(seed: seed &* 5)
        var queries: [EventQuery] = []
        for _ in 0..<40 { queries.append(world.query(about: events[world.generator.number(0...149)].event)) }
        func answers(_ index: SearchIndex) async throws -> [[String]] {
            var answers: [[String]] = []
            for query in queries {
                let scope = SearchScope(query, now: RandomEvents.now)
                answers.append(try await index.places(of: scope, limit: 40))
                let facet = try await index.facet(.named(.action), limit: 9, of: scope)
                answers.append(facet.values.map { "\($0.text) \($0.count)" })
            }
            return answers
        }
        let before = try await answers(first)
        try await first.close()
        let again = try await SearchIndex.rebuild(at: desk.folder.index, over: desk.memory)
        #expect(try await answers(again) == before)
    }
}
