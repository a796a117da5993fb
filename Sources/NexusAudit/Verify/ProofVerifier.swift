import AuditEvents
public import MerkleLog

/// Checks a single-entry proof offline, with nothing but the entry's bytes and a key.
public enum ProofVerifier {
    /// - Parameters:
    ///   - proof: A `.tlog-proof` file.
    ///   - leaf: The entry's exact canonical bytes.
    ///   - verifier: The key of the log, or of the instance: that serves each of its logs, whose origins are
    ///     `<instance>/<tenant_id>`.
    /// - Returns: What does not hold; empty for a valid proof.
    public static func verify(proof: TLogProof, leaf: [UInt8], verifier: NoteVerifier) -> [VerificationFinding] {
        var findings: [VerificationFinding] = []
        let tree = proof.checkpoint.checkpoint
        switch LogOrigin(tree.origin, under: verifier) {
        case .other:
            findings.append(
                VerificationFinding(
                    .checkpoint, expected: verifier.name, found: tree.origin,
                    message: "The proof's checkpoint is of a log that this key does not serve."))
        case .log: break
        case .instanceLog(let tenant):
            let note = leaf.withUnsafeBytes { EntryNote($0, tenant: Array(tenant.description.utf8)) }
            if note.problem == .otherTenant || note.problem == .notAnEvent {
                findings.append(
                    VerificationFinding(
                        .entry, index: proof.index, expected: tenant.description,
                        message: "The entry is no stored event of the proof's tenant."))
            }
        }
        if let finding = SignatureCheck.finding(proof.checkpoint, verifier: verifier.named(tree.origin), file: nil) {
            findings.append(finding)
        }
        let hash = MerkleHash.leaf(leaf)
        let isIncluded = Proof.verifyInclusion(
            of: hash, at: proof.index, size: tree.size, root: tree.root, proof: proof.hashes)
        if !isIncluded {
            findings.append(
                VerificationFinding(
                    .leaf, index: proof.index, expected: "entry \(proof.index) under root \(tree.root.hex)",
                    found: hash.hex,
                    message: """
                        The entry's bytes are not those that the log of \(tree.size) entries holds at index \(proof.index).
                        """))
        }
        return findings
    }
}

/// Whose log an origin names, as seen by the holder of a key.
enum LogOrigin: Equatable {
    /// The key's own name is the log's origin.
    case log
    /// The key is the instance's, and the log one of its tenants'.
    case instanceLog(TenantID)
    case other

    init(_ origin: String, under verifier: NoteVerifier) {
        if origin.utf8.elementsEqual(verifier.name.utf8) {
            self = .log
        } else if origin.utf8.starts(with: "\(verifier.name)/".utf8),
            let tenant = TenantID(String(origin.utf8.dropFirst(verifier.name.utf8.count + 1)) ?? "")
        {
            self = .instanceLog(tenant)
        } else {
            self = .other
        }
    }
}
