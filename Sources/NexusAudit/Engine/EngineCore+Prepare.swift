import AuditEvents
import Redaction

extension EngineCore {
    /// Validate and redact: from here on nothing personal is left in the event.
    ///
    /// - Parameters:
    ///   - json: The event as its caller wrote it.
    ///   - offered: The id to use where the caller gave none.
    func prepare(
        _ json: UnsafeBufferPointer<UInt8>, limits: JSONLimits = .standard, _ asker: Asker, offered: OfferedID
    ) throws(AuditError) -> PreparedEvent {
        if case .context(nil) = asker { throw Self.missingContext }
        let event = try read(json, limits)
        let request: AdmittedRequest
        do throws(AuditError) {
            request = try admitted(event, asker, offered)
        } catch {
            throw error.redacted(by: redactor)
        }
        return try prepare(event, request, asker, offered)
    }

    /// - Parameter event: Built in Swift; written as JSON, it goes the way of every event.
    func prepare(
        _ event: IncomingEvent, _ context: RequestContext?, offered: OfferedID
    ) throws(AuditError) -> PreparedEvent {
        guard context != nil else { throw Self.missingContext }
        do throws(AuditError) {
            if event.callerTrainOK == true { throw Self.reservedTrainOK }
            try EventRules.check(event)
            try PayloadSize.check(event)
        } catch {
            throw error.redacted(by: redactor)
        }
        return try event.json.canonicalBytes().withUnsafeBufferPointer { bytes in
            Result { () throws(AuditError) in
                try prepare(bytes, limits: JSONLimits(bytes: .max), .context(context), offered: offered)
            }
        }.get()
    }

    private func prepare(
        _ given: consuming EventTape, _ request: AdmittedRequest, _ asker: Asker, _ offered: OfferedID
    ) throws(AuditError) -> PreparedEvent {
        var event = given
        let (isIDGiven, isTimeGiven) = (event.value(.eventID) != nil, event.time != nil)
        event.complete(completion(of: request, asker, isIDOurs: offered.isOurs))
        let isOffered = !isIDGiven && offered.isFresh
        let mac: String? =
            isOffered
            ? nil
            : contentMAC.mac(
                of: event.content(
                    isRequestGiven: request.isRequestGiven, isTraceGiven: request.isTraceGiven,
                    isTimeGiven: isTimeGiven))
        let tenant = request.tenant
        let names = NamesAsGiven(event)
        var flags: PIIFlags
        do {
            flags = try redact(&event, tenant.pseudonymizer)
        } catch {
            throw request.named(error).redacted(by: redactor)
        }
        let recordedBy = asker.recordedBy.map { redacted(credential: $0, tenant: tenant, &flags) }
        return PreparedEvent(
            event, tenant: tenant.id, piiFlags: flags, contentMAC: mac, recordedBy: recordedBy,
            earlierRootIDs: earlier(names.root, tenant), earlierSubjectIDs: earlier(names.subject, tenant),
            isTimeGiven: isTimeGiven, isRequestGiven: request.isRequestGiven, isTraceGiven: request.isTraceGiven)
    }

    static let missingContext = AuditError(
        .missingContext, "there is no request context: call within RequestContext(…).run { } or pass one as context")

    private static let reservedTrainOK = AuditError(
        .reservedField, "train_ok is decided by the engine; a caller may only say false", field: "train_ok")

    /// By which pseudonyms older entries know somebody.
    private func earlier(_ name: String?, _ tenant: TenantState) -> [String] {
        guard let name, tenant.pseudonymizer.epoch > 1 else { return [] }
        return redactor.earlierPseudonyms(ofIdentifier: name, pseudonymizer: tenant.pseudonymizer)
    }

    private func read(_ json: UnsafeBufferPointer<UInt8>, _ limits: JSONLimits) throws(AuditError) -> EventTape {
        do throws(AuditError) {
            return try EventTape(copying: json, limits: limits)
        } catch {
            throw error.redacted(by: redactor)
        }
    }

    private func admitted(
        _ event: borrowing EventTape, _ asker: Asker, _ offered: OfferedID
    ) throws(AuditError) -> AdmittedRequest {
        try PayloadSize.check(event)
        switch asker {
        case .context(let context):
            guard let context else { throw Self.missingContext }
            try EventRules.check(context)
            let tenant = tenants.state(of: try EventRules.check(tenantID: context.tenantID))
            return try AdmittedRequest(event, context: context, tenant: tenant, offered: offered)
        case .reporter(let reporter):
            if case .given(let id) = offered { try EventRules.check(eventID: id) }
            try EventRules.check(env: reporter.env, surface: reporter.surface, recordedBy: reporter.recordedBy)
            if let own = event.value(.tenantID), let fixed = reporter.tenantID, !event.tape.isString(own, fixed) {
                throw AuditError(
                    .invalidField, "tenant_id is not the tenant that these events are read for", field: "tenant_id")
            }
            guard let name = reporter.tenantID ?? event.string(.tenantID) else {
                throw AuditError(
                    .missingField, "tenant_id is missing; write it into the event or name the tenant",
                    field: "tenant_id")
            }
            return try AdmittedRequest(
                event, reportedTo: tenants.state(of: try EventRules.check(tenantID: name)), offered: offered)
        }
    }

    private func completion(
        of request: AdmittedRequest, _ asker: Asker, isIDOurs: Bool
    ) -> EventCompletion {
        let (env, surface, scope) =
            switch asker {
            case .context(let context):
                (context?.env ?? "", context?.surface ?? "", context?.scope ?? EventScope())
            case .reporter(let reporter): (reporter.env, reporter.surface, EventScope())
            }
        return EventCompletion(
            tenantID: request.tenant.id.description, requestID: request.requestID, traceID: request.traceID,
            actor: request.actor, env: env, surface: surface, scope: scope, eventID: request.eventID,
            isIDOurs: isIDOurs, time: now())
    }

    /// The credential as stored: one that holds PII keeps its use as a pseudonym.
    private func redacted(credential: String, tenant: TenantState, _ flags: inout PIIFlags) -> String {
        let (stored, findings) = redactor.redactIdentifier(credential, pseudonymizer: tenant.pseudonymizer)
        guard let kind = findings.first?.kind.rawValue else { return stored }
        flags.kinds[kind, default: 0] += 1
        let field = "recorded_by"
        let place = flags.fields.firstIndex { field.utf8.lexicographicallyPrecedes($0.utf8) } ?? flags.fields.endIndex
        flags.fields.insert(field, at: place)
        return stored
    }
}

/// Whose preferences an event is about, by the ids that the caller knows.
private struct NamesAsGiven {
    /// The human at the root of the actor chain.
    let root: String?
    /// The user whose preference the event sets.
    let subject: String?

    init(_ event: borrowing EventTape) {
        root = event.actor.last.flatMap { $0.kind == .human ? event.tape.string($0.id) : nil }
        subject =
            event.isControl
            ? event.object(.input)["subject"]?["id"]?.string : nil
    }
}

extension AuditError {
    /// With a path and a message that hold none of the caller's personal keys.
    fileprivate func redacted(by redactor: Redactor) -> AuditError {
        var error = self
        error.field = field.map { redactor.redact($0).text }
        error.message = redactor.redact(message).text
        return error
    }
}
