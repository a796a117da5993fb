public import AuditEvents

extension AuditLogger {
    /// Validates and redacts an event without appending it, so that it can be stored beside a pending change.
    ///
    /// - Parameters: As of `emit`.
    /// - Throws: `AuditError`, `missing_context` when there is no context.
    public func prepare(
        _ action: String, resource: Resource? = nil, outcome: Outcome = .success, severity: Severity = .info,
        input: JSONObject = [:], output: JSONObject = [:], metadata: JSONObject = [:], eventID: String? = nil,
        time: Timestamp? = nil, context: RequestContext? = nil
    ) async throws(AuditError) -> PreparedEvent {
        let event = IncomingEvent(
            eventID: eventID, time: time, action: action, resource: resource, outcome: outcome, severity: severity,
            input: input, output: output, metadata: metadata)
        return try await prepare(event, context: context)
    }

    /// Validates and redacts a whole event without appending it.
    public func prepare(
        _ event: IncomingEvent, context: RequestContext? = nil
    ) async throws(AuditError) -> PreparedEvent {
        try await engine.prepare(event, context: context ?? RequestContext.current)
    }

    /// Records a prepared event; a second time, also from another process, gives the first receipt again.
    @discardableResult
    public func emit(_ prepared: PreparedEvent) async throws(AuditError) -> Receipt {
        try await engine.append(prepared)
    }
}
