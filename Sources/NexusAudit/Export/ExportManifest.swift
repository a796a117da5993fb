import AuditEvents
import MerkleLog

/// What an export says of itself.
struct ExportManifest: Sendable {
    static let version = "1"

    /// Shows that lines are the whole of an index range.
    struct RangeProof: Sendable {
        /// The perfect subtrees to the left of the range, largest first.
        var frontier: [MerkleHash]
        /// RFC 6962, from the range's end to the checkpoint.
        var consistency: [MerkleHash]
        var milestones: [Milestone] = []
    }
    /// A root that the log had within the range.
    struct Milestone: Sendable {
        var size: UInt64
        var root: MerkleHash
    }

    var purpose: LogExport.Purpose
    var format: LogExport.Format
    var tenant: TenantID
    var span: TimeSpan
    var range: Range<UInt64>
    var count: UInt64 = 0
    var byteCount: UInt64 = 0
    /// Of all lines, in hex.
    var sha256 = ""
    var checkpoint: SignedCheckpoint
    /// Of an audit export.
    var proof: RangeProof?
    /// Of a training export.
    var training: JSONObject?

    init(
        purpose: LogExport.Purpose, format: LogExport.Format, tenant: TenantID, span: TimeSpan, range: Range<UInt64>,
        checkpoint: SignedCheckpoint
    ) {
        self.purpose = purpose
        self.format = format
        self.tenant = tenant
        self.span = span
        self.range = range
        self.checkpoint = checkpoint
    }

    /// Lines between milestones: 256, or as many more as keep the list short.
    static func milestoneStep(count: UInt64) -> UInt64 {
        var step: UInt64 = 256
        while count / step > 4096 { step *= 2 }
        return step
    }

    var json: JSONObject {
        let tree = checkpoint.checkpoint
        var json: JSONObject = [
            "manifest_version": .string(Self.version), "purpose": .string(purpose.rawValue),
            "format": .string(format.rawValue), "tenant_id": .string(tenant.description),
            "origin": .string(tree.origin),
            "from": span.from.map { .string($0.description) } ?? .null,
            "to": span.to.map { .string($0.description) } ?? .null,
            "range": ["from": .number(Double(range.lowerBound)), "to": .number(Double(range.upperBound))],
            "count": .number(Double(count)), "bytes": .number(Double(byteCount)), "sha256": .string(sha256),
            "log_size": .number(Double(tree.size)), "root": .string(tree.root.hex),
            "checkpoint": .string(String(decoding: checkpoint.encoded, as: UTF8.self)),
            "covers": .string("published entries: those under the checkpoint, up to index \(tree.size), exclusive"),
            "verifiable": .bool(isVerifiable), "note": .string(note),
        ]
        if let proof {
            json["proof"] = [
                "frontier": .array(proof.frontier.map { .string($0.hex) }),
                "consistency": .array(proof.consistency.map { .string($0.hex) }),
            ]
            json["milestones"] = .array(
                proof.milestones.map { ["size": .number(Double($0.size)), "root": .string($0.root.hex)] })
        }
        for member in training ?? [:] { json[member.key] = member.value }
        return json
    }

    private var isVerifiable: Bool { purpose == .audit && format == .ndjson }

    private var note: String {
        switch (purpose, format) {
        case (.audit, .ndjson):
            "Each line is an entry's exact leaf bytes; frontier, lines and consistency proof lead to the signed root."
        case (.audit, .csv):
            """
            The leaf_hash column leads to the signed root as the lines of NDJSON do; the other columns cannot be \
            verified from their bytes.
            """
        case (.training, _):
            """
            Only events that may be used for training by the preferences at the time of the export; a selection cannot \
            be proven complete.
            """
        }
    }
}
