import AuditEvents

/// A span of time by `recorded_at`: from inclusive, to exclusive, either end open.
struct TimeSpan: Sendable {
    let from: Timestamp?
    let to: Timestamp?

    /// - Throws: `invalid_field` if `to` is before `from`.
    init(from: Timestamp?, to: Timestamp?) throws(AuditError) {
        if let from, let to, to < from {
            throw AuditError(.invalidField, "the export's end \(to) is before its beginning \(from)", field: "to")
        }
        self.from = from
        self.to = to
    }

    func contains(_ time: Timestamp) -> Bool {
        if let from, time < from { return false }
        if let to, time >= to { return false }
        return true
    }

    /// Whether everything up to an entry recorded at `time` is before the span: no entry is more than the tolerance
    /// older than one before it, so none before this one is more than that newer.
    func isCertainlyAfter(_ time: Timestamp) -> Bool {
        guard let from else { return false }
        return time.microseconds < from.microseconds - NewEntry.stampTolerance
    }

    /// Whether everything from an entry recorded at `time` on is after the span.
    func isCertainlyBefore(_ time: Timestamp) -> Bool {
        guard let to else { return false }
        return time.microseconds >= to.microseconds + NewEntry.stampTolerance
    }
}
