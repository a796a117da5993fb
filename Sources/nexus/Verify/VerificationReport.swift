import AuditEvents
import MerkleLog
import NexusAudit

/// What verifying found, over one or many logs, and how it is told.
struct VerificationReport {
    var logs: [LogVerification]
    /// Entries that are durable in the journal and not under the checkpoint yet.
    var unpublished: [TenantID: UInt64] = [:]
    /// What is said beside the logs in JSON, such as which entry a proof is about.
    var details: JSONObject = [:]
    /// What was verified, for people; one line.
    var summary: String

    var isValid: Bool { logs.allSatisfy(\.isValid) }

    var json: JSONObject {
        var object = details
        object["ok"] = .bool(isValid)
        object["logs"] = .array(
            logs.map { log in
                var json = log.json
                json["unpublished"] = unpublished[log.tenant].map { .number(Double($0)) }
                return .object(json)
            })
        return object
    }

    func print(to console: Console) throws {
        if console.isJSON { return try console.json(json) }
        let style = console.style
        let width = logs.map { "\($0.tenant)".count }.max() ?? 0
        for log in logs {
            let mark = log.isValid ? style.green("✓") : style.red("✗")
            let size = Text.counted(log.size, "entry", "entries")
            let more =
                unpublished[log.tenant].map { "  (\(Text.count($0)) more in the journal, not published yet)" } ?? ""
            try console.line("\(mark) \(Text.padded("\(log.tenant)", width))  \(size)  root \(log.root.hex)\(more)")
            for finding in log.findings {
                for line in Self.lines(of: finding, tenant: log.tenant, style) { try console.line(line) }
            }
            if log.omittedFindings > 0 { try console.line("  … and \(Text.count(log.omittedFindings)) more findings") }
        }
        try console.line(isValid ? style.green(summary) : style.red(summary))
    }

    private static func lines(of finding: VerificationFinding, tenant: TenantID, _ style: Terminal) -> [String] {
        let entry = finding.index.map { " entry \($0)" } ?? ""
        var lines = [
            "  \(style.red(finding.kind.rawValue)) in \(tenant)\(entry): \(Terminal.printable(finding.message))"
        ]
        if let file = finding.file {
            let offset = finding.offset.map { " at byte \(Text.count($0))" } ?? ""
            lines.append("    file      \(Terminal.printable(file))\(offset)")
        }
        if let expected = finding.expected { lines.append("    expected  \(Terminal.printable(expected))") }
        if let found = finding.found { lines.append("    found     \(Terminal.printable(found))") }
        return lines
    }
}
