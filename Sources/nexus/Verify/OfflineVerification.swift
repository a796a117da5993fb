import AuditEvents
import MerkleLog
import NexusAudit

/// Verifies what was handed out, without a store.
enum OfflineVerification {
    /// Whether the entry in `event` stands where the proof says, under a checkpoint signed by `verifier`'s key.
    ///
    /// - Parameter verifier: The instance's key, or that of the one log.
    static func proof(_ path: String, event: String, verifier: NoteVerifier) throws(AuditError) -> VerificationReport {
        guard let proof = TLogProof(encoded: try FileBytes.read(path, limit: 1 << 20)) else {
            throw AuditError(.malformed, "\(path) is no C2SP tlog-proof")
        }
        let leaves = EventFile.leaves(of: try FileBytes.read(event))
        let checks = leaves.map {
            (leaf: $0, findings: ProofVerifier.verify(proof: proof, leaf: $0, verifier: verifier))
        }
        let (leaf, findings) = checks.first { $0.findings.isEmpty } ?? checks[0]
        let checkpoint = proof.checkpoint.checkpoint
        let log = LogVerification(
            tenant: try tenant(of: checkpoint.origin), size: checkpoint.size, root: checkpoint.root, findings: findings)
        return VerificationReport(
            logs: [log],
            details: [
                "proof": [
                    "log": .string(checkpoint.origin), "index": .number(Double(proof.index)),
                    "leaf_hash": .string(MerkleHash.leaf(leaf).hex),
                ]
            ],
            summary: findings.isEmpty
                ? "the event is entry \(proof.index) of \(checkpoint.origin)" : "NOT PROVEN: do not rely on this event")
    }

    /// Whether an audit export is whole and unchanged, under a checkpoint signed by `verifier`'s key.
    static func export(_ path: String, verifier: NoteVerifier) throws(AuditError) -> VerificationReport {
        let file = try ExportFile(path: path)
        guard let note = file.manifest["checkpoint"]?.string, let signed = SignedCheckpoint(encoded: Array(note.utf8))
        else {
            throw AuditError(
                .malformed, "the manifest of \(path) carries no checkpoint: only an audit export can be verified")
        }
        let checkpoint = signed.checkpoint
        let lines = try file.lines()
        let findings = try LogExport.verify(lines: lines, manifest: file.manifest, verifier: verifier)
        if let failure = lines.failure { throw failure }
        let log = LogVerification(
            tenant: try tenant(of: checkpoint.origin), size: checkpoint.size, root: checkpoint.root, findings: findings)
        return VerificationReport(
            logs: [log], details: ["manifest": .object(file.manifest)],
            summary: findings.isEmpty
                ? "the export is whole and unchanged" : "NOT VERIFIED: do not rely on this export")
    }

    /// The tenant that an origin names last.
    private static func tenant(of origin: String) throws(AuditError) -> TenantID {
        guard let slash = origin.lastIndex(of: "/"),
            let tenant = TenantID(String(origin[origin.index(after: slash)...]))
        else {
            throw AuditError(.invalidTenant, "the checkpoint's origin names no tenant")
        }
        return tenant
    }
}

/// An entry in a file, as it may have been saved.
enum EventFile {
    /// The leaves that the file may stand for: its bytes, without a last newline, and where it is JSON the canonical
    /// form of it or of its `event` member (as `show --json` prints it).
    static func leaves(of bytes: [UInt8]) -> [[UInt8]] {
        var leaves = [bytes]
        if bytes.last == UInt8(ascii: "\n") { leaves.insert(bytes.dropLast(), at: 0) }
        guard let value = try? JSONValue(parsing: bytes) else { return leaves }
        leaves.append(value.canonicalBytes())
        if let object = value.object, object.map(\.key) == ["event", "index", "leaf_hash"], let event = object["event"]
        {
            leaves.append(event.canonicalBytes())
        }
        return leaves
    }
}
