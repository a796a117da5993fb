import AuditEvents

/// GitHub's audit log of an organisation or enterprise: exported (JSON) or streamed.
enum GitHubAuditMapper {
    private static let format = IngestFormat.github

    static func map(_ record: JSONObject) throws(AuditError) -> MappedRecord {
        var record = ForeignRecord(record)
        guard let action = record.text("action") else { throw MappedRecord.missing("action", format) }
        let time = try time(record)
        let nativeID = record.text("_document_id")
        let words = action.split(separator: ".").map { ActionWord.plain(String($0)) }

        var event = IncomingEvent(
            time: time, action: (["github"] + words).joined(separator: "."), resource: resource(record),
            outcome: outcome(record, action: action))
        event.input = record.take("request_body", "query_string")
        let actor = actor(record)
        let address = record.take("actor_ip", as: \.string)
        var mapped = MappedRecord(
            format: format, surface: "github", event: event, actor: actor,
            requestID: record.text("request_id") ?? nativeID, nativeID: nativeID,
            sourceIPs: address.map { [.string($0)] } ?? [], userAgent: record.take("user_agent", as: \.string))
        mapped.finish(rest: record.rest)
        return mapped
    }

    /// Milliseconds since 1970 in `@timestamp` (when it happened) or `created_at` (when it was recorded).
    private static func time(_ record: ForeignRecord) throws(AuditError) -> Timestamp {
        let field = ["@timestamp", "created_at"].first { record[$0] != nil } ?? "@timestamp"
        guard let value = record[field] else { throw MappedRecord.missing(field, format) }
        if let text = value.string, let time = Timestamp(text) { return time }
        guard let milliseconds = value.number, abs(milliseconds) < 1e15,
            case let time = Timestamp(microseconds: Int64(milliseconds) * 1000), Timestamp.writable.contains(time)
        else {
            throw AuditError(.invalidField, "\(field) must be milliseconds since 1970, or a time", field: field)
        }
        return time
    }

    /// Apps have logins that end with `[bot]`; where nobody is named, GitHub itself acted.
    private static func actor(_ record: ForeignRecord) -> Actor {
        guard let login = record.text("actor") else { return Actor(.system, "github") }
        return Actor(record["actor_is_bot"] == true || login.hasSuffix("[bot]") ? .system : .human, login)
    }

    private static func resource(_ record: ForeignRecord) -> Resource? {
        for type in ["repo", "team", "org", "business", "user"] {
            if let id = record.text(type) { return Resource(type, id) }
        }
        return nil
    }

    private static func outcome(_ record: ForeignRecord, action: String) -> Outcome {
        switch record["status_code"]?.number {
        case .some(401), .some(403): return .denied
        case .some(let code) where code >= 400: return .error
        default: return action.hasSuffix(".failed_login") ? .denied : .success
        }
    }
}
