import AuditEvents
import NexusAudit

/// Writes an error to stderr: one JSON line for programs; for people what, where, and what to do.
enum ErrorReport {
    static func write(_ error: AuditError, json: Bool) {
        let text: String
        if json {
            text = String(decoding: JSONValue.object(error.json).canonicalBytes(), as: UTF8.self)
        } else {
            text = lines(for: error, style: .error).joined(separator: "\n")
        }
        try? ByteSink.standardError.write(Array((text + "\n").utf8))
        try? ByteSink.standardError.flush()
    }

    static func lines(for error: AuditError, style: Terminal) -> [String] {
        var lines = ["\(style.red("nexus: \(error.code.rawValue):")) \(Terminal.printable(error.message))"]
        if let expression = error.cause as? MarkedExpression { return lines + expression.lines }
        var places: [String] = []
        if let tenant = error.tenantID { places.append("tenant \(tenant)") }
        if let event = error.eventID { places.append("event \(event)") }
        if let request = error.requestID { places.append("request \(request)") }
        if let field = error.field { places.append("field \(field)") }
        if let limit = error.limit { places.append("limit \(Text.count(limit))") }
        if let actual = error.actual { places.append("given \(Text.count(actual))") }
        if !places.isEmpty { lines.append("  where: \(Terminal.printable(places.joined(separator: ", ")))") }
        for advice in advice(for: error) { lines.append("  do:    \(advice)") }
        return lines
    }

    /// What to do, in terms of this program's commands; the message itself speaks of the store.
    static func advice(for error: AuditError) -> [String] {
        var advice: [String] = []
        if error.durability == .unknown {
            advice.append("the event may or may not be stored: send it again with the same --event-id to settle it")
        }
        switch error.code {
        case .storeMissing:
            advice.append("make a store with `nexus init`, or name another folder with --dir or $NEXUS_DIR")
        case .storeLocked:
            advice.append("wait for that process or stop it; log, show, trace, prove, verify and export work beside it")
            advice.append(
                "writing through a running server with `--server URL` needs nexus-server, which this version lacks")
        case .storeFull: advice.append("free space on the disk of the store, then run the command again")
        case .storePoisoned: advice.append("run the command again: opening the store recovers it")
        case .corrupt: advice.append("`nexus verify` names every damaged place; restore those files from a copy")
        case .overloaded: advice.append("wait a moment, then run the command again with the same --event-id")
        case .conflict: advice.append("use a new --event-id: entries are never changed")
        case .notPublished: advice.append("publish first: nexus checkpoint --tenant \(error.tenantID ?? "TENANT")")
        default: break
        }
        return advice
    }
}
