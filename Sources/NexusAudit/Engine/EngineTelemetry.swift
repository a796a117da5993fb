import AuditEvents
import CoreMetrics
import Logging
import Metrics
import Synchronization

/// What the engine says about itself: one line and one count for every failure, counts and durations for the rest.
final class EngineTelemetry: Sendable {
    private let logger: Logger
    private let factory: any MetricsFactory
    private let events: Counter
    private let duplicates: Counter
    private let clockBehind: Counter
    private let duration: Metrics.Timer
    private let failures = Mutex<[AuditError.Code: Counter]>([:])

    init(logger: Logger, factory: any MetricsFactory) {
        self.logger = logger
        self.factory = factory
        events = Counter(label: "nexus_audit_events_total", factory: factory)
        duplicates = Counter(label: "nexus_audit_duplicates_total", factory: factory)
        clockBehind = Counter(label: "nexus_audit_clock_behind_total", factory: factory)
        duration = Metrics.Timer(label: "nexus_audit_emit_duration_seconds", factory: factory)
    }

    func accepted(_ receipt: Receipt, since start: ContinuousClock.Instant) {
        if receipt.isDuplicate { duplicates.increment() } else { events.increment() }
        duration.record(duration: start.duration(to: .now))
    }

    /// - Parameters:
    ///   - error: With its ids, already free of anything personal.
    ///   - traceID: Free of anything personal too.
    func refused(
        _ error: AuditError, traceID: String?, since start: ContinuousClock.Instant, isLogged: Bool = true
    ) {
        counter(of: error.code).increment()
        duration.record(duration: start.duration(to: .now))
        guard isLogged else { return }
        var metadata: Logger.Metadata = [
            "code": "\(error.code.rawValue)", "durability": "\(error.durability.rawValue)",
        ]
        metadata["trace_id"] = traceID.map { "\($0)" }
        metadata["request_id"] = error.requestID.map { "\($0)" }
        metadata["tenant"] = error.tenantID.map { "\($0)" }
        metadata["event_id"] = error.eventID.map { "\($0)" }
        metadata["field"] = error.field.map { "\($0)" }
        logger.error("audit event not accepted: \(error.message)", metadata: metadata)
    }

    /// The clock is behind a log's newest entry, by more than the tolerance.
    func clockIsBehind(tenant: TenantID, bySeconds seconds: Int64) {
        clockBehind.increment()
        logger.warning(
            "the clock is \(seconds) s behind the log's newest entry; the entry is stamped with the newest's time",
            metadata: ["tenant": "\(tenant)"])
    }

    private func counter(of code: AuditError.Code) -> Counter {
        failures.withLock { failures in
            if let counter = failures[code] { return counter }
            let counter = Counter(
                label: "nexus_audit_failures_total", dimensions: [("code", code.rawValue)], factory: factory)
            failures[code] = counter
            return counter
        }
    }
}
