public import AuditEvents

/// What a service calls: the only door for audit events; never a no-op.
public struct AuditLogger: Sendable {
    public let engine: LoggingEngine
    /// Answers `query`; nil where nothing is searched.
    public let search: (any EventSearch)?

    public init(engine: LoggingEngine, search: (any EventSearch)? = nil) {
        self.engine = engine
        self.search = search
    }

    /// Records that something was done; returns once the entry is durable.
    ///
    /// - Parameters:
    ///   - action: A dotted verb, `maybes.create`.
    ///   - resource: What it was done to.
    ///   - context: Who asks, in which request; `RequestContext.current` when nil.
    /// - Throws: `AuditError`, `missing_context` when there is no context.
    @discardableResult
    public func emit(
        _ action: String, resource: Resource? = nil, outcome: Outcome = .success, severity: Severity = .info,
        input: JSONObject = [:], output: JSONObject = [:], metadata: JSONObject = [:], eventID: String? = nil,
        time: Timestamp? = nil, context: RequestContext? = nil
    ) async throws(AuditError) -> Receipt {
        let event = IncomingEvent(
            eventID: eventID, time: time, action: action, resource: resource, outcome: outcome, severity: severity,
            input: input, output: output, metadata: metadata)
        return try await emit(event, context: context)
    }

    /// Records a whole event.
    @discardableResult
    public func emit(_ event: IncomingEvent, context: RequestContext? = nil) async throws(AuditError) -> Receipt {
        try await engine.run(event, context: context ?? RequestContext.current)
    }
}
