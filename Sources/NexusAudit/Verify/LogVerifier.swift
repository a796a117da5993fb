public import AuditEvents
public import MerkleLog

/// Recomputes a published log from its bytes: every leaf, every tile, the root, the signature.
///
/// Trusts nothing but the verifier key. Streams: memory does not grow with the log. Where the reader can list a tenant's
/// published folder (`PublishedFileListing`), the files that the tree does not need are checked as well.
public struct LogVerifier: Sendable {
    private let reader: any LogReader
    private let verifier: NoteVerifier
    private let requiresEvents: Bool

    /// - Parameters:
    ///   - reader: Where the published files come from.
    ///   - verifier: The instance's key; nil takes the reader's own.
    ///   - requiresEvents: Whether every entry must be a stored event of the log's tenant, recorded in order, with its
    ///     payloads there; false checks entries as bytes only.
    public init(reader: any LogReader, verifier: NoteVerifier? = nil, requiresEvents: Bool = true) {
        self.reader = reader
        self.verifier = verifier ?? reader.verifier
        self.requiresEvents = requiresEvents
    }

    /// - Parameters:
    ///   - since: An older checkpoint with which the log must be consistent.
    ///   - progress: Called now and then with the number of entries checked so far and their total.
    /// - Returns: What was found; a log that does not verify is a result, not an error.
    /// - Throws: When it could not be found out (`io`).
    public func verify(
        _ tenant: TenantID, since: SignedCheckpoint? = nil, progress: (@Sendable (UInt64, UInt64) -> Void)? = nil
    ) async throws(AuditError) -> LogVerification {
        var attempts = 1
        while true {
            let before = try await reader.publishedFile("checkpoint", tenant: tenant)
            let result = try await verifyOnce(tenant, checkpoint: before, since: since, progress: progress)
            // A writer may take partial tiles away while they are still wanted here; under its new checkpoint they are not.
            guard attempts < 3, result.findings.contains(where: { $0.kind == .missingFile }),
                try await reader.publishedFile("checkpoint", tenant: tenant) != before
            else { return result }
            attempts += 1
        }
    }

    private func verifyOnce(
        _ tenant: TenantID, checkpoint: [UInt8]?, since: SignedCheckpoint?,
        progress: (@Sendable (UInt64, UInt64) -> Void)?
    ) async throws(AuditError) -> LogVerification {
        var findings = FindingList()
        var files = PublishedFiles(reader: reader, tenant: tenant)
        let state = try await state(of: files, checkpoint: checkpoint, findings: &findings)
        findings.add(try await files.survey(size: state.size))
        if let since { check(since, against: state, files: files, findings: &findings) }

        var walk = LogWalk(
            inspection: LeafInspection(files: files, requiresEvents: requiresEvents), size: state.size,
            root: state.checkpoint?.root, earlierSize: since?.checkpoint.size)
        try await walk.run(progress: progress)
        findings.add(walk.findings)
        if let since = since?.checkpoint, let root = walk.earlierRoot, root != since.root {
            findings.add(
                VerificationFinding(
                    .consistency, expected: since.root.hex, found: root.hex,
                    message: """
                        The log does not extend the older checkpoint: its first \(since.size) entries are not the same.
                        """))
        }
        return LogVerification(
            tenant: tenant, size: state.checkpoint?.size ?? 0, root: state.checkpoint?.root ?? .emptyRoot,
            findings: findings.findings, omittedFindings: findings.omitted)
    }

    // MARK: - Checkpoints

    /// What is to be verified.
    private struct State {
        /// nil if there is none or it cannot be read.
        var checkpoint: Checkpoint?
        /// The leaves that published files must be there for.
        var size: UInt64
    }

    private func state(
        of files: PublishedFiles, checkpoint bytes: [UInt8]?, findings: inout FindingList
    ) async throws(AuditError) -> State {
        let name = files.name("checkpoint")
        guard let bytes else {
            if let finding = try await findingForMissingCheckpoint(files) { findings.add(finding) }
            return State(checkpoint: nil, size: 0)
        }
        guard let signed = SignedCheckpoint(encoded: bytes), signed.encoded == bytes else {
            findings.add(
                VerificationFinding(
                    .checkpoint, file: name,
                    message: "The checkpoint cannot be read: entries and tiles were only compared with each other."))
            guard let listing = reader as? any PublishedFileListing else { return State(checkpoint: nil, size: 0) }
            return State(size: PublishedFiles.size(listed: try await listing.publishedFiles(files.tenant)))
        }
        let origin = reader.origin(of: files.tenant)
        if signed.checkpoint.origin != origin {
            findings.add(
                VerificationFinding(
                    .checkpoint, file: name, expected: origin, found: signed.checkpoint.origin,
                    message: "The checkpoint is another log's."))
        }
        if let finding = SignatureCheck.finding(signed, verifier: verifier.named(origin), file: name) {
            findings.add(finding)
        }
        return State(checkpoint: signed.checkpoint, size: signed.checkpoint.size)
    }

    /// A log whose entries are all in the journal still has no checkpoint yet; one that has tiles must have one.
    private func findingForMissingCheckpoint(_ files: PublishedFiles) async throws(AuditError) -> VerificationFinding? {
        let finding = VerificationFinding(
            .missingFile, file: files.name("checkpoint"), message: "The log has entries and no checkpoint.")
        if let listing = reader as? any PublishedFileListing,
            try await !listing.publishedFiles(files.tenant).isEmpty
        {
            return finding
        }
        do {
            guard try await reader.size(of: files.tenant) > 0 else { return nil }
            return try await reader.entries(of: files.tenant, from: 0, limit: 1).isEmpty ? finding : nil
        } catch  where error.code == .corrupt {
            return finding
        }
    }

    private func check(
        _ since: SignedCheckpoint, against state: State, files: PublishedFiles, findings: inout FindingList
    ) {
        let origin = reader.origin(of: files.tenant)
        if since.checkpoint.origin != origin {
            findings.add(
                VerificationFinding(
                    .consistency, expected: origin, found: since.checkpoint.origin,
                    message: "The older checkpoint is another log's."))
        } else if var finding = SignatureCheck.finding(since, verifier: verifier.named(origin), file: nil) {
            finding.message = "The older checkpoint: \(finding.message)"
            findings.add(finding)
        }
        if since.checkpoint.size > state.size {
            findings.add(
                VerificationFinding(
                    .consistency, expected: "at least \(since.checkpoint.size) entries",
                    found: "\(state.size) entries",
                    message: "The log is shorter than the older checkpoint says it was: entries were taken away."))
        }
    }
}

/// Checks a checkpoint's signature and puts what is wrong into words.
enum SignatureCheck {
    /// - Parameter verifier: The log's key: named as the log's origin.
    static func finding(
        _ signed: SignedCheckpoint, verifier: NoteVerifier, file: String?
    ) -> VerificationFinding? {
        switch signed.note.isSigned(by: verifier) {
        case true?: return nil
        case false?:
            return VerificationFinding(
                .signature, file: file, expected: verifier.vkey,
                message: "The signature does not hold: the checkpoint was changed, or not signed by this key.")
        case nil:
            return VerificationFinding(
                .signature, file: file, expected: verifier.vkey,
                found: signed.note.signatures.map(\.name).joined(separator: ", "),
                message: "No signature on the checkpoint is of this key.")
        }
    }
}
