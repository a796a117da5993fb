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
        if record["auditID"] != nil { return .k8sAudit }
        if record["kind"] == "Event", record["apiVersion"]?.string?.hasPrefix("audit.k8s.io/") == true {
            return .k8sAudit
        }
        if record["eventSource"] != nil, record["eventName"] != nil { return .cloudtrail }
        if record["action"] != nil, record["@timestamp"] != nil || record["_document_id"] != nil { return .github }
        for name in ["action", "tenant_id", "tenantId", "event_id"] where record[name] != nil { return .nexus }
        return nil
    }
}

extension AuditError.Code {
    /// A record that is of none of the formats that are read.
    public static let unknownFormat: Self = "unknown_format"
}
