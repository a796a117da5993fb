import AuditEvents
import Redaction

extension EngineCore {
    /// Validate and redact: from here on nothing personal is left in the event.
    ///
    /// - Parameter madeID: The id to use where the caller gave none.
    func prepare(
        _ incoming: IncomingEvent, context: RequestContext?, madeID: String?
    ) throws(AuditError) -> PreparedEvent {
        guard let context else {
            throw AuditError(
                .missingContext,
                "there is no request context: call within RequestContext(…).run { } or pass one as context")
        }
        guard let tenant = tenants.state(named: context.tenantID) else {
            try EventRules.check(tenantID: context.tenantID)
            preconditionFailure("a tenant's name has two rules")
        }
        let request = try admitted(incoming, context)
        var event = request.event(from: incoming, context: context, madeID: madeID, now: now)
        let mac = incoming.eventID == nil ? nil : contentMAC.mac(of: request.content(of: event, as: incoming))
        let names = NamesAsGiven(event)
        var flags: PIIFlags
        do {
            flags = try redact(&event, tenant.pseudonymizer)
        } catch {
            throw request.named(error).redacted(by: redactor)
        }
        let recordedBy = context.recordedBy.map { redacted(credential: $0, tenant: tenant, &flags) }
        TrainPreferenceChange.add(earlierIDs: earlier(names.subject, tenant), to: &event.input)
        return PreparedEvent(
            event: event, piiFlags: flags, contentMAC: mac, recordedBy: recordedBy,
            earlierRootIDs: earlier(names.root, tenant), isTimeGiven: incoming.time != nil,
            isRequestGiven: request.isRequestGiven, isTraceGiven: request.isTraceGiven)
    }

    /// By which pseudonyms older entries know somebody.
    private func earlier(_ name: String?, _ tenant: TenantState) -> [String] {
        guard let name, tenant.pseudonymizer.epoch > 1 else { return [] }
        return redactor.earlierPseudonyms(ofIdentifier: name, pseudonymizer: tenant.pseudonymizer)
    }

    private func admitted(
        _ incoming: IncomingEvent, _ context: RequestContext
    ) throws(AuditError) -> AdmittedRequest {
        do {
            try EventRules.check(context)
            try EventRules.check(incoming)
            try PayloadSize.check(incoming)
            return try AdmittedRequest(incoming, context: context)
        } catch {
            throw error.redacted(by: redactor)
        }
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

    init(_ event: DatasetEvent) {
        let actor = event.actor.root
        root = actor.kind == .human ? actor.id : nil
        subject = ControlEvent.isControl(event.action) ? event.input["subject"]?["id"]?.string : nil
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
