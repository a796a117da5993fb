import ArgumentParser
import AuditEvents
import FileBackend
import NexusAudit
import Redaction

struct LookupCommand: NexusCommand {
    static let configuration = CommandConfiguration(
        commandName: "lookup",
        abstract: "Tell under which pseudonyms a tenant's log knows a value.",
        usage: """
            nexus redaction lookup --tenant <tenant> --kind <kind> <value> --as-admin --reason <reason> \
            [--actor <actor>] [--policy <file>] [--dir <folder>] [--json]
            """,
        discussion: """
            One pseudonym per epoch of keys, oldest first. The lookup is recorded in the tenant's log, with the newest \
            pseudonym and the reason and never with the value, before the answer is printed. The reason is redacted by \
            the policy, whose own kinds can be looked up too: give the one that the events were written with. Takes the \
            writer's lock.

            Example:
              echo ana@example.com | nexus redaction lookup --tenant t_demo \\
                --kind EMAIL - --as-admin --reason 'request 17'
            """)

    @Option(name: .long, help: "Whose log: t_ and 1 to 62 of a-z 0-9 _ -.")
    var tenant: TenantID

    @Option(name: .long, help: "What the value is, such as EMAIL or PHONE: the first part of its pseudonym.")
    var kind: String

    @Argument(help: "The value, in any spelling; - reads one line from stdin, so that no shell remembers it.")
    var value: String

    @Flag(name: .long, help: "Say that you may know who is behind a pseudonym. Required.")
    var asAdmin = false

    @Option(name: .long, help: "Why you ask; recorded.")
    var reason: String

    @Option(name: .long, help: "Who asks: human:ID, agent:ID, system:ID or tool:ID (default: human:<login>).")
    var actor: String?

    @OptionGroup var policy: PolicyOptions
    @OptionGroup var store: StoreOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        _ = try parsedActor()
        if value == "-", policy.policy == "-" { throw ValidationError("stdin can be read only once.") }
        guard asAdmin else { throw ValidationError("A lookup is for admins only: say so with --as-admin.") }
        guard reason.contains(where: { !$0.isWhitespace }) else { throw ValidationError("--reason must not be blank.") }
    }

    func perform(_ console: Console) async throws {
        let authorization = try LookupAuthorization.admin(reason: reason)
        let context = CommandContext.make(tenant: "\(tenant)", actor: try parsedActor())
        let value = try givenValue()
        let redactor = try policy.redactor()
        let lookup = try await store.withBackend { backend in
            try await LoggingEngine(backend: backend, redactor: redactor).lookUpPseudonyms(
                of: value, kind: PIIKind(rawValue: kind), authorization: authorization, context: context)
        }
        if console.isJSON {
            let answers = lookup.answers.map { answer -> JSONValue in
                ["epoch": .number(Double(answer.epoch)), "pseudonym": .string(answer.pseudonym)]
            }
            return try console.json([
                "kind": .string(lookup.kind.rawValue), "pseudonyms": .array(answers),
                "receipt": .object(lookup.receipt.json),
            ])
        }
        for answer in lookup.answers { try console.line(answer.pseudonym) }
        try console.line("recorded  \(lookup.receipt.tenantID)#\(lookup.receipt.index)")
    }

    private func givenValue() throws -> String {
        guard value == "-" else { return value }
        guard let line = try LineReader(path: "-").next() else {
            throw AuditError(.missingField, "there is no value on stdin", field: "value")
        }
        return String(decoding: line, as: UTF8.self)
    }

    private func parsedActor() throws -> Actor {
        try actor.map { try ActorArgument.parse($0, option: "--actor") } ?? CommandContext.login
    }
}
