import AuditEvents
import FileBackend
import NexusAudit

/// Logs of several tenants with made events, as the whole pipeline takes them in.
struct SearchStore: Sendable {
    let backend: FileBackend
    let count: Int
    /// The store's folder.
    let path: String

    /// The engine's clock begins here and is 30 days ahead after the last event.
    static let start = Timestamp(microseconds: 1_767_225_600_000_000)
    static let days = 30

    /// When the event was taken in.
    func recorded(_ number: Int) -> Timestamp { Self.recorded(number, of: count) }

    private static func recorded(_ number: Int, of count: Int) -> Timestamp {
        Timestamp(microseconds: start.microseconds + Int64(number) * (Int64(days) * 86_400_000_000 / Int64(count)))
    }

    /// How many of the first events each tenant has.
    func sizes(of first: Int) -> [TenantID: UInt64] {
        var sizes = [UInt64](repeating: 0, count: SearchEvent.tenants.count)
        for number in 0..<first { sizes[SearchEvent.tenant(of: number)] += 1 }
        return Dictionary(uniqueKeysWithValues: zip(SearchEvent.tenants, sizes)).filter { $0.value > 0 }
    }

    /// The bytes of the published logs: tiles, bundles, checkpoints.
    func publishedBytes() throws -> Int { try FolderBytes(path + "/logs").count }

    init(at path: String, count: Int) async throws {
        (self.path, self.count) = (path, count)
        backend = try await FileBackend.open(at: path, instance: "bench.example.com", logger: BenchmarkStore.silent)
        try await Self.fill(backend, count)
        for tenant in try await backend.tenants() { _ = try await backend.publish(tenant) }
    }

    /// One core prepares a lot while the other stamps and appends the one before, in the order of numbers.
    private static func fill(_ backend: FileBackend, _ count: Int) async throws {
        let clock = NumberedClock { recorded($0, of: count) }
        let engine = LoggingEngine(backend: backend, logger: BenchmarkStore.silent, now: clock.next)
        let lots = EventLots(engine: LoggingEngine(backend: backend, logger: BenchmarkStore.silent), count: count)
        var lot = try await lots.prepared(0)
        var number = 0
        while !lot.isEmpty {
            number += 1
            let following = number
            async let next = lots.prepared(following)
            for result in await engine.append(lot) { _ = try result.get() }
            lot = try await next
        }
    }

    /// Made events, some at a time.
    private struct EventLots: Sendable {
        /// Its own, since looking at the other one's clock moves that on.
        let engine: LoggingEngine
        let count: Int

        private static let size = 4_096
        private static let reporters = SearchEvent.tenants.map { EventReporter(tenantID: "\($0)") }

        func prepared(_ lot: Int) async throws -> [PreparedEvent] {
            try (min(count, lot * Self.size)..<min(count, (lot + 1) * Self.size)).map { number in
                let event = SearchEvent(number)
                // It happened a little before it was taken in.
                let time = Timestamp(microseconds: SearchStore.recorded(number, of: count).microseconds - 30_000)
                return try engine.prepare(json: event.json(time: time), by: Self.reporters[event.tenant])
            }
        }
    }
}
