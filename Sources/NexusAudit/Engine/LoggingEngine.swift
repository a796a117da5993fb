public import AuditEvents
public import Logging
public import Redaction

/// Validate, redact, prefer, encode, append: the one way of an event into a log.
public struct LoggingEngine: Sendable {
    public let backend: any NexusBackend
    public let redactor: Redactor

    /// - Parameters:
    ///   - backend: Where the logs live.
    ///   - redactor: Applied to every event before anything else sees it.
    ///   - logger: Gets a line, without the event's content, for each failure.
    ///   - now: The clock; UTC.
    public init(
        backend: any NexusBackend, redactor: Redactor = Redactor(), logger: Logger = Logger(label: "nexus.audit"),
        now: @escaping @Sendable () -> Timestamp = Timestamp.now
    ) { fatalError("skeleton") }

    /// Takes one event through the whole pipeline.
    ///
    /// - Returns: The receipt of a durable entry.
    /// - Throws: `AuditError`; nothing else. The failure has been logged and counted by then.
    public func run(_ event: IncomingEvent, context: RequestContext?) async throws(AuditError) -> Receipt {
        fatalError("skeleton")
    }

    /// The first half of `run`: validated and redacted, not yet stamped. Its `encoded` form may be stored, since nothing
    /// personal is left in it, and appended later, also by another process, with the same outcome.
    public func prepare(_ event: IncomingEvent, context: RequestContext?) async throws(AuditError) -> PreparedEvent {
        fatalError("skeleton")
    }

    /// The second half of `run`.
    public func append(_ event: PreparedEvent) async throws(AuditError) -> Receipt { fatalError("skeleton") }

    /// The stored training preferences of a tenant, current to the last receipt.
    public func trainingPreferences(of tenant: TenantID) async throws(AuditError) -> TrainingPreferences {
        fatalError("skeleton")
    }

    /// Records a training preference as an event in the tenant's log; events emitted after the receipt observe it.
    ///
    /// - Parameter userID: nil sets the tenant's own preference.
    public func setTrainPreference(
        optOut: Bool, userID: String?, context: RequestContext?, eventID: String? = nil
    ) async throws(AuditError) -> Receipt { fatalError("skeleton") }
}

/// A redacted event with its identity fixed, ready to be appended.
public struct PreparedEvent: Hashable, Sendable {
    public let event: DatasetEvent
    public init(encoded: [UInt8]) throws(AuditError) { fatalError("skeleton") }
    public var encoded: [UInt8] { fatalError("skeleton") }
}
