public import AuditEvents
public import MerkleLog

/// What verifying one log found.
public struct LogVerification: Hashable, Sendable {
    public var tenant: TenantID
    /// The size that the checkpoint states; 0 where there is no readable one.
    public var size: UInt64
    /// The root that the checkpoint states.
    public var root: MerkleHash
    /// In the order of the log, at most a hundred.
    public var findings: [VerificationFinding]
    /// How many more there are.
    public var omittedFindings: Int
    public var isValid: Bool { findings.isEmpty }

    public init(
        tenant: TenantID, size: UInt64, root: MerkleHash, findings: [VerificationFinding], omittedFindings: Int = 0
    ) {
        self.tenant = tenant
        self.size = size
        self.root = root
        self.findings = findings
        self.omittedFindings = omittedFindings
    }

    /// `{"tenant_id", "size", "root", "findings": […]}`, and `omitted_findings` where not all are listed.
    public var json: JSONObject {
        var json: JSONObject = [
            "tenant_id": .string(tenant.description), "size": .number(Double(size)), "root": .string(root.hex),
            "findings": .array(findings.map { .object($0.json) }),
        ]
        if omittedFindings > 0 { json["omitted_findings"] = .number(Double(omittedFindings)) }
        return json
    }
}
