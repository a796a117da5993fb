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
        span?.describe(prepared)
        let staged = try await stage(prepared, isFreshID: isFreshID)
        return try await append(staged, first: nil)
    }

    /// Prefer and encode: everything that can be done on the caller's thread.
    func stage(_ prepared: PreparedEvent, isFreshID: Bool) async throws(AuditError) -> StagedEvent {
        let tenant = tenants.state(of: prepared.tenantID)
        if prepared.isControl { _ = try TrainPreferenceChange(stored: prepared.event.input) }
        let decision = prepared.decide(
            try await preferences(of: tenant), allowsMaskedText: redactor.policy.allowsTrainingOnMaskedText)
        let stamp = now()
        let leaf = try await encode(prepared, prepared.record(at: stamp, decision), tenant: tenant)
        return StagedEvent(prepared, tenant, decision, leaf, stamp: stamp, isFreshID: isFreshID)
    }

    /// - Parameter first: What the store said of the event already; nil if it was not asked yet.
    func append(
        _ event: StagedEvent, first: Result<AppendOutcome, AuditError>?
    ) async throws(AuditError) -> Receipt {
        var staged = event
        var first = first
        for _ in 0..<Self.stamps {
            switch try await outcome(of: staged.entry, first.take()) {
            case .appended(let index):
                if staged.entry.isControl { observe(staged.entry.bytes, index: index, tenant: staged.tenant) }
                return staged.receipt(index: index)
            case .duplicate(let earlier):
                return try settle(staged.prepared, with: earlier, tenant: staged.tenant)
            case .stale(let newest):
                let time = now()
                telemetry.clockIsBehind(
                    tenant: staged.tenant.id, bySeconds: (newest.microseconds - time.microseconds) / 1_000_000)
                staged.stamp(max(time, newest))
            }
        }
        throw AuditError(
            .clockBehind,
            "the log's newest entry is still ahead after \(Self.stamps) stamps: set the clock, then retry",
            isRetryable: true)
    }

    private func outcome(
        of entry: NewEntry, _ known: Result<AppendOutcome, AuditError>?
    ) async throws(AuditError) -> AppendOutcome {
        do throws(AuditError) {
            if let known { return try known.get() }
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
