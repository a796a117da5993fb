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
        eventID = event.eventID ?? madeID
        tenantID = context?.tenantID ?? event.tenantID
        requestID = context?.requestID ?? event.requestID
        traceID = context?.w3cTraceID ?? event.traceID ?? requestID
    }

    /// - Parameter json: The event as its caller wrote it, which may be no event at all.
    init(_ json: UnsafeBufferPointer<UInt8>, _ asker: Asker, offered: OfferedID) {
        let event = (try? JSONValue(parsing: json))?.object ?? [:]
        func text(_ name: String, _ olderName: String) -> String? { event[name]?.string ?? event[olderName]?.string }
        eventID = event["event_id"]?.string ?? offered.known
        tenantID = text("tenant_id", "tenantId")
        requestID = text("request_id", "requestId")
        traceID = text("trace_id", "traceId")
        switch asker {
        case .context(let context):
            tenantID = context?.tenantID ?? tenantID
            requestID = context?.requestID ?? requestID
            traceID = context?.w3cTraceID ?? traceID
        case .reporter(let reporter):
            tenantID = reporter.tenantID ?? tenantID
            requestID = requestID ?? eventID
        }
        traceID = traceID ?? requestID
    }

    init(_ prepared: PreparedEvent) {
        let event = prepared.event
        eventID = event.eventID
        tenantID = event.tenantID
        requestID = event.metadata["request_id"]?.string
        traceID = event.metadata["trace_id"]?.string
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
