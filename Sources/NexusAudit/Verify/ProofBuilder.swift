public import AuditEvents
public import MerkleLog

/// Makes proofs from a published log's tiles, and checks each before handing it out.
public struct ProofBuilder: Sendable {
    private let reader: any LogReader

    public init(reader: any LogReader) { self.reader = reader }

    /// The proof that entry `index` is in the log under its last checkpoint.
    ///
    /// - Throws: `not_found` beyond the log, `not_published` beyond the checkpoint, `corrupt` where the log's files do
    ///   not prove it.
    public func inclusion(of index: UInt64, tenant: TenantID) async throws(AuditError) -> TLogProof {
        try await retried(tenant) { () async throws(AuditError) in try await inclusionOnce(of: index, tenant: tenant) }
    }

    /// A writer may take partial tiles away while a proof is made; under its new checkpoint there is one.
    private func retried<Answer>(
        _ tenant: TenantID, _ body: () async throws(AuditError) -> Answer
    ) async throws(AuditError) -> Answer {
        var attempts = 1
        while true {
            let before = try await reader.checkpoint(of: tenant)
            do {
                return try await body()
            } catch  where error.code == .corrupt && attempts < 3 {
                guard try await reader.checkpoint(of: tenant) != before else { throw error }
                attempts += 1
            }
        }
    }

    private func inclusionOnce(of index: UInt64, tenant: TenantID) async throws(AuditError) -> TLogProof {
        guard let entry = try await reader.entries(of: tenant, from: index, limit: 1).first, entry.index == index else {
            throw AuditError(
                .notFound, "the log of \(tenant) has no entry \(index)", field: "index", tenantID: tenant.description)
        }
        guard let signed = try await reader.checkpoint(of: tenant), index < signed.checkpoint.size else {
            throw AuditError(
                .notPublished, "entry \(index) of \(tenant) is durable and not under a checkpoint yet: publish the log",
                field: "index", isRetryable: true, tenantID: tenant.description)
        }
        var tiles = TileCache(reader: reader, tenant: tenant, size: signed.checkpoint.size)
        let hashes = try await tiles.read { tree, fetch in try tree.inclusionProof(of: index, fetch: fetch) }
        let proof = TLogProof(index: index, hashes: hashes, checkpoint: signed)
        guard proof.verify(leaf: entry.leafHash, by: reader.verifier.named(reader.origin(of: tenant))) == .valid else {
            throw AuditError(
                .corrupt, "the files of \(tenant)'s log do not prove entry \(index): verify the log",
                tenantID: tenant.description)
        }
        return proof
    }

    /// The proof that the last checkpoint extends `old`.
    ///
    /// - Throws: `invalid_field` for another log's checkpoint; `not_published` where there is no checkpoint; `conflict`
    ///   if the log does not extend `old`: one of the two is not what was published; `corrupt` where the log's files
    ///   do not prove either.
    public func consistency(
        from old: Checkpoint, tenant: TenantID
    ) async throws(AuditError) -> (proof: [MerkleHash], checkpoint: SignedCheckpoint) {
        try await retried(tenant) { () async throws(AuditError) in try await consistencyOnce(from: old, tenant: tenant)
        }
    }

    private func consistencyOnce(
        from old: Checkpoint, tenant: TenantID
    ) async throws(AuditError) -> (proof: [MerkleHash], checkpoint: SignedCheckpoint) {
        guard old.origin == reader.origin(of: tenant) else {
            throw AuditError(
                .invalidField, "the checkpoint is of another log than \(reader.origin(of: tenant))", field: "origin",
                tenantID: tenant.description)
        }
        guard let signed = try await reader.checkpoint(of: tenant) else {
            throw AuditError(
                .notPublished, "the log of \(tenant) has no checkpoint yet: publish it", isRetryable: true,
                tenantID: tenant.description)
        }
        let tree = signed.checkpoint
        guard old.size <= tree.size else {
            throw AuditError(
                .conflict, "the log of \(tenant) has \(tree.size) entries, the older checkpoint says \(old.size)",
                field: "size", limit: Int(clamping: tree.size), actual: Int(clamping: old.size),
                tenantID: tenant.description)
        }
        var tiles = TileCache(reader: reader, tenant: tenant, size: tree.size)
        let root = try await tiles.read { tree, fetch in try tree.frontier(at: old.size, fetch: fetch).root }
        let proof = try await tiles.read { tree, fetch in try tree.consistencyProof(from: old.size, fetch: fetch) }
        guard
            Proof.verifyConsistency(
                oldSize: old.size, oldRoot: root, size: tree.size, root: tree.root, proof: proof)
        else {
            throw AuditError(
                .corrupt, "the files of \(tenant)'s log do not make its checkpoint's root: verify the log",
                tenantID: tenant.description)
        }
        guard root == old.root else {
            throw AuditError(
                .conflict,
                "the first \(old.size) entries of \(tenant) have root \(root.hex), the older checkpoint says \(old.root.hex)",
                field: "root", tenantID: tenant.description)
        }
        return (proof, signed)
    }
}
