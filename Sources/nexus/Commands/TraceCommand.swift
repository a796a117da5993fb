import ArgumentParser
import AuditEvents
import FileBackend
import MerkleLog
import NexusAudit

struct TraceCommand: NexusCommand {
    static let configuration = CommandConfiguration(
        commandName: "trace",
        abstract: "Tell the story of one request or trace, across all tenants and surfaces.",
        discussion: """
            In time order; what an agent did stands beneath the human it worked for, and tool calls beneath the agent.

            Example:
              nexus trace req-123
            """)

    @Argument(help: "A request id or a trace id.")
    var id: String

    @OptionGroup var index: IndexOptions
    @OptionGroup var store: StoreOptions
    @OptionGroup var output: OutputOptions

    func perform(_ console: Console) async throws {
        let story = try await index.withIndex(of: store, console) { index in
            TraceStory(try await TraceScan(search: index).events(of: id))
        }
        guard let first = story.lines.first, let last = story.lines.last else {
            throw AuditError(.notFound, "no event of that request or trace in any log")
        }
        if console.isJSON {
            for line in story.lines { try console.json(Self.object(of: line)) }
            return
        }
        let tenants = Set(story.lines.map(\.event.tenant)).count
        let span = Duration.microseconds(last.event.event.time.microseconds - first.event.event.time.microseconds)
        let summary = [
            Text.counted(UInt64(story.lines.count), "event", "events"),
            Text.counted(UInt64(tenants), "tenant", "tenants"),
            Text.duration(span),
        ]
        try console.line("\(console.style.bold(Terminal.printable(id)))  \(summary.joined(separator: ", "))")
        for line in story.lines {
            let indent = String(repeating: "  ", count: line.depth)
            let place = console.style.dim("\(line.event.tenant)#\(line.event.index)")
            try console.line("\(indent)\(EntryPrinter.summary(of: line.event.event, console.style))  \(place)")
        }
    }

    private static func object(of line: TraceStory.Line) -> JSONObject {
        [
            "tenant_id": .string("\(line.event.tenant)"), "index": .number(Double(line.event.index)),
            "depth": .number(Double(line.depth)), "leaf_hash": .string(line.event.leafHash.hex),
            "event": .object(line.event.event.json),
        ]
    }
}
