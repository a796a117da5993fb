public import AuditEvents
import Crypto
public import MerkleLog

extension LogExport {
    /// Checks an audit export offline: every line's bytes, the range's completeness under the manifest's checkpoint, the
    /// signature.
    ///
    /// - Parameters:
    ///   - lines: The export's lines in order, without newlines and without the manifest.
    ///   - manifest: As `run` returned it.
    ///   - verifier: The key of the log, or of the instance, which serves each of its logs.
    /// - Returns: What does not hold, at most a hundred findings; empty for a sound export.
    /// - Throws: `missing_field`, `invalid_field` for a manifest that cannot be read, or that is not of an audit export
    ///   in NDJSON and so proves nothing.
    public static func verify(
        lines: some Sequence<[UInt8]>, manifest: JSONObject, verifier: NoteVerifier
    ) throws(AuditError) -> [VerificationFinding] {
        var check = ExportCheck(try ExportManifest(verifiable: manifest), verifier: verifier)
        for line in lines { check.take(line) }
        return check.finish()
    }
}

/// Folds an export's lines onto its frontier.
private struct ExportCheck {
    private static let newline = [UInt8(ascii: "\n")]

    private let manifest: ExportManifest
    private let proof: ExportManifest.RangeProof
    private let tenant: [UInt8]
    private var findings = FindingList()
    /// nil if the manifest's is not one of a tree of that size.
    private var frontier: Frontier?
    private var digest = SHA256()
    private var lineCount: UInt64 = 0
    private var byteCount: UInt64 = 0
    private var nextMilestone = 0
    /// The last place up to which the lines are as the manifest says, and the first where they are not.
    private var soundUpTo: (index: UInt64, offset: UInt64)
    private var unsoundAt: (index: UInt64, expected: MerkleHash, found: MerkleHash)?
    private var last: (index: UInt64, offset: UInt64, recordedAt: Timestamp)?

    init(_ manifest: ExportManifest, verifier: NoteVerifier) {
        self.manifest = manifest
        proof = manifest.proof ?? ExportManifest.RangeProof(frontier: [], consistency: [])
        tenant = Array(manifest.tenant.description.utf8)
        frontier = Frontier(size: manifest.range.lowerBound, hashes: proof.frontier)
        soundUpTo = (manifest.range.lowerBound, 0)
        let origin = manifest.checkpoint.checkpoint.origin
        switch LogOrigin(origin, under: verifier) {
        case .log: break
        case .instanceLog(let tenant) where tenant == manifest.tenant: break
        default:
            findings.add(
                VerificationFinding(
                    .checkpoint, expected: "\(verifier.name)/\(manifest.tenant)", found: origin,
                    message: "The manifest's checkpoint is not of a log that this key serves for the export's tenant."))
        }
        if let finding = SignatureCheck.finding(manifest.checkpoint, verifier: verifier.named(origin), file: nil) {
            findings.add(finding)
        }
    }

    mutating func take(_ line: [UInt8]) {
        let (index, offset) = (manifest.range.lowerBound + lineCount, byteCount)
        digest.update(data: line)
        digest.update(data: Self.newline)
        byteCount += UInt64(line.count) + 1
        lineCount += 1
        guard index < manifest.range.upperBound else { return }
        takeNote(line, index: index, offset: offset)
        guard frontier?.append(MerkleHash.leaf(line)) != nil, unsoundAt == nil else { return }
        compareMilestone()
    }

    private mutating func compareMilestone() {
        guard let frontier, nextMilestone < proof.milestones.count,
            case let milestone = proof.milestones[nextMilestone], milestone.size <= frontier.size
        else { return }
        nextMilestone += 1
        guard milestone.size == frontier.size else { return }
        let root = frontier.root
        if root == milestone.root {
            soundUpTo = (frontier.size, byteCount)
        } else {
            unsoundAt = (frontier.size, milestone.root, root)
        }
    }

    /// What the line says of itself.
    private mutating func takeNote(_ line: [UInt8], index: UInt64, offset: UInt64) {
        let note = line.withUnsafeBytes { EntryNote($0, tenant: tenant) }
        if note.problem != nil {
            findings.add(
                VerificationFinding(
                    .entry, index: index, offset: Int(clamping: offset), expected: manifest.tenant.description,
                    message: "The line is no stored event of the export's tenant."))
        }
        guard let recordedAt = note.stamp else { return }
        if index == manifest.range.lowerBound { checkSpan(index, offset, recordedAt) }
        last = (index, offset, recordedAt)
    }

    private mutating func checkSpan(_ index: UInt64, _ offset: UInt64, _ recordedAt: Timestamp) {
        guard !manifest.span.contains(recordedAt) else { return }
        findings.add(
            VerificationFinding(
                .export, index: index, offset: Int(clamping: offset), found: "recorded at \(recordedAt)",
                message: "The range's first and last entries must lie within the manifest's span of time."))
    }

    consuming func finish() -> [VerificationFinding] {
        if lineCount > 1, let last { checkSpan(last.index, last.offset, last.recordedAt) }
        let expectedCount = manifest.range.upperBound - manifest.range.lowerBound
        if lineCount != expectedCount || manifest.count != expectedCount {
            findings.add(
                VerificationFinding(
                    .export, index: manifest.range.lowerBound + min(lineCount, expectedCount),
                    offset: Int(clamping: byteCount), expected: "\(expectedCount) lines", found: "\(lineCount) lines",
                    message: "The export has not as many lines as the manifest's range has entries."))
        }
        checkRoot()
        if findings.isEmpty, ExportOutput.hex(digest) != manifest.sha256 || byteCount != manifest.byteCount {
            findings.add(
                VerificationFinding(
                    .export, expected: manifest.sha256, found: ExportOutput.hex(digest),
                    message: "The lines are the log's; bytes and sha256 in the manifest are not of these lines."))
        }
        var list = findings.findings
        if findings.omitted > 0 {
            list.append(VerificationFinding(.export, message: "There are \(findings.omitted) more findings."))
        }
        return list
    }

    private mutating func checkRoot() {
        let tree = manifest.checkpoint.checkpoint
        guard let frontier else {
            findings.add(
                VerificationFinding(
                    .export, index: manifest.range.lowerBound,
                    expected: "\(manifest.range.lowerBound.nonzeroBitCount) hashes",
                    found: "\(proof.frontier.count) hashes",
                    message: "The manifest's frontier is not that of a log of \(manifest.range.lowerBound) entries."))
            return
        }
        let isProven =
            frontier.size == manifest.range.upperBound
            && Proof.verifyConsistency(
                oldSize: frontier.size, oldRoot: frontier.root, size: tree.size, root: tree.root,
                proof: proof.consistency)
        if isProven, let unsoundAt {
            findings.add(
                VerificationFinding(
                    .export, index: unsoundAt.index, expected: unsoundAt.expected.hex, found: unsoundAt.found.hex,
                    message: "The lines are the log's; the manifest's milestone at \(unsoundAt.index) is not."))
        }
        guard !isProven else { return }
        let end = unsoundAt?.index ?? manifest.range.upperBound
        findings.add(
            VerificationFinding(
                .export, index: soundUpTo.index, offset: Int(clamping: soundUpTo.offset),
                expected: unsoundAt?.expected.hex ?? "a part of the tree with root \(tree.root.hex)",
                found: (unsoundAt?.found ?? frontier.root).hex,
                message: """
                    The lines are not the log's entries \(manifest.range.lowerBound) to \(manifest.range.upperBound), \
                    exclusive; they differ between index \(soundUpTo.index) and \(end), or the proof was changed.
                    """))
    }
}
