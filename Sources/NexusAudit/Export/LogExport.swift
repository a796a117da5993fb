public import AuditEvents
import MerkleLog
public import Redaction

/// Writes entries of one log out, for an auditor or for training, with a manifest that says what is there and why.
///
/// Only published entries are exported, those under the log's last checkpoint: nothing later could be proven.
///
/// An **audit** export in NDJSON is one contiguous index range `[from, to)`, a line for each entry, and each line the
/// entry's exact leaf bytes. The manifest proves that the range is whole, offline and under the checkpoint's signature:
///
/// 1. `proof.frontier` holds the roots of the perfect subtrees to the left of the range. Folding the lines' leaf hashes
///    onto it gives the root that the log had at size `range.to`; a line dropped, added, moved or changed gives another.
/// 2. `proof.consistency` is the RFC 6962 consistency proof from that size and root to the checkpoint's.
///
/// `milestones` are roots that the log had at sizes within the range. Nobody signed them; they only tell between which
/// lines a damaged export begins to differ. Which indexes belong to a span of time is the exporter's word: the entries
/// tell when they were recorded, and the first and the last of them lie within the span.
///
/// A **training** export holds what may be used for training now: the decision is made anew for each entry, with the
/// preferences that stand when the export begins. A line is the event as stored, its `train_ok` that of its own time.
///
/// **CSV** (RFC 4180) is for reading, and cannot be verified from its bytes. A text cell that a spreadsheet would take
/// for a formula, that is one beginning with `=`, `+`, `-`, `@`, a tab or a carriage return, gets a single quote in
/// front.
public struct LogExport: Sendable {
    public enum Purpose: String, Sendable {
        /// One contiguous index range, whole, so that its completeness can be proven.
        case audit
        /// Only what may be used for training now.
        case training
    }
    public enum Format: String, Sendable { case ndjson, csv }

    let reader: any LogReader
    let policy: RedactionPolicy

    /// - Parameters:
    ///   - reader: Where the log is.
    ///   - policy: Says whether events whose findings were all masked may be used for training.
    public init(reader: any LogReader, policy: RedactionPolicy = .standard) {
        self.reader = reader
        self.policy = policy
    }

    /// - Parameters:
    ///   - from: Inclusive, by `recorded_at`; nil from the beginning.
    ///   - to: Exclusive; nil to the end of the published log.
    ///   - progress: Called now and then with the number of entries read so far and their total.
    ///   - write: Gets the bytes of one or more whole lines at a time.
    /// - Returns: The manifest, as JSON.
    /// - Throws: `not_found` without a log, `not_published` without a checkpoint, `invalid_field` if `to` is before
    ///   `from`, `corrupt` where the log's files do not prove what was exported, `io` where `write` failed.
    public func run(
        _ tenant: TenantID, for purpose: Purpose, format: Format = .ndjson, from: Timestamp? = nil,
        to: Timestamp? = nil,
        progress: (@Sendable (UInt64, UInt64) -> Void)? = nil, write: ([UInt8]) throws -> Void
    ) async throws(AuditError) -> JSONObject {
        let log = try await PublishedEntries(reader: reader, tenant: tenant)
        let span = try TimeSpan(from: from, to: to)
        let range = try await log.indexes(recordedIn: span)
        var manifest = ExportManifest(
            purpose: purpose, format: format, tenant: tenant, span: span, range: range, checkpoint: log.checkpoint)
        var output = ExportOutput()
        if format == .csv { output.append(CSVRow.header) }
        switch purpose {
        case .audit:
            manifest.proof = try await exportRange(log, range, format, &output, progress: progress, write: write)
            manifest.count = range.upperBound - range.lowerBound
        case .training:
            var filter = TrainingFilter(
                preferences: try await TrainingPreferences.load(of: tenant, from: reader),
                allowsMaskedText: policy.allowsTrainingOnMaskedText)
            try await log.forEach(in: range, progress: progress) { entry throws(AuditError) in
                let event = try entry.event(of: tenant)
                guard let recordedAt = event.record?.recordedAt, span.contains(recordedAt), filter.admits(event) else {
                    return
                }
                try output.append(entry, format: format, tenant: tenant)
                try output.flush(to: write)
            }
            manifest.training = filter.summary
            manifest.count = filter.includedCount
        }
        try output.flush(to: write, always: true)
        (manifest.byteCount, manifest.sha256) = output.finish()
        return manifest.json
    }

    /// Writes a whole range, and proves that it is what the log holds before saying so.
    private func exportRange(
        _ log: PublishedEntries, _ range: Range<UInt64>, _ format: Format, _ output: inout ExportOutput,
        progress: (@Sendable (UInt64, UInt64) -> Void)?, write: ([UInt8]) throws -> Void
    ) async throws(AuditError) -> ExportManifest.RangeProof {
        var tiles = TileCache(reader: reader, tenant: log.tenant, size: log.size)
        var frontier = try await tiles.read { tree, fetch in try tree.frontier(at: range.lowerBound, fetch: fetch) }
        let consistency = try await tiles.read { tree, fetch in
            try tree.consistencyProof(from: range.upperBound, fetch: fetch)
        }
        var proof = ExportManifest.RangeProof(frontier: frontier.hashes, consistency: consistency)
        let step = ExportManifest.milestoneStep(count: range.upperBound - range.lowerBound)
        try await log.forEach(in: range, progress: progress) { entry throws(AuditError) in
            frontier.append(entry.leafHash)
            if frontier.size.isMultiple(of: step), frontier.size < range.upperBound {
                proof.milestones.append(ExportManifest.Milestone(size: frontier.size, root: frontier.root))
            }
            try output.append(entry, format: format, tenant: log.tenant)
            try output.flush(to: write)
        }
        let isProven = Proof.verifyConsistency(
            oldSize: range.upperBound, oldRoot: frontier.root, size: log.size, root: log.checkpoint.checkpoint.root,
            proof: consistency)
        guard isProven else {
            throw AuditError(
                .corrupt, "the log of \(log.tenant) does not prove the entries that were exported: verify the log",
                tenantID: log.tenant.description)
        }
        return proof
    }
}
