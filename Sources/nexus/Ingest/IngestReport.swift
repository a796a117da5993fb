import AuditEvents
import NexusAudit

/// What became of the lines of a file.
struct IngestReport: Sendable {
    /// A line that was not accepted, and why.
    struct Refusal: Sendable {
        /// nil where only one file was read.
        var file: String?
        var line: Int
        /// The place in a list that begins on that line.
        var part: Int?
        var error: AuditError

        var json: JSONObject {
            var json: JSONObject = [
                "line": .number(Double(line)), "code": .string(error.code.rawValue), "message": .string(error.message),
            ]
            json["file"] = file.map { .string($0) }
            json["part"] = part.map { .number(Double($0)) }
            json["field"] = error.field.map { .string($0) }
            return json
        }
    }

    /// Refusals that the report itself names.
    static let shown = 100

    var accepted: UInt64 = 0
    var duplicate: UInt64 = 0
    var refused: UInt64 = 0
    /// The first `shown`.
    private(set) var refusals: [Refusal] = []

    var total: UInt64 { accepted + duplicate + refused }

    mutating func add(_ refusal: Refusal) {
        refused += 1
        if refusals.count < Self.shown { refusals.append(refusal) }
    }

    var json: JSONObject {
        [
            "accepted": .number(Double(accepted)), "duplicate": .number(Double(duplicate)),
            "refused": .number(Double(refused)), "refusals": .array(refusals.map { .object($0.json) }),
        ]
    }

    /// - Parameter isStopped: Whether there was more to read.
    func print(to console: Console, elapsed: Duration, isStopped: Bool) throws {
        if console.isJSON { return try console.json(json) }
        let style = console.style
        let mark =
            isStopped ? style.yellow("■ stopped:") : refused == 0 ? style.green("✓") : style.red("✗")
        try console.line(
            "\(mark) \(Text.count(accepted)) accepted, \(Text.counted(duplicate, "duplicate", "duplicates")), "
                + "\(Text.count(refused)) refused  in \(Text.duration(elapsed)) "
                + "(\(Text.count(Text.rate(total, over: elapsed)))/s)")
        for refusal in refusals {
            let place = (refusal.file.map { "\($0) " } ?? "") + "line \(refusal.line)"
            let part = refusal.part.map { ", record \($0)" } ?? ""
            let field = refusal.error.field.map { " in \($0)" } ?? ""
            try console.line(
                "  \(Terminal.printable(place))\(part): \(refusal.error.code.rawValue)\(Terminal.printable(field)): "
                    + Terminal.printable(refusal.error.message))
        }
        if refused > UInt64(refusals.count) {
            try console.line("  … and \(Text.count(refused - UInt64(refusals.count))) more: --refusals FILE takes all")
        }
    }
}
