import AuditEvents
import Redaction

extension EngineCore {
    /// How often an entry is stamped before the engine gives up.
    private static let stamps = 5

    /// Prefer, encode, append.
    ///
    /// - Parameter isFreshID: Whether the event's id was made for this very call.
    func append(
        _ prepared: PreparedEvent, isFreshID: Bool, span: EmitSpan?
    ) async throws(AuditError) -> Receipt {
        let tenant = tenants.state(of: prepared.tenantID)
        if prepared.isControl { _ = try TrainPreferenceChange(stored: prepared.event.input) }
        span?.describe(prepared)

        let decision = prepared.decide(
            try await preferences(of: tenant), allowsMaskedText: redactor.policy.allowsTrainingOnMaskedText)
        var stamp = now()
        var leaf = try await encode(prepared, prepared.record(at: stamp, decision), tenant: tenant)
        for _ in 0..<Self.stamps {
            let entry = NewEntry(
                tenant: tenant.id, eventID: prepared.eventID, isFreshID: isFreshID, recordedAt: stamp,
                isControl: prepared.isControl, bytes: leaf.bytes)
            switch try await outcome(of: entry) {
            case .appended(let index):
                if prepared.isControl { observe(leaf.bytes, index: index, tenant: tenant) }
                return prepared.receipt(
                    index: index, leafHash: entry.leafHash, recordedAt: stamp, decision, log: tenant.log)
            case .duplicate(let earlier):
                return try settle(prepared, with: earlier, tenant: tenant)
            case .stale(let newest):
                let time = now()
                telemetry.clockIsBehind(
                    tenant: tenant.id, bySeconds: (newest.microseconds - time.microseconds) / 1_000_000)
                stamp = max(time, newest)
                leaf.stamp(stamp)
            }
        }
        throw AuditError(
            .clockBehind,
            "the log's newest entry is still ahead after \(Self.stamps) stamps: set the clock, then retry",
            isRetryable: true)
    }

    private func outcome(of entry: NewEntry) async throws(AuditError) -> AppendOutcome {
        do {
            return try await backend.append(entry)
        } catch {
            // It may stand in the log without anybody having its index: only the log can tell.
            if entry.isControl, error.durability == .unknown {
                tenants.known(entry.tenant.description)?.preferences.invalidate()
            }
            throw error
        }
    }

    /// Makes a control event that has its place visible to every emit that begins from now on.
    private func observe(_ leaf: [UInt8], index: UInt64, tenant: TenantState) {
        guard let event = try? DatasetEvent(leaf: leaf) else { preconditionFailure("a leaf is no event") }
        observe(event, index: index, tenant: tenant)
    }

    private func observe(_ event: DatasetEvent, index: UInt64, tenant: TenantState) {
        // The table's state, not the caller's: that one may have been forgotten and loaded anew meanwhile.
        tenants.known(tenant.id.description)?.preferences.apply(event, index: index)
    }

    /// The event id is in the log: gives the first receipt again, if it was the same event.
    private func settle(
        _ prepared: PreparedEvent, with earlier: LogEntry, tenant: TenantState
    ) throws(AuditError) -> Receipt {
        let stored = try earlier.event(of: tenant.id)
        guard prepared.hasSameContent(as: stored) else {
            throw AuditError(
                .conflict,
                "the event id was used before, by entry \(earlier.index) of this log, with other content: use a new id",
                field: "event_id")
        }
        if prepared.isControl { observe(stored, index: earlier.index, tenant: tenant) }
        return try Receipt(entry: earlier, event: stored, log: tenant.log, tenant: tenant.id, isDuplicate: true)
    }
}
