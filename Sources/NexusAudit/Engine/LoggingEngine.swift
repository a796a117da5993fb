public import AuditEvents
public import CoreMetrics
import Instrumentation
public import Logging
public import Redaction
import Tracing

/// Validate, redact, prefer, encode, append: the one way of an event into a log.
///
/// Every failure leaves as an `AuditError` that names the event, its tenant and its request, after one line at error
/// level in the developer's log (never with the event's content) and one count in `nexus_audit_failures_total`.
/// Copies share the same state; make one per backend and keep it.
public struct LoggingEngine: Sendable {
    let core: EngineCore

    /// Where the logs live.
    public var backend: any NexusBackend { core.backend }
    public var redactor: Redactor { core.redactor }

    /// - Parameters:
    ///   - backend: Where the logs live.
    ///   - redactor: Applied to every event before anything else sees it.
    ///   - logger: Gets a line, without the event's content, for each failure.
    ///   - metrics: Makes the engine's counters; nil takes the process's, as bootstrapped before this call.
    ///   - now: The clock; UTC.
    public init(
        backend: any NexusBackend, redactor: Redactor = Redactor(), logger: Logger = Logger(label: "nexus.audit"),
        metrics: (any MetricsFactory)? = nil, now: @escaping @Sendable () -> Timestamp = Timestamp.now
    ) {
        self.init(backend: backend, redactor: redactor, logger: logger, metrics: metrics, now: now) {
            event, pseudonymizer throws(AuditError) in try redactor.redact(&event, pseudonymizer: pseudonymizer)
        }
    }

    /// - Parameter redact: Stands in for the redactor's work on events, so that a test can make it fail.
    package init(
        backend: any NexusBackend, redactor: Redactor = Redactor(), logger: Logger,
        metrics: (any MetricsFactory)? = nil,
        now: @escaping @Sendable () -> Timestamp = Timestamp.now,
        redact: @escaping @Sendable (inout EventTape, Pseudonymizer) throws(AuditError) -> PIIFlags
    ) {
        core = EngineCore(
            backend: backend, redactor: redactor, redact: redact, now: now,
            telemetry: EngineTelemetry(logger: logger, factory: metrics ?? MetricsSystem.factory))
    }

    /// Takes one event through the whole pipeline.
    ///
    /// - Parameters:
    ///   - event: What was done.
    ///   - context: Who asked, for which tenant, in which request.
    /// - Returns: The receipt of a durable entry; of the first one if the same event was accepted before.
    /// - Throws: `AuditError`; nothing else. The failure has been logged and counted by then.
    public func run(_ event: IncomingEvent, context: RequestContext?) async throws(AuditError) -> Receipt {
        let start = ContinuousClock.now
        let offered = core.newID()
        do {
            let receipt = try await span { [core] (span) throws(AuditError) in
                let prepared = try core.prepare(event, context, offered: offered)
                return try await core.append(prepared, isFreshID: event.eventID == nil, span: span)
            }
            core.telemetry.accepted(receipt, since: start)
            return receipt
        } catch {
            throw core.refuse(error, IdentityOfFailure(event, context: context, madeID: offered.known), since: start)
        }
    }

    /// The first half of `run`: validated and redacted, not yet stamped. Its `encoded` form may be stored, since nothing
    /// personal is left in it, and appended later, also by another process, with the same outcome.
    ///
    /// - Throws: `AuditError`, logged and counted.
    public func prepare(_ event: IncomingEvent, context: RequestContext?) async throws(AuditError) -> PreparedEvent {
        let start = ContinuousClock.now
        let offered = core.newID()
        do {
            return try core.prepare(event, context, offered: offered)
        } catch {
            throw core.refuse(error, IdentityOfFailure(event, context: context, madeID: offered.known), since: start)
        }
    }

    /// The second half of `run`.
    ///
    /// - Throws: `AuditError`, logged and counted.
    public func append(_ event: PreparedEvent) async throws(AuditError) -> Receipt {
        let start = ContinuousClock.now
        do {
            let receipt = try await span { [core] (span) throws(AuditError) in
                try await core.append(event, isFreshID: false, span: span)
            }
            core.telemetry.accepted(receipt, since: start)
            return receipt
        } catch {
            throw core.refuse(error, IdentityOfFailure(event), since: start)
        }
    }

    /// The stored training preferences of a tenant, current to the last receipt.
    ///
    /// - Throws: What the backend throws when the log cannot be read.
    public func trainingPreferences(of tenant: TenantID) async throws(AuditError) -> TrainingPreferences {
        try await core.preferences(of: core.tenants.state(of: tenant))
    }

    /// Records a training preference as an event in the tenant's log; events emitted after the receipt observe it.
    ///
    /// - Parameters:
    ///   - optOut: Whether events may not be used; false is an opt-in, which for a user overrides the tenant's opt-out.
    ///   - userID: nil sets the tenant's own preference.
    ///   - context: Who asked for it.
    ///   - eventID: Given for a request that may be repeated.
    public func setTrainPreference(
        optOut: Bool, userID: String?, context: RequestContext?, eventID: String? = nil
    ) async throws(AuditError) -> Receipt {
        let change = TrainPreferenceChange(subject: userID.map { .user($0) } ?? .tenant, isOptOut: optOut)
        let event = IncomingEvent(eventID: eventID, action: ControlEvent.setTrainPreference, input: change.input)
        return try await run(event, context: context)
    }

    /// Runs `body` in a span, or without one where no tracer is installed: then it costs one look.
    func span(
        _ body: (EmitSpan?) async throws(AuditError) -> Receipt
    ) async throws(AuditError) -> Receipt {
        if InstrumentationSystem.instrument is NoOpInstrument { return try await body(nil) }
        // A result instead of a throw: the tracer's closure would lose the error's type.
        let result: Result<Receipt, AuditError> = await withSpan("nexus.emit") { span in
            do throws(AuditError) {
                let receipt = try await body(EmitSpan(span))
                span.attributes["nexus.index"] = Int64(clamping: receipt.index)
                return .success(receipt)
            } catch {
                span.attributes["nexus.error_code"] = error.code.rawValue
                span.setStatus(SpanStatus(code: .error))
                return .failure(error)
            }
        }
        return try result.get()
    }
}

/// The span of one emit, told what the event is once that is redacted.
struct EmitSpan {
    private let span: any Span

    init(_ span: any Span) { self.span = span }

    func describe(_ event: PreparedEvent) {
        span.attributes["nexus.tenant"] = event.tenantID.description
        span.attributes["nexus.action"] = event.event.action
    }
}
