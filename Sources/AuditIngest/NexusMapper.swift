import AuditEvents

/// Our own event JSON, one event a line: the request it belongs to is told by the event itself.
enum NexusMapper {
    /// - Parameters:
    ///   - tenant: The tenant that the credential fixes; nil lets the event name its own.
    ///   - id: Makes the id of an event that has none, for a tenant.
    static func map(
        _ record: JSONObject, tenant: String?, env: String, recordedBy: String?, id: (String) -> String
    ) throws(AuditError) -> IngestRecord {
        var event = try IncomingEvent(json: record)
        if let own = event.tenantID, let tenant, own != tenant {
            throw AuditError(
                .invalidField, "tenant_id is not the tenant that these events are read for", field: "tenant_id")
        }
        guard let tenant = event.tenantID ?? tenant else {
            throw AuditError(
                .missingField, "tenant_id is missing; write it into the event or name the tenant", field: "tenant_id")
        }
        let eventID = event.eventID ?? id(tenant)
        event.eventID = eventID
        let requestID = event.requestID ?? eventID
        let context = RequestContext(
            tenantID: tenant, requestID: requestID, w3cTraceID: event.traceID, actor: try actor(of: event),
            env: event.env ?? env, surface: event.surface ?? "ingest", scope: event.scope, recordedBy: recordedBy)
        return IngestRecord(event: event, context: context)
    }

    private static func actor(of event: IncomingEvent) throws(AuditError) -> Actor {
        if let actor = event.actor { return actor }
        return try Actor.reported(event.actorKind, id: event.agentID)
    }
}
