public import AuditEvents
public import NexusAudit

/// A record, validated and redacted, or why it is refused.
public struct PreparedRecord: Sendable {
    /// The line that the record starts on, counted from 1; for a record inside a list, the line the list starts on.
    public var line: Int
    /// The place in a list, counted from 1; nil for a record that stands alone.
    public var part: Int?
    public var result: Result<PreparedEvent, AuditError>
}

extension Ingester {
    /// Validates and redacts the records of a text.
    ///
    /// A record of ours goes to the engine as it stands; no value is made of it.
    public func prepare(_ text: IngestText, engine: LoggingEngine) async -> [PreparedRecord] {
        if text.refusal == nil, let event = prepareOwn(text, engine) { return [event] }
        var records: [PreparedRecord] = []
        for item in items(of: text) {
            records.append(
                PreparedRecord(line: item.line, part: item.part, result: await prepare(item.result, engine)))
        }
        return records
    }

    private func prepare(
        _ record: Result<IngestRecord, AuditError>, _ engine: LoggingEngine
    ) async -> Result<PreparedEvent, AuditError> {
        do throws(AuditError) {
            let record = try record.get()
            return .success(try await engine.prepare(record.event, context: record.context))
        } catch {
            return .failure(error)
        }
    }

    /// - Returns: nil for a text that is not an event of ours, or one that is refused.
    private func prepareOwn(_ text: IngestText, _ engine: LoggingEngine) -> PreparedRecord? {
        guard format == .auto || format == .nexus else { return nil }
        let reporter = EventReporter(tenantID: tenantID, env: env, recordedBy: recordedBy)
        let event = text.bytes.withUnsafeBufferPointer { bytes in
            engine.prepareIfOwn(bytes, by: reporter) { lineMAC.id(tenant: $0.description, line: bytes) }
        }
        return event.map { PreparedRecord(line: text.line, result: .success($0)) }
    }
}
