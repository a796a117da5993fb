public import AuditEvents

extension Receipt {
    /// Makes a receipt again from the log alone.
    ///
    /// - Parameters:
    ///   - entry: As the log holds it.
    ///   - log: The log's origin, `<instance>/<tenant_id>`.
    ///   - isDuplicate: Whether it answers a call that repeated an accepted event.
    /// - Throws: `corrupt` for bytes that are no stored event, or another tenant's.
    public init(entry: LogEntry, log: String, tenant: TenantID, isDuplicate: Bool) throws(AuditError) {
        try self.init(
            entry: entry, event: try entry.event(of: tenant), log: log, tenant: tenant, isDuplicate: isDuplicate)
    }

    init(
        entry: LogEntry, event: DatasetEvent, log: String, tenant: TenantID, isDuplicate: Bool
    ) throws(AuditError) {
        guard let record = event.record, event.tenantID == tenant.description else {
            throw AuditError(
                .corrupt, "entry \(entry.index) of \(tenant) is not one of this tenant's stored events: verify the log",
                tenantID: tenant.description)
        }
        self.init(
            log: log, tenantID: tenant, index: entry.index, eventID: event.eventID, leafHash: entry.leafHash,
            recordedAt: record.recordedAt, piiFlags: record.piiFlags, trainOK: record.trainOK,
            trainReason: record.trainReason, isDuplicate: isDuplicate)
    }
}
