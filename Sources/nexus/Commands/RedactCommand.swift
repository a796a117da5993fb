import ArgumentParser
import AuditEvents

struct RedactCommand: NexusCommand {
    static let configuration = CommandConfiguration(
        commandName: "redact",
        abstract: "Take PII and secrets out of JSON lines on stdin.",
        discussion: """
            Each line is a JSON value; its strings, keys and numbers are redacted as an event's metadata would be. \
            With --spans each line is {"text": …} and becomes {"text": redacted, "spans": [{"kind","start","end"}]}, \
            offsets in Unicode scalars of the original. IP addresses become pseudonyms of this run. Stops at the first \
            line that is not JSON.

            With --kind nothing but those kinds is looked for: for reports, not for a log.

            Examples:
              echo '{"note":"mail ana@example.com"}' | nexus redact
              nexus redact --spans --kind IBAN < texts.ndjson
              nexus redact --policy policy.yaml < lines.ndjson
            """)

    @Flag(name: .long, help: "Read {\"text\": …} and also print where each finding stands.")
    var spans = false

    @Option(
        name: .long, parsing: .singleValue,
        help: ArgumentHelp("Only this kind, by our name or Presidio's; may be repeated.", valueName: "kind"))
    var kind: [KindArgument] = []

    @OptionGroup var policy: PolicyOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if policy.policy == "-" { throw ValidationError("--policy takes a file: stdin is what is redacted.") }
    }

    func perform(_ console: Console) async throws {
        let only = kind.isEmpty ? nil : kind.reduce(into: Set()) { $0.formUnion($1.kinds) }
        let redaction = ValueRedaction(redactor: try policy.redactor(only: only))
        let reader = try LineReader(path: "-")
        while let line = try reader.next() {
            do {
                let value = try JSONValue(parsing: line)
                try console.out.write(try redacted(value, by: redaction).canonicalBytes() + [UInt8(ascii: "\n")])
            } catch let error as AuditError {
                var error = error
                error.message = "line \(reader.lineNumber): \(error.message)"
                throw error
            }
            // As a filter in a pipe: what has been read is passed on before waiting for more.
            if !reader.hasBufferedLine { try console.out.flush() }
        }
    }

    private func redacted(_ value: JSONValue, by redaction: ValueRedaction) throws(AuditError) -> JSONValue {
        guard spans else { return try redaction.redact(value) }
        guard let text = value["text"]?.string else {
            throw AuditError(.missingField, "with --spans a line is {\"text\": \"…\"}", field: "text")
        }
        return .object(redaction.spans(in: text))
    }
}
