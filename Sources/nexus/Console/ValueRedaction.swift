import AuditEvents
import Redaction

/// Redacts JSON that is not an event.
struct ValueRedaction {
    private let redactor: Redactor
    /// A filter has no store whose key could make pseudonyms, and under a key that anybody knows every IPv4 address could
    /// be tried: so they are those of this run alone.
    private let pseudonymizer: Pseudonymizer

    init(redactor: Redactor = Redactor()) {
        self.redactor = redactor
        var generator = SystemRandomNumberGenerator()
        let key = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        guard let tenant = TenantID("t_filter") else { preconditionFailure("no name of a tenant") }
        pseudonymizer = Pseudonymizer(masterKey: key, tenant: tenant)
    }

    /// `value` as it would stand in an event; path rules begin at its own keys.
    ///
    /// - Throws: `redaction_failed` for values nested too deep.
    func redact(_ value: JSONValue) throws(AuditError) -> JSONValue {
        try redactor.redact(value, pseudonymizer: pseudonymizer).value
    }

    /// `{"text": redacted, "spans": [{"kind","start","end"}]}`, offsets in Unicode scalars of `text`.
    func spans(in text: String) -> JSONObject {
        let result = redactor.redact(text)
        let spans = redactor.scalarSpans(of: result.findings, in: text).map { span -> JSONValue in
            [
                "kind": .string(span.kind.rawValue), "start": .number(Double(span.range.lowerBound)),
                "end": .number(Double(span.range.upperBound)),
            ]
        }
        return ["text": .string(result.text), "spans": .array(spans)]
    }
}
