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
        let bytes = try FileBytes.read(event)
        let checkpoint = proof.checkpoint.checkpoint
        let tenant = try tenant(of: checkpoint.origin, verifier)
        var findings: [VerificationFinding] = []

        let key = verifier.named(checkpoint.origin)
        if proof.checkpoint.note.isSigned(by: key) != true {
            findings.append(
                VerificationFinding(
                    .signature, file: path, expected: key.vkey, message: "the checkpoint is not signed by this key"))
        }
        let isIncluded = { (leaf: MerkleHash) in
            Proof.verifyInclusion(
                of: leaf, at: proof.index, size: checkpoint.size, root: checkpoint.root, proof: proof.hashes)
        }
        let leaves = EventFile.leaves(of: bytes).map { MerkleHash.leaf($0) }
        let leaf = leaves.first(where: isIncluded) ?? leaves[0]
        if !isIncluded(leaf) {
            findings.append(
                VerificationFinding(
                    .leaf, index: proof.index, file: event, offset: 0,
                    expected: "an entry under root \(checkpoint.root.hex)",
                    found: leaf.hex, message: "these bytes are not the entry that the proof is about"))
        }
        let log = LogVerification(tenant: tenant, size: checkpoint.size, root: checkpoint.root, findings: findings)
        return VerificationReport(
            logs: [log],
            details: [
                "proof": [
                    "log": .string(checkpoint.origin), "index": .number(Double(proof.index)),
                    "leaf_hash": .string(leaf.hex),
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
        let tenant = try tenant(of: checkpoint.origin, verifier)
        let lines = try file.lines()
        let findings = try LogExport.verify(
            lines: lines, manifest: file.manifest, verifier: verifier.named(checkpoint.origin))
        if let failure = lines.failure { throw failure }
        let log = LogVerification(tenant: tenant, size: checkpoint.size, root: checkpoint.root, findings: findings)
        return VerificationReport(
            logs: [log], details: ["manifest": .object(file.manifest)],
            summary: findings.isEmpty
                ? "the export is whole and unchanged" : "NOT VERIFIED: do not rely on this export")
    }

    private static func tenant(of origin: String, _ verifier: NoteVerifier) throws(AuditError) -> TenantID {
        // The key of the one log has the origin itself as its name.
        let instance = verifier.name == origin ? parent(of: origin) : verifier.name
        return try CheckpointFile.tenant(ofOrigin: origin, instance: instance)
    }

    private static func parent(of origin: String) -> String {
        String(origin[..<(origin.lastIndex(of: "/") ?? origin.endIndex)])
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
