public import AuditEvents

/// Lists what lies in a tenant's published folder, so that a verifier can check files that the tree does not need:
/// partial tiles of earlier checkpoints, tiles ahead of the checkpoint, strangers.
public protocol PublishedFileListing: LogReader {
    /// `checkpoint` and every file under `tile`, as paths that `publishedFile` takes, in any order.
    func publishedFiles(_ tenant: TenantID) async throws(AuditError) -> [String]
}
