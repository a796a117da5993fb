import AuditEvents
import MerkleLog

/// A signed checkpoint in a file, as `nexus checkpoint` prints it or a log publishes it.
enum CheckpointFile {
    /// - Throws: `io`, `malformed`.
    static func read(_ path: String) throws(AuditError) -> SignedCheckpoint {
        guard let signed = SignedCheckpoint(encoded: try FileBytes.read(path, limit: 1 << 20)) else {
            throw AuditError(.malformed, "\(path) is no signed checkpoint (C2SP tlog-checkpoint in a signed note)")
        }
        return signed
    }

    /// The tenant whose log `origin` names.
    ///
    /// - Throws: `invalid_tenant` when it is no log of `instance`.
    static func tenant(ofOrigin origin: String, instance: String) throws(AuditError) -> TenantID {
        guard origin.hasPrefix(instance + "/"), let tenant = TenantID(String(origin.dropFirst(instance.count + 1)))
        else {
            throw AuditError(.invalidTenant, "the checkpoint is of no log of \(instance): its origin is another's")
        }
        return tenant
    }
}
