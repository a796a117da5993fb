import ArgumentParser
import AuditEvents
import Redaction

struct RedactionTestCommand: NexusCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Show what a policy finds in a text, why, and what stands there afterwards.",
        discussion: """
            Offsets are in Unicode scalars. What was found and left is listed too, with the reason. No tenant is known \
            here, so placeholders stand where pseudonyms would.

            Examples:
              nexus redaction test standard 'mail ana@example.com'
              nexus redaction test policy.yaml --at input.note 'call E-123456'
            """)

    @Argument(help: ArgumentHelp("A policy file, - for stdin, or `standard`.", valueName: "file"))
    var policy: String

    @Argument(help: "The text; - for stdin.")
    var text: String

    @Option(
        name: .long, help: ArgumentHelp("Where the text stands in an event, such as input.note.", valueName: "path"))
    var at: String?

    @OptionGroup var output: OutputOptions

    func validate() throws {
        if policy == "-", text == "-" { throw ValidationError("stdin can be read only once.") }
        if let at, (try? PathPattern(at)) == nil { throw ValidationError("--at takes keys parted by dots.") }
    }

    func perform(_ console: Console) async throws {
        let redactor = Redactor(policy: try PolicyArgument.policy(policy))
        let text = try text == "-" ? String(decoding: FileBytes.readStandardInput(), as: UTF8.self) : text
        let path = try at.map { try PathPattern($0) }
        let explanations = redactor.explain(text, at: path)
        let redacted = redactor.redact(text, at: path)
        if console.isJSON {
            try console.json([
                "policy": .string(redactor.policy.version), "text": .string(redacted ?? ""),
                "removed": .bool(redacted == nil), "spans": .array(explanations.map(Self.json(of:))),
            ])
            return
        }
        try console.line(redacted.map(Terminal.printable) ?? console.style.dim("(the path rule removes it)"))
        if explanations.isEmpty { try console.line(console.style.dim("nothing was found")) }
        let width = explanations.map(\.kind.rawValue.count).max() ?? 0
        for row in explanations {
            let place = Text.padded("\(row.range.lowerBound)–\(row.range.upperBound)", 9)
            let kind = Text.padded(row.kind.rawValue, width)
            try console.line("  \(place)  \(kind)  \(row.outcome.words); \(row.rule): \(row.why)")
        }
    }

    private static func json(of row: Explanation) -> JSONValue {
        [
            "kind": .string(row.kind.rawValue), "start": .number(Double(row.range.lowerBound)),
            "end": .number(Double(row.range.upperBound)), "rule": .string(row.rule), "why": .string(row.why),
            "outcome": .string(row.outcome.word),
        ]
    }
}

extension Explanation.Outcome {
    /// For programs.
    var word: String {
        switch self {
        case .redacted(let action): action.name
        case .kept: "keep"
        case .off: "off"
        case .belowThreshold: "below_threshold"
        case .allowed: "allowed"
        case .notAsked: "not_asked"
        }
    }

    var words: String {
        switch self {
        case .redacted(let action): action.name
        case .kept: "kept and counted"
        case .off: "left: the kind is off"
        case .belowThreshold: "left: below the threshold"
        case .allowed: "left: in the allow list"
        case .notAsked: "left: not asked for"
        }
    }
}
