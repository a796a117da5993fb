public import AuditEvents
public import MerkleLog

/// Proof of acceptance: the entry is durable and has its place.
public struct Receipt: Hashable, Sendable {
    /// The log's origin, `<instance>/<tenant_id>`.
    public var log: String
    public var tenantID: TenantID
    public var index: UInt64
    public var eventID: String
    public var leafHash: MerkleHash
    public var recordedAt: Timestamp
    public var piiFlags: PIIFlags
    public var trainOK: Bool
    public var trainReason: TrainReason
    /// Whether an earlier call had this event accepted already; the rest is then that call's receipt.
    public var isDuplicate: Bool

    public init(
        log: String, tenantID: TenantID, index: UInt64, eventID: String, leafHash: MerkleHash, recordedAt: Timestamp,
        piiFlags: PIIFlags, trainOK: Bool, trainReason: TrainReason, isDuplicate: Bool
    ) {
        self.log = log
        self.tenantID = tenantID
        self.index = index
        self.eventID = eventID
        self.leafHash = leafHash
        self.recordedAt = recordedAt
        self.piiFlags = piiFlags
        self.trainOK = trainOK
        self.trainReason = trainReason
        self.isDuplicate = isDuplicate
    }
}
