public import AuditEvents
import AuditQuery

extension AuditError {
    /// The error as programs see it, `{"error": {"code": …, "message": …, …}}`; what is not known is left out.
    ///
    /// `column` stands there for an expression that is no query, counted from 1; `retry_after_ms` stands there when the error says how long to wait, rounded up.
    public var json: JSONObject {
        var error: JSONObject = [
            "code": .string(code.rawValue), "message": .string(message), "retryable": .bool(isRetryable),
            "durability": .string(durability.rawValue),
        ]
        error["column"] = (cause as? QueryError).map { .number(Double($0.column)) }
        error["field"] = field.map { .string($0) }
        error["limit"] = limit.map { .number(Double($0)) }
        error["actual"] = actual.map { .number(Double($0)) }
        error["retry_after_ms"] = retryAfter.map { .number(Double(Self.milliseconds($0))) }
        error["event_id"] = eventID.map { .string($0) }
        error["tenant_id"] = tenantID.map { .string($0) }
        error["request_id"] = requestID.map { .string($0) }
        return ["error": .object(error)]
    }

    private static func milliseconds(_ duration: Duration) -> Int64 {
        let (seconds, attoseconds) = duration.components
        return seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
    }
}
