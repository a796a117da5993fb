import ArgumentParser
import AuditEvents
import FileBackend
import NexusAudit

struct RotateCommand: NexusCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate",
        abstract: "Begin a new epoch of pseudonyms with a new key.",
        discussion: """
            What is written from the next open on has pseudonyms of the new epoch (k2, k3, …), of all tenants: whoever \
            reads a log can no longer link them with older ones. The older keys stay, so that lookups and training \
            preferences still find what was written under them. Back up keys/ again after it.

            The rotation is recorded in the log of t_system, without the key. Takes the writer's lock.

            Example:
              nexus redaction rotate --dir ./nexus-data
            """)

    @Option(name: .long, help: "Who rotates: human:ID, agent:ID, system:ID or tool:ID (default: human:<login>).")
    var actor: String?

    @OptionGroup var store: StoreOptions
    @OptionGroup var output: OutputOptions

    func validate() throws { _ = try parsedActor() }

    func perform(_ console: Console) async throws {
        let context = CommandContext.make(tenant: "\(TenantID.system)", actor: try parsedActor())
        let rotation = try await store.withBackend { backend in
            try await LoggingEngine(backend: backend).rotatePseudonymKey(context: context)
        }
        if console.isJSON {
            return try console.json([
                "epoch": .number(Double(rotation.epoch)), "receipt": .object(rotation.receipt.json),
            ])
        }
        try console.line("\(console.style.green("✓")) new pseudonyms are of epoch k\(rotation.epoch)")
        try console.line("  recorded  \(rotation.receipt.tenantID)#\(rotation.receipt.index)")
        try console.line("  back up   \(store.path)/keys")
    }

    private func parsedActor() throws -> Actor {
        try actor.map { try ActorArgument.parse($0, option: "--actor") } ?? CommandContext.login
    }
}
