import AuditEvents
import MerkleLog

/// An entry as a line of comma-separated values (RFC 4180).
enum CSVRow {
    /// The columns after `index` and `leaf_hash`, each with its member's path in the event.
    private static let columns: [(name: String, path: [String])] = [
        ("event_id", ["event_id"]), ("time", ["time"]), ("recorded_at", ["recorded_at"]),
        ("tenant_id", ["tenant_id"]), ("env", ["env"]), ("surface", ["surface"]), ("agent_id", ["agent_id"]),
        ("action", ["action"]), ("actor_type", ["actor", "type"]), ("actor_id", ["actor", "id"]),
        ("on_behalf_of", ["actor", "on_behalf_of"]), ("resource_type", ["resource", "type"]),
        ("resource_id", ["resource", "id"]), ("outcome", ["outcome"]), ("severity", ["severity"]),
        ("storage_class", ["storage_class"]), ("project_id", ["project_id"]), ("app_id", ["app_id"]),
        ("surface_id", ["surface_id"]), ("run_id", ["run_id"]), ("step_id", ["step_id"]), ("span_id", ["span_id"]),
        ("request_id", ["metadata", "request_id"]), ("trace_id", ["metadata", "trace_id"]),
        ("duration_ms", ["duration_ms"]), ("train_ok", ["train_ok"]), ("train_reason", ["train_reason"]),
        ("pii_flags", ["pii_flags"]), ("recorded_by", ["recorded_by"]), ("usage", ["usage"]), ("input", ["input"]),
        ("output", ["output"]), ("metadata", ["metadata"]),
    ]

    static let header: [UInt8] = {
        let names = ["index", "leaf_hash"] + columns.map(\.name) + ["analytics"]
        return Array(names.joined(separator: ",").utf8) + lineEnd
    }()

    private static let lineEnd: [UInt8] = [0x0D, 0x0A]

    /// - Throws: What the JSON parser throws.
    static func line(_ entry: LogEntry) throws(AuditError) -> [UInt8] {
        let event = try JSONValue(parsing: entry.bytes)
        var line = Array("\(entry.index),\(entry.leafHash.hex)".utf8)
        for column in columns {
            line.append(UInt8(ascii: ","))
            var value: JSONValue? = event
            for key in column.path { value = value?[key] }
            append(value, to: &line)
        }
        line.append(UInt8(ascii: ","))
        let analytics = (event.object ?? [:]).members.filter { Analytics.isField($0.key) }
        if !analytics.isEmpty { append(JSONObject(analytics).map { .object($0) }, to: &line) }
        return line + lineEnd
    }

    /// Texts are guarded against spreadsheets that would take them for formulas; numbers are what they are.
    private static func append(_ value: JSONValue?, to line: inout [UInt8]) {
        switch value {
        case nil, .null: break
        case .string(let text):
            let isFormula = text.utf8.first.map { formulaStarts.contains($0) } ?? false
            quote(isFormula ? [UInt8(ascii: "'")] + Array(text.utf8) : Array(text.utf8), to: &line)
        case .some(let value): quote(value.canonicalBytes(), to: &line)
        }
    }

    private static let formulaStarts = Set("=+-@\t\r".utf8)
    private static let quoted = Set("\",\r\n".utf8)

    private static func quote(_ cell: [UInt8], to line: inout [UInt8]) {
        guard cell.contains(where: { quoted.contains($0) }) else {
            line += cell
            return
        }
        line.append(UInt8(ascii: "\""))
        for byte in cell {
            if byte == UInt8(ascii: "\"") { line.append(byte) }
            line.append(byte)
        }
        line.append(UInt8(ascii: "\""))
    }
}
