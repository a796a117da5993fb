import AuditEvents
import MerkleLog
import NexusAudit

/// Prints entries of a log: as one line each for people, as objects, or as the exact bytes.
struct EntryPrinter {
    let console: Console
    let isRaw: Bool

    func print(_ entry: LogEntry) throws {
        if isRaw {
            try console.out.write(entry.bytes + [UInt8(ascii: "\n")])
        } else if console.isJSON {
            try console.json(try Self.object(of: entry))
        } else {
            try console.line("#\(entry.index)  " + Self.summary(of: try DatasetEvent(leaf: entry.bytes), console.style))
        }
    }

    /// The whole event, over several lines for people.
    func printWhole(_ entry: LogEntry) throws {
        guard !isRaw, !console.isJSON else { return try print(entry) }
        let event = try JSONValue(parsing: entry.bytes)
        try console.line("#\(entry.index)  leaf \(entry.leafHash.hex)")
        try console.line(PrettyJSON.text(event))
    }

    /// `{"index":0,"leaf_hash":"…","event":{…}}`.
    static func object(of entry: LogEntry) throws(AuditError) -> JSONObject {
        [
            "index": .number(Double(entry.index)), "leaf_hash": .string(entry.leafHash.hex),
            "event": try JSONValue(parsing: entry.bytes),
        ]
    }

    /// Time, actor, action, resource, outcome, surface.
    static func summary(of event: DatasetEvent, _ style: Terminal) -> String {
        var parts = [
            style.dim("\(event.time)"), Terminal.printable(name(of: event.actor)),
            style.bold(Terminal.printable(event.action)),
        ]
        if let resource = event.resource { parts.append(Terminal.printable("\(resource.type):\(resource.id)")) }
        parts.append(styled(event.outcome, event.outcome.rawValue, style))
        parts.append(Terminal.printable(event.surface))
        return parts.joined(separator: "  ")
    }

    /// `agent:a_1 for human:u_1`.
    static func name(of actor: Actor) -> String {
        let own = "\(actor.kind.rawValue):\(actor.id)"
        guard let principal = actor.onBehalfOf else { return own }
        return "\(own) for \(name(of: principal))"
    }

    /// Text in the colour of an outcome.
    static func styled(_ outcome: Outcome, _ text: String, _ style: Terminal) -> String {
        switch outcome {
        case .success: style.green(text)
        case .denied: style.yellow(text)
        case .error: style.red(text)
        }
    }
}
