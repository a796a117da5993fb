import AuditEvents
import FileBackend
import NexusAudit

extension Benchmark {
    static let durableTenants = Benchmark(
        name: "durable-tenants",
        summary:
            "events for ten thousand tenants in turn, 1,024 callers, each waiting; the peer is ours with one tenant",
        basis: .clock
    ) { _ in
        let callers = Callers(count: 1024, events: Corpus.durable.map { $0.withoutTenant })
        let folder = try BenchmarkFolder()
        return [
            Comparison(
                input: "10,000 tenants", subject: try await .tenants(10_000, callers, in: folder),
                peers: [try await .tenants(1, callers, in: folder)])
        ]
    }
}

extension Contender {
    /// The whole pipeline, for one tenant after the other; draining waits until the last of them is published.
    fileprivate static func tenants(
        _ count: Int, _ callers: Callers, in folder: BenchmarkFolder
    ) async throws -> Contender {
        let store = try await BenchmarkStore(in: folder)
        let engine = LoggingEngine(backend: store.backend, logger: BenchmarkStore.silent)
        let reporters = (0..<count).map { EventReporter(tenantID: "t_\($0)") }
        return Contender(
            name: count == 1 ? "one tenant" : "\(count) tenants",
            run: { duration in
                try await callers.run(for: duration) { bytes, number in
                    try await patiently { _ = try await engine.run(json: bytes, by: reporters[number % count]) }
                }
            },
            finish: { try await store.backend.close() })
    }
}

extension [UInt8] {
    /// An event that leaves its tenant to the credential.
    fileprivate var withoutTenant: [UInt8] {
        guard case .object(var event)? = try? JSONValue(parsing: self) else { return self }
        event["tenant_id"] = nil
        return event.canonicalBytes()
    }
}
