public import AuditEvents

/// The audit logs of others that can be read, and our own.
public enum IngestFormat: String, Sendable, CaseIterable {
    /// Told for each record from its shape.
    case auto
    case nexus
    /// Kubernetes `audit.k8s.io` events, v1 and its betas.
    case k8sAudit = "k8s-audit"
    case cloudtrail
    /// GitHub's organisation and enterprise audit logs, as exported or streamed.
    case github

    /// Tells the format of one record by the fields that only this format has.
    ///
    /// - Returns: nil if the record is of none; never `auto`.
    public static func detected(in record: JSONObject) -> IngestFormat? {
        detected { record[$0].map { $0.string ?? "" } }
    }

    /// - Parameter text: A field's text, empty for another value; nil for an absent field.
    static func detected(by text: (String) -> String?) -> IngestFormat? {
        if text("auditID") != nil { return .k8sAudit }
        if text("kind") == "Event", text("apiVersion")?.hasPrefix("audit.k8s.io/") == true { return .k8sAudit }
        if text("eventSource") != nil, text("eventName") != nil { return .cloudtrail }
        if text("action") != nil, text("@timestamp") != nil || text("_document_id") != nil { return .github }
        for name in ["action", "tenant_id", "tenantId", "event_id"] where text(name) != nil { return .nexus }
        return nil
    }
}

extension AuditError.Code {
    /// A record that is of none of the formats that are read.
    public static let unknownFormat: Self = "unknown_format"
}
