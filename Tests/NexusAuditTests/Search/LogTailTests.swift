import AuditEvents
import AuditQuery
import NexusAudit
import NexusTesting
import Testing

@Suite("Following logs")
struct LogTailTests {
    private func emit(_ harness: Harness, _ action: String, tenant: String = "t_demo") async throws {
        let context = RequestContext(tenantID: tenant, userID: "u_1", requestID: "req-1")
        try await harness.audit.emit(action, context: context)
    }

    /// The next events of a tail; it is an error to wait for more than there are.
    private func take(_ count: Int, _ iterator: inout LogTail.Iterator) async throws -> [String] {
        var places: [String] = []
        while places.count < count, let event = try await iterator.next() {
            places.append("\(event.hit.tenant)#\(event.hit.entry.index)")
        }
        return places
    }

    @Test(
        "events come as they are accepted, in the order of their log, and only those that match",
        .timeLimit(.minutes(10)))
    func live() async throws {
        let harness = Harness()
        for _ in 0..<3 { try await emit(harness, "a.old") }
        let tail = harness.audit.events(matching: try EventQuery("action:a.*"), tenant: Harness.demo)
        async let found = {
            var iterator = tail.makeAsyncIterator()
            return try await take(20, &iterator)
        }()
        try await Task.sleep(for: .milliseconds(200))
        for number in 0..<40 { try await emit(harness, number % 2 == 0 ? "a.new" : "b.new") }
        #expect(try await found == (0..<20).map { "t_demo#\(3 + $0 * 2)" })
    }

    @Test("a tail goes on from a cursor: nothing missed, nothing repeated, new tenants too", .timeLimit(.minutes(10)))
    func resumed() async throws {
        let harness = Harness()
        var expected: Set<String> = []
        var places: [String: Int] = [:]
        func emitSome() async throws {
            for number in 0..<30 {
                let tenant = "t_\(number % (3 + places.count % 5))"
                try await emit(harness, number % 3 == 0 ? "x.skip" : "a.do", tenant: tenant)
                let index = places[tenant, default: 0]
                places[tenant] = index + 1
                if number % 3 != 0 { expected.insert("\(tenant)#\(index)") }
            }
        }
        var found: [String] = []
        var start = LogTail.Start.beginning
        for round in 0..<6 {
            try await emitSome()
            var iterator = LogTail(try EventQuery("action:a.do"), of: harness.memory, tenant: nil, from: start)
                .makeAsyncIterator()
            let wanted = round == 5 ? expected.count - found.count : 11
            for _ in 0..<wanted {
                let event = try #require(try await iterator.next())
                found.append("\(event.hit.tenant)#\(event.hit.entry.index)")
                let text = event.cursor.description
                start = .cursor(try #require(Optional(TailCursor(text)) ?? nil))
            }
        }
        #expect(found.count == Set(found).count)
        #expect(Set(found) == expected)
    }

    @Test("cancelling ends a tail", .timeLimit(.minutes(10)))
    func cancelled() async throws {
        let harness = Harness()
        let tail = harness.audit.events(tenant: nil)
        let task = Task {
            var iterator = tail.makeAsyncIterator()
            return try await iterator.next() == nil
        }
        try await Task.sleep(for: .milliseconds(150))
        task.cancel()
        #expect(try await task.value)
    }

    @Test("a cursor that was not made here is none", arguments: ["", "x", "MSB4", "MiB0X2E9MQ"])
    func cursors(_ text: String) { #expect(TailCursor(text) == nil) }
}
