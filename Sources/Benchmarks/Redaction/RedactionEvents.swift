import AuditEvents
import Redaction

extension Benchmark {
    static let redactionEvents = Benchmark(
        name: "redaction-events",
        summary:
            "JSON bytes to redacted canonical JSON bytes, with flags; the peer reads and writes the same without redacting"
    ) { _ in
        try Corpus.events().map { corpus in
            let door = RedactionDoor()
            return Comparison(
                input: corpus.name,
                subject: .lines("redacted", corpus.lines, count: "findings") { line in
                    let (written, flags) = try door.redact(line)
                    precondition(!written.isEmpty)
                    return flags.kinds.values.reduce(0, +)
                },
                peers: [
                    .lines("read, written", corpus.lines, count: "bytes written") { line in
                        try JSONValue(parsing: line).canonicalBytes().count
                    }
                ])
        }
    }
}

/// From an event's bytes to the bytes that are written.
struct RedactionDoor {
    private let redactor = Redactor()
    private let pseudonymizer = Pseudonymizer(
        masterKey: Array(repeating: 7, count: 32), tenant: TenantID("t_bench")!)

    func redact(_ line: [UInt8]) throws -> (written: [UInt8], flags: PIIFlags) {
        let (written, flags) = try redactor.redact(json: line, pseudonymizer: pseudonymizer)
        return (written, flags)
    }
}
