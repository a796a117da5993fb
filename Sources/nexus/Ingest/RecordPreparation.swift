import AuditEvents
import AuditIngest
import NexusAudit

/// Records of a file that are ready for the store, one behind the other.
struct RecordLot: Sendable {
    var records: [PreparedRecord] = []
    /// For each record that is not refused yet, what the store gets.
    var staged: [Result<StagedEvent, AuditError>] = []
    /// Bytes of the file.
    var bytes = 0
    /// The logs that it is for.
    var logs: Set<TenantID> = []
}

/// Makes lots of texts, on all cores.
enum RecordPreparation {
    /// Validates, redacts, decides and encodes.
    static func lot(of texts: [IngestText], _ ingester: Ingester, _ engine: LoggingEngine) async -> RecordLot {
        var lot = RecordLot()
        for text in texts {
            lot.bytes += text.bytes.count
            lot.records += await ingester.prepare(text, engine: engine)
        }
        let events = lot.records.compactMap { try? $0.result.get() }
        lot.logs = Set(events.map(\.tenantID))
        lot.staged = await engine.stage(events)
        return lot
    }
}
