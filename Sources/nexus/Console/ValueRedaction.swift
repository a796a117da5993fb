import AuditEvents
import Redaction

/// Redacts JSON that is not an event.
enum ValueRedaction {
    /// `value` as it would stand in an event's metadata.
    static func redact(_ value: JSONValue, by redactor: Redactor) throws(AuditError) -> JSONValue {
        var event = DatasetEvent(
            eventID: "-", time: Timestamp(microseconds: 0), tenantID: "t_-", env: "-", surface: "-", agentID: "-",
            action: "redact", actor: Actor(.system, "system"), metadata: ["value": value])
        _ = try redactor.redact(&event, pseudonymizer: Pseudonymizer(masterKey: key, tenant: tenant))
        return event.metadata["value"] ?? .null
    }

    /// A filter has no store whose key could make pseudonyms of IP addresses that mean anything elsewhere.
    private static let key = [UInt8](repeating: 0, count: 32)
    private static let tenant = TenantID("t_filter")!

    /// `{"text": redacted, "spans": [{"kind","start","end"}]}`, offsets in Unicode scalars of `text`.
    static func spans(in text: String, by redactor: Redactor) -> JSONObject {
        let result = redactor.redact(text)
        let bytes = Array(text.utf8)
        var position = 0
        var scalars = 0
        func scalarOffset(_ offset: Int) -> Double {
            while position < offset {
                if bytes[position] & 0xC0 != 0x80 { scalars += 1 }
                position += 1
            }
            return Double(scalars)
        }
        let spans = result.findings.map { finding -> JSONValue in
            let start = scalarOffset(finding.range.lowerBound)
            let end = scalarOffset(finding.range.upperBound)
            return ["kind": .string(finding.kind.rawValue), "start": .number(start), "end": .number(end)]
        }
        return ["text": .string(result.text), "spans": .array(spans)]
    }
}
