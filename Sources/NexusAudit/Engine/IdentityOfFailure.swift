import AuditEvents
import Redaction

/// The ids by which a caller finds the event of a failure again.
struct IdentityOfFailure {
    var eventID: String?
    var tenantID: String?
    var requestID: String?
    var traceID: String?

    /// - Parameter madeID: The id that the engine made because the caller gave none.
    init(_ event: IncomingEvent, context: RequestContext?, madeID: String?) {
        eventID = madeID ?? event.eventID
        tenantID = context?.tenantID ?? event.tenantID
        requestID = context?.requestID ?? event.requestID
        traceID = context?.w3cTraceID ?? event.traceID ?? requestID
    }

    init(_ prepared: PreparedEvent) {
        eventID = prepared.event.eventID
        tenantID = prepared.event.tenantID
        requestID = prepared.event.metadata["request_id"]?.string
        traceID = prepared.event.metadata["trace_id"]?.string
    }

    /// Without what breaks an id's rule or holds PII: an error's text and the developer's log are written like the rest.
    func withoutPII(_ error: AuditError, redactor: Redactor) -> IdentityOfFailure {
        func clean(_ id: String?, _ field: String) -> String? {
            guard let id, EventID.isValid(id),
                redactor.redactIdentifier(id, pseudonymizer: Self.anybodys).1.isEmpty
            else { return nil }
            let isAtFault = error.code == .piiInIdentifier && error.field?.hasSuffix(field) == true
            return isAtFault ? nil : id
        }
        var identity = self
        identity.eventID = clean(eventID, "event_id")
        identity.tenantID = tenantID.flatMap { TenantID($0)?.description }
        identity.requestID = clean(requestID, "request_id")
        identity.traceID = clean(traceID, "trace_id")
        return identity
    }

    /// Only asked whether anything has to be replaced; what it would put there is thrown away.
    private static let anybodys = Pseudonymizer(masterKey: Array(repeating: 0, count: 32), tenant: .system)
}
