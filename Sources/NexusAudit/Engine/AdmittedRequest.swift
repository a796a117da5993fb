import AuditEvents
import Redaction

/// Who did something in which request, after the event's own word and its context were found to agree.
struct AdmittedRequest {
    let actor: Actor
    let requestID: String
    let traceID: String
    /// Whether the event itself named its request, so that the request is part of its content.
    let isRequestGiven: Bool
    let isTraceGiven: Bool

    /// - Throws: `reserved_metadata` and `invalid_field` for a contradiction, `reserved_field` for what only the engine
    ///   writes.
    init(_ event: IncomingEvent, context: RequestContext) throws(AuditError) {
        try Self.agree(event.tenantID, context.tenantID, "tenant_id", code: .invalidField)
        try Self.agree(event.requestID, context.requestID, "request_id", code: .reservedMetadata)
        if let w3cTraceID = context.w3cTraceID {
            try Self.agree(event.traceID, w3cTraceID, "trace_id", code: .reservedMetadata)
        }
        requestID = context.requestID
        traceID = context.w3cTraceID ?? event.traceID ?? context.requestID
        // A context that names nobody leaves the actor to the event.
        let isNamed = context.explicitActor != nil || context.userID != nil || context.agentID != nil
        let actor = isNamed ? context.actor : event.actor ?? context.actor
        self.actor = actor
        if let claimed = event.actor, claimed != actor {
            throw AuditError(
                .invalidField, "actor contradicts the request context, which says who acts; leave it out",
                field: "actor")
        }
        try Self.agree(event.actorKind?.rawValue, actor.kind.rawValue, "actor_type", code: .reservedMetadata)
        try Self.agree(event.agentID, actor.id, "agent_id", code: .invalidField)

        let metadata = event.metadata
        if !metadata.isEmpty {
            try Self.agree(metadata, "trace_id", traceID)
            try Self.agree(metadata, "request_id", requestID)
            try Self.agree(metadata, "actor_type", actor.kind.rawValue)
            try Self.agree(metadata, "action", event.action)
        }
        isRequestGiven = event.requestID != nil || metadata["request_id"] != nil
        isTraceGiven = event.traceID != nil || metadata["trace_id"] != nil

        if event.callerTrainOK == true {
            throw AuditError(
                .reservedField, "train_ok is decided by the engine; a caller may only say false", field: "train_ok")
        }
        for (payload, field) in [(event.input, "input"), (event.output, "output")]
        where BlobReference.isReference(payload) {
            throw AuditError(
                .reservedField, "\(field) is a blob reference, which only the engine writes; send the payload itself",
                field: field)
        }
        if ControlEvent.isControl(event.action) { _ = try TrainPreferenceChange(input: event.input) }
    }

    /// The event as it will be stored, but for redaction and the engine's own fields.
    func event(
        from incoming: IncomingEvent, context: RequestContext, madeID: String?, now: () -> Timestamp
    ) -> DatasetEvent {
        var metadata = incoming.metadata
        metadata["action"] = .string(incoming.action)
        metadata["actor_type"] = .string(actor.kind.rawValue)
        metadata["request_id"] = .string(requestID)
        metadata["trace_id"] = .string(traceID)
        guard let eventID = incoming.eventID ?? madeID else { preconditionFailure("an event without an id") }
        return DatasetEvent(
            eventID: eventID, time: incoming.time ?? now(), tenantID: context.tenantID,
            env: incoming.env ?? context.env, surface: incoming.surface ?? context.surface, agentID: actor.id,
            action: incoming.action, actor: actor, resource: incoming.resource, outcome: incoming.outcome,
            severity: incoming.severity, storageClass: incoming.storageClass,
            scope: incoming.scope.filled(from: context.scope), input: incoming.input, output: incoming.output,
            metadata: metadata, analytics: incoming.analytics, durationMilliseconds: incoming.durationMilliseconds,
            usage: incoming.usage, callerTrainOK: incoming.callerTrainOK)
    }

    /// What a repetition under the same event id must bring again, as canonical bytes.
    ///
    /// Left out is what the engine fills in (a defaulted time, the schema's version) and the ids of a request that the
    /// event did not name itself: who repeats an event after a failure does so in another request.
    ///
    /// - Parameter event: Not redacted yet.
    func content(of event: DatasetEvent, as incoming: IncomingEvent) -> [UInt8] {
        var event = event
        event.removeUngiven(isRequestGiven: isRequestGiven, isTraceGiven: isTraceGiven)
        var json = event.json
        json["schema_version"] = nil
        if incoming.time == nil { json["time"] = nil }
        return JSONValue.object(json).canonicalBytes()
    }

    /// With the field that the caller knows in place of the metadata that the engine filled from it.
    func named(_ error: AuditError) -> AuditError {
        guard error.code == .piiInIdentifier, let field = error.field, field.hasPrefix("metadata.") else {
            return error
        }
        // Without a trace id of its own, a request's id is its trace id as well.
        let name = field == "metadata.trace_id" && traceID != requestID ? "trace_id" : "request_id"
        var error = error
        error.field = name
        error.message = "\(name) holds personal data or a secret; use an opaque id"
        return error
    }

    private static func agree(
        _ given: String?, _ known: String, _ field: String, code: AuditError.Code
    ) throws(AuditError) {
        guard let given, given != known else { return }
        throw AuditError(code, "\(field) contradicts the request context; leave it out", field: field)
    }

    private static func agree(_ metadata: JSONObject, _ key: String, _ known: String) throws(AuditError) {
        guard let given = metadata[key], given != .string(known) else { return }
        throw AuditError(
            .reservedMetadata, "metadata.\(key) comes from the request context and differs from it; leave it out",
            field: "metadata.\(key)")
    }
}

extension DatasetEvent {
    /// Takes out of metadata what follows from other fields, and the ids of a request that the caller did not name.
    mutating func removeUngiven(isRequestGiven: Bool, isTraceGiven: Bool) {
        metadata["action"] = nil
        metadata["actor_type"] = nil
        if !isRequestGiven { metadata["request_id"] = nil }
        if !isTraceGiven { metadata["trace_id"] = nil }
    }
}

extension EventScope {
    /// With the context's keys where the event has none of its own.
    fileprivate func filled(from context: EventScope) -> EventScope {
        EventScope(
            projectID: projectID ?? context.projectID, appID: appID ?? context.appID,
            surfaceID: surfaceID ?? context.surfaceID, runID: runID ?? context.runID, stepID: stepID ?? context.stepID,
            spanID: spanID ?? context.spanID)
    }
}
