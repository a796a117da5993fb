import AuditEvents
import Logging
import MerkleLog
import NexusAudit
import NexusTesting
import Redaction
import Synchronization
import Testing

/// An engine on a store in memory, with everything it says recorded.
struct Harness {
    let memory = MemoryBackend()
    let backend: FailingBackend
    let clock = ManualClock()
    let log = LogRecorder()
    let metrics = MetricsRecorder()
    let engine: LoggingEngine
    let audit: AuditLogger

    static let demo = TenantID("t_demo")!
    static let context = RequestContext(tenantID: "t_demo", userID: "u_1", requestID: "req-123")

    init(policy: RedactionPolicy = .standard) {
        backend = FailingBackend(memory)
        engine = LoggingEngine(
            backend: backend, redactor: Redactor(policy: policy), logger: log.logger("nexus.audit"), metrics: metrics,
            now: clock.now)
        audit = AuditLogger(engine: engine)
    }

    /// Another engine on the same store, as another process would have.
    func otherEngine() -> LoggingEngine {
        LoggingEngine(backend: memory, logger: log.logger("other"), metrics: metrics, now: clock.now)
    }

    func entries(_ tenant: TenantID = demo) async throws -> [LogEntry] {
        try await memory.entries(of: tenant, from: 0, limit: 100_000)
    }

    func event(_ receipt: Receipt) async throws -> DatasetEvent {
        let entry = try #require(try await memory.entries(of: receipt.tenantID, from: receipt.index, limit: 1).first)
        return try DatasetEvent(leaf: entry.bytes)
    }

    /// Every byte that left the engine: leaves, blobs are checked apart, log lines.
    func everythingWritten() async throws -> String {
        var text = log.lines.map(\.text).joined(separator: "\n")
        for tenant in try await memory.tenants() {
            for entry in try await entries(tenant) { text += "\n" + String(decoding: entry.bytes, as: UTF8.self) }
        }
        return text
    }
}

/// The error that `body` throws; fails the test when it throws none.
func auditError(
    sourceLocation: SourceLocation = #_sourceLocation, from body: () async throws -> Void
) async throws -> AuditError {
    do {
        try await body()
    } catch let error as AuditError {
        return error
    }
    try #require(Bool(false), "no error was thrown", sourceLocation: sourceLocation)
    preconditionFailure("unreachable")
}

/// A count that many tasks may raise.
final class Counted: Sendable {
    private let value = Mutex(0)

    var count: Int { value.withLock { $0 } }

    @discardableResult
    func add() -> Int {
        value.withLock {
            $0 += 1
            return $0
        }
    }
}
