import AuditEvents

/// An event ready for the store: decided, stamped, encoded and hashed.
package struct StagedEvent: Sendable {
    let prepared: PreparedEvent
    let tenant: TenantState
    let decision: TrainDecision
    private(set) var entry: NewEntry
    private var leaf: Leaf

    init(
        _ prepared: PreparedEvent, _ tenant: TenantState, _ decision: TrainDecision, _ leaf: Leaf, stamp: Timestamp,
        isFreshID: Bool
    ) {
        self.prepared = prepared
        self.tenant = tenant
        self.decision = decision
        self.leaf = leaf
        entry = NewEntry(
            tenant: tenant.id, eventID: prepared.eventID, isFreshID: isFreshID, recordedAt: stamp,
            isControl: prepared.isControl, bytes: leaf.bytes)
    }

    /// Gives the entry another `recorded_at`.
    mutating func stamp(_ time: Timestamp) {
        leaf.stamp(time)
        entry = NewEntry(
            tenant: entry.tenant, eventID: entry.eventID, isFreshID: entry.isFreshID, recordedAt: time,
            isControl: entry.isControl, bytes: leaf.bytes)
    }

    func receipt(index: UInt64) -> Receipt {
        Receipt(
            log: tenant.log, tenantID: tenant.id, index: index, eventID: prepared.eventID, leafHash: entry.leafHash,
            recordedAt: entry.recordedAt, piiFlags: prepared.piiFlags, trainOK: decision.isOK,
            trainReason: decision.reason, isDuplicate: false)
    }
}
