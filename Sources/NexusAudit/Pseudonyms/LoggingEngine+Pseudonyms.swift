public import AuditEvents
public import Redaction

extension LoggingEngine {
    /// The action of the event that records a new epoch of pseudonyms.
    public static let rotateAction = "redaction.pseudonym_key.rotate"
    /// The action of the event that records that somebody asked for a value's pseudonym.
    public static let lookupAction = "redaction.lookup"

    /// Begins a new epoch of pseudonyms: makes a new key, beside the older ones, for what is written after the next open.
    ///
    /// It is recorded in the instance's own log (`t_system`) before the key takes its place; the key itself is nowhere but
    /// in the store's keys. If the key cannot take its place after that, the record stands and the call can be repeated.
    ///
    /// - Parameter context: Who asked for it; its tenant is not looked at.
    /// - Throws: `missing_context`; what an emit and `NexusBackend.addPseudonymKey` throw.
    public func rotatePseudonymKey(context: RequestContext?) async throws(AuditError) -> PseudonymRotation {
        guard var context else {
            throw AuditError(.missingContext, "there is no request context: who asks for a new key must be recorded")
        }
        context.tenantID = TenantID.system.description
        return try await backend.addPseudonymKey { [self, context] (epoch) throws(AuditError) in
            let event = IncomingEvent(
                action: Self.rotateAction, resource: Resource("pseudonym_key", "k\(epoch)"),
                input: ["epoch": .number(Double(epoch))])
            return try await run(event, context: context)
        }
    }

    /// The pseudonyms that a tenant's log has for a value, after recording in that log that they were asked for.
    ///
    /// The event (`redaction.lookup`) names the newest pseudonym and the reason, never the value: and only that one
    /// pseudonym, since all of them in one entry would tell every reader of the log what the epochs keep apart.
    ///
    /// - Parameters:
    ///   - value: In any spelling; as the kind's value stood in the event, or the whole identifier.
    ///   - kind: One that the engine's redactor writes: of `PIIKind.known`, or of its policy's or recognisers' own.
    ///   - authorization: That an admin asks, and why.
    ///   - context: Who asks, for which tenant.
    /// - Returns: The answer; without a record there is none.
    /// - Throws: `missing_context`, `invalid_field` for a kind or value that is none, `not_found` for a tenant without a
    ///   log; what an emit throws.
    public func lookUpPseudonyms(
        of value: String, kind: PIIKind, authorization: LookupAuthorization, context: RequestContext?
    ) async throws(AuditError) -> PseudonymLookup {
        guard let context else {
            throw AuditError(.missingContext, "there is no request context: who asks must be recorded")
        }
        let tenant = try EventRules.check(tenantID: context.tenantID)
        guard redactor.mayWrite(kind) else {
            throw AuditError(.invalidField, "kind must be one that redaction writes, such as EMAIL", field: "kind")
        }
        guard value.contains(where: { !$0.isWhitespace }) else {
            throw AuditError(.invalidField, "the value must not be empty", field: "value")
        }
        guard try await backend.size(of: tenant) > 0 else {
            throw AuditError(.notFound, "there is no log of \(tenant)", tenantID: tenant.description)
        }
        let pseudonymizer = core.tenants.state(of: tenant).pseudonymizer
        let answers = pseudonymizer.pseudonyms(kind: kind, value: value).enumerated().map {
            PseudonymLookup.Answer(epoch: $0 + 1, pseudonym: $1)
        }
        let event = IncomingEvent(
            action: Self.lookupAction, resource: Resource("pseudonym", answers[answers.count - 1].pseudonym),
            input: [
                "epochs": .number(Double(answers.count)), "kind": .string(kind.rawValue),
                "reason": .string(authorization.reason),
            ])
        let receipt = try await run(event, context: context)
        return PseudonymLookup(kind: kind, answers: answers, receipt: receipt)
    }
}
