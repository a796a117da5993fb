import AuditEvents
import FileBackend
import Logging
import MerkleLog
import NexusAudit

/// Our store in a folder of its own.
final class BenchmarkStore: Sendable {
    let backend: FileBackend
    private let folder: BenchmarkFolder

    init(in folder: BenchmarkFolder) async throws {
        self.folder = folder
        backend = try await FileBackend.open(
            at: "\(folder.path)/store-\(UInt64.random(in: 0 ... .max))", instance: "bench.example.com",
            logger: Self.silent)
    }

    static let silent = Logger(label: "nexus.benchmarks") { _ in SwiftLogNoOpLogHandler() }
    static let tenant = TenantID("t_bench")!

    /// Waits until everything acknowledged is published.
    func drain() async throws { _ = try await backend.publish(Self.tenant) }
}

extension Contender {
    /// From a caller's JSON bytes to the receipt of a durable entry: validated, redacted, encoded, hashed, flushed.
    static func pipeline(_ callers: Callers, in folder: BenchmarkFolder) async throws -> Contender {
        let store = try await BenchmarkStore(in: folder)
        let engine = LoggingEngine(backend: store.backend, logger: BenchmarkStore.silent)
        return Contender(
            name: "Nexus",
            run: { duration in
                try await callers.run(for: duration, drain: store.drain) { bytes, _ in
                    try await patiently { _ = try await engine.run(json: bytes, by: EventReporter()) }
                }
            },
            finish: { try await store.backend.close() })
    }

    /// The log alone: canonical bytes in, index out.
    static func log(_ callers: Callers, in folder: BenchmarkFolder) async throws -> Contender {
        let store = try await BenchmarkStore(in: folder)
        return Contender(
            name: "Nexus, the log",
            run: { duration in
                let series = UInt64.random(in: 0 ... .max)
                return try await callers.run(for: duration, drain: store.drain) { bytes, number in
                    try await patiently {
                        _ = try await store.backend.append(
                            NewEntry(
                                tenant: BenchmarkStore.tenant, eventID: "\(series)-\(number)", isFreshID: true,
                                recordedAt: .now(),
                                isControl: false, bytes: bytes))
                    }
                }
            },
            finish: { try await store.backend.close() })
    }

    /// Tries again what was refused because too much waits, as a good caller does; that costs latency.
    static func patiently(_ body: () async throws -> Void) async throws {
        while true {
            do {
                return try await body()
            } catch let error as AuditError where error.code == .overloaded {
                try await Task.sleep(for: error.retryAfter ?? .milliseconds(50))
            }
        }
    }
}
