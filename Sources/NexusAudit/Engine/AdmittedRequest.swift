import AuditEvents
import Redaction

/// Who did something in which request, after the event's own word and what is known of the request were found to agree.
struct AdmittedRequest {
    let tenant: TenantState
    let requestID: String
    let traceID: String
    /// For an event without an id of its own.
    let eventID: String?
    /// Who acts; nil leaves it to the event.
    let actor: Actor?
    /// Whether the event itself named its request, so that the request is part of its content.
    let isRequestGiven: Bool
    let isTraceGiven: Bool

    /// - Throws: `reserved_metadata` and `invalid_field` for a contradiction, `reserved_field` for what only the engine
    ///   writes.
    init(
        _ event: borrowing EventTape, context: RequestContext, tenant: TenantState, offered: OfferedID
    ) throws(AuditError) {
        try Self.agree(event, .tenantID, context.tenantID, code: .invalidField)
        try Self.agree(event, .requestID, context.requestID, code: .reservedMetadata)
        if let w3cTraceID = context.w3cTraceID {
            try Self.agree(event, .traceID, w3cTraceID, code: .reservedMetadata)
        }
        // A context that names nobody leaves the actor to the event.
        let isNamed = context.explicitActor != nil || context.userID != nil || context.agentID != nil
        let actor = isNamed || event.actor.isEmpty ? context.actor : nil
        try self.init(
            event, tenant: tenant, eventID: offered.text(event, tenant), requestID: context.requestID,
            traceID: context.w3cTraceID ?? event.string(.traceID) ?? context.requestID, actor: actor)
    }

    /// Of an event that tells its request itself.
    ///
    /// - Parameters:
    ///   - tenant: The reporter's, or the event's own.
    ///   - offered: The event's id where it has none, which stands for the request's where that is not told.
    /// - Throws: As above; `missing_field` for an actor's kind without an id.
    init(_ event: borrowing EventTape, reportedTo tenant: TenantState, offered: OfferedID) throws(AuditError) {
        let eventID = offered.text(event, tenant)
        let requestID = event.string(.requestID) ?? event.string(.eventID) ?? eventID ?? ""
        try self.init(
            event, tenant: tenant, eventID: eventID, requestID: requestID, traceID: event.string(.traceID) ?? requestID,
            actor: event.actor.isEmpty
                ? try Actor.reported(event.actorKind, id: event.string(.agentID)) : nil)
    }

    private init(
        _ event: borrowing EventTape, tenant: TenantState, eventID: String?, requestID: String, traceID: String,
        actor: Actor?
    ) throws(AuditError) {
        self.tenant = tenant
        self.eventID = eventID
        self.requestID = requestID
        self.traceID = traceID
        self.actor = actor
        if let actor, let claimed = event.readActor(), claimed != actor {
            throw AuditError(
                .invalidField, "actor contradicts the request context, which says who acts; leave it out",
                field: "actor")
        }
        let kind = (actor?.kind ?? event.actor.first?.kind ?? .system).rawValue
        try Self.agree(event, .actorType, kind, code: .reservedMetadata)
        if let given = event.value(.agentID) {
            let isActors =
                actor.map { event.tape.isString(given, $0.id) }
                ?? event.actor.first.map { event.tape.isString(given, event.tape.string($0.id)) } ?? true
            guard isActors else { throw Self.contradiction(.agentID, code: .invalidField) }
        }
        let traceKey = try Self.agree(event, .traceID, traceID)
        let requestKey = try Self.agree(event, .requestID, requestID)
        _ = try Self.agree(event, .actorType, kind)
        if let key = event.reservedKey(.action), let action = event.value(.action),
            event.tape.kind(key + 1) != .string || !event.tape.isSameString(key + 1, action)
        {
            throw Self.contradiction(.action)
        }
        isRequestGiven = event.value(.requestID) != nil || requestKey != nil
        isTraceGiven = event.value(.traceID) != nil || traceKey != nil
        try Self.checkPayloads(event)
    }

    /// What only the engine writes, and what steers it.
    private static func checkPayloads(_ event: borrowing EventTape) throws(AuditError) {
        for field in [EventField.input, .output] {
            guard let payload = event.value(field), event.member("$blob", of: payload) != nil,
                BlobReference.isReference(event.object(field))
            else { continue }
            throw AuditError(
                .reservedField,
                "\(field.name) is a blob reference, which only the engine writes; send the payload itself",
                field: field.name)
        }
        if event.isControl {
            _ = try TrainPreferenceChange(input: event.object(.input))
        }
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
        _ event: borrowing EventTape, _ field: EventField, _ known: String, code: AuditError.Code
    ) throws(AuditError) {
        guard let given = event.value(field), !event.tape.isString(given, known) else { return }
        throw contradiction(field, code: code)
    }

    private static func contradiction(_ field: EventField, code: AuditError.Code) -> AuditError {
        AuditError(code, "\(field.name) contradicts the request context; leave it out", field: field.name)
    }

    /// - Returns: The key in metadata, if it is there.
    private static func agree(
        _ event: borrowing EventTape, _ name: ReservedMetadata, _ known: String
    ) throws(AuditError) -> Int? {
        guard let key = event.reservedKey(name) else { return nil }
        guard event.tape.isString(key + 1, known) else { throw contradiction(name) }
        return key
    }

    private static func contradiction(_ name: ReservedMetadata) -> AuditError {
        AuditError(
            .reservedMetadata,
            "metadata.\(name.name) comes from the request context and differs from it; leave it out",
            field: "metadata.\(name.name)")
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
