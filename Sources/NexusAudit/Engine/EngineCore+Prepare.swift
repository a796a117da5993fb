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
        var flags: PIIFlags
        do {
            flags = try redact(&event, tenant.pseudonymizer)
        } catch {
            throw request.named(error).redacted(by: redactor)
        }
        let recordedBy = context.recordedBy.map { redacted(credential: $0, tenant: tenant, &flags) }
        return PreparedEvent(
            event: event, piiFlags: flags, contentMAC: mac, recordedBy: recordedBy, isTimeGiven: incoming.time != nil,
            isRequestGiven: request.isRequestGiven, isTraceGiven: request.isTraceGiven)
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

extension AuditError {
    /// With a path and a message that hold none of the caller's personal keys.
    fileprivate func redacted(by redactor: Redactor) -> AuditError {
        var error = self
        error.field = field.map { redactor.redact($0).text }
        error.message = redactor.redact(message).text
        return error
    }
}
