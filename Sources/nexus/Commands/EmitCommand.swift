import ArgumentParser
import AuditEvents
import FileBackend
import Logging
import NexusAudit

struct EmitCommand: NexusCommand {
    static let configuration = CommandConfiguration(
        commandName: "emit",
        abstract: "Record one event and print its receipt.",
        discussion: """
            The event is redacted before anything is written, and durable when the receipt is printed. Large values: \
            --input @FILE, or --input - for stdin.

            With --event-id, a repeated call with the same content gives the first receipt again; other content under \
            the same id is refused.

            Examples:
              nexus emit --tenant t_demo --action maybes.create \\
                --actor human:u_1 --request-id req-123 --resource maybe:m_1 \\
                --input '{"title":"Call Ana"}'
              nexus emit --tenant t_demo --action maybes.update \\
                --actor agent:a_1 --on-behalf-of human:u_1 --input @change.json
            """)

    @Option(name: .long, help: "Whose log: t_ and 1 to 62 of a-z 0-9 _ -.")
    var tenant: String

    @Option(name: .long, help: "What was done, a dotted verb such as maybes.create.")
    var action: String

    @Option(name: .long, help: "Who did it: human:ID, agent:ID, system:ID or tool:ID (default: human:<login>).")
    var actor: String?

    @Option(
        name: .long, parsing: .singleValue,
        help: "For whom the actor works, such as human:u_1; repeated, each one works for the next.")
    var onBehalfOf: [String] = []

    @Option(name: .long, help: "The request it belongs to (default: the event id if given, else a new one).")
    var requestID: String?

    @Option(name: .long, help: "The request's W3C trace id: 32 hex digits (default: the request id).")
    var traceID: String?

    @Option(name: .long, help: "What it was done to, as type:id.")
    var resource: String?

    @Option(name: .long, help: "How it ended: success, denied or error.")
    var outcome = Outcome.success

    @Option(name: .long, help: "What went in: a JSON object, @FILE, or - for stdin.")
    var input: String?

    // `output` is the name of the printing options in every command.
    @Option(name: .customLong("output"), help: "What came out: a JSON object, @FILE, or - for stdin.")
    var outputValue: String?

    @Option(name: .long, help: "Anything else: a JSON object, @FILE, or - for stdin.")
    var metadata: String?

    @Option(name: .long, help: "An id of your own, which makes a retry safe: 1 to 128 printable ASCII characters.")
    var eventID: String?

    @OptionGroup var policy: PolicyOptions
    @OptionGroup var store: StoreOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        _ = try parsedActor()
        _ = try parsedResource()
        if [input, outputValue, metadata, policy.policy].filter({ $0 == "-" }).count > 1 {
            throw ValidationError("Only one of --input, --output, --metadata and --policy can be read from stdin.")
        }
    }

    func perform(_ console: Console) async throws {
        let event = IncomingEvent(
            eventID: eventID, action: action, resource: try parsedResource(), outcome: outcome,
            input: try JSONArgument.object(input, field: "input"),
            output: try JSONArgument.object(outputValue, field: "output"),
            metadata: try JSONArgument.object(metadata, field: "metadata"))
        let context = CommandContext.make(
            tenant: tenant, actor: try parsedActor(), requestID: requestID ?? requestIDOfEvent, traceID: traceID)
        let redactor = try policy.redactor()
        try await store.withBackend { backend in
            let engine = LoggingEngine(backend: backend, redactor: redactor)
            try ReceiptPrinter.print(try await engine.run(event, context: context), to: console)
            try console.out.flush()
        }
    }

    /// The event's own id, so that a repeated call is the same request; an id that is none is left for the engine to name.
    private var requestIDOfEvent: String? { eventID.flatMap { EventID.isValid($0) ? $0 : nil } }

    private func parsedActor() throws -> Actor {
        let actor = try actor.map { try ActorArgument.parse($0, option: "--actor") } ?? CommandContext.login
        let principals = try onBehalfOf.map { try ActorArgument.parse($0, option: "--on-behalf-of") }
        return ActorArgument.chain(actor, onBehalfOf: principals)
    }

    private func parsedResource() throws -> Resource? {
        guard let resource else { return nil }
        let parts = resource.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
            throw ValidationError("--resource takes type:id, such as maybe:m_1.")
        }
        return Resource(String(parts[0]), String(parts[1]))
    }
}
