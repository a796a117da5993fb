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

    /// - Returns: nil for a text that is not one event of ours.
    private func prepareOwn(_ text: IngestText, _ engine: LoggingEngine) -> PreparedRecord? {
        guard format == .auto || format == .nexus, let id = ownID(text.bytes) else { return nil }
        let reporter = EventReporter(tenantID: tenantID, env: env, recordedBy: recordedBy)
        let result = Result { () throws(AuditError) in
            try engine.prepare(json: text.bytes, by: reporter, eventID: id.isEmpty ? nil : id)
        }
        return PreparedRecord(line: text.line, result: result)
    }

    /// The id of an event of ours that has none; empty for one that has. nil for anything else.
    private func ownID(_ bytes: [UInt8]) -> String? {
        bytes.withUnsafeBufferPointer { bytes in
            var tape = JSONTape()
            guard (try? tape.parse(bytes)) != nil, tape.kind(tape.root) == .object else { return nil }
            func text(_ name: String) -> String? {
                tape.key(name, of: tape.root).map { tape.kind($0 + 1) == .string ? tape.string($0 + 1) : "" }
            }
            // A list of records has a way of its own.
            guard text("Records") == nil, text("items") == nil,
                format == .nexus || IngestFormat.detected(by: text) == .nexus
            else { return nil }
            if let id = text("event_id"), !id.isEmpty { return "" }
            guard let tenant = tenantID ?? text("tenant_id") ?? text("tenantId") else { return nil }
            return lineMAC.id(tenant: tenant, line: bytes)
        }
    }
}
