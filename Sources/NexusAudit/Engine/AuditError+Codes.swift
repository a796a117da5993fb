public import AuditEvents

extension AuditError.Code {
    /// The clock stays behind its log's newest entry although the entry was stamped anew.
    public static let clockBehind: Self = "clock_behind"
}
