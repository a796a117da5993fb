/// The audit logs of others that can be read, and our own.
public enum IngestFormat: String, Sendable, CaseIterable {
    case auto
    case nexus
    case k8sAudit = "k8s-audit"
    case cloudtrail
    case github
}
