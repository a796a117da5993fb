import ArgumentParser
import AuditEvents
import NexusAudit

struct PrefsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prefs",
        abstract: "Set or show who allows training.",
        discussion: """
            A preference is an event in the tenant's own log. A user's choice overrides the tenant's.

            Example:
              nexus prefs set --tenant t_demo --user u_1 --opt-out
            """,
        subcommands: [Set.self, Show.self])

    struct Set: NexusCommand {
        static let configuration = CommandConfiguration(
            commandName: "set",
            abstract: "Record a choice and print its receipt.",
            usage: """
                nexus prefs set --tenant <tenant> [--user <user>] (--opt-out | --opt-in) [--policy <file>] [--dir <folder>] \
                [--json]
                """,
            discussion: """
                Events emitted after the receipt observe it.

                Examples:
                  nexus prefs set --tenant t_demo --opt-out
                  nexus prefs set --tenant t_demo --user u_1 --opt-in
                """)

        enum Choice: String, EnumerableFlag {
            case optOut, optIn

            static func help(for value: Choice) -> ArgumentHelp? {
                switch value {
                case .optOut: "Events must not be used for training."
                case .optIn: "Events may be used for training."
                }
            }
        }

        @OptionGroup var log: TenantOptions

        @Option(name: .long, help: "Whose choice (default: the whole tenant's).")
        var user: String?

        @Flag(exclusivity: .exclusive)
        var choice: Choice

        @OptionGroup var policy: PolicyOptions
        @OptionGroup var store: StoreOptions
        @OptionGroup var output: OutputOptions

        func perform(_ console: Console) async throws {
            let context = CommandContext.make(tenant: "\(log.tenant)")
            let redactor = try policy.redactor()
            try await store.withBackend { backend in
                let engine = LoggingEngine(backend: backend, redactor: redactor)
                let receipt = try await engine.setTrainPreference(
                    optOut: choice == .optOut, userID: user, context: context)
                try ReceiptPrinter.print(receipt, to: console)
                try console.out.flush()
            }
        }
    }

    struct Show: NexusCommand {
        static let configuration = CommandConfiguration(
            commandName: "show",
            abstract: "Print the choices in force.",
            discussion: """
                Example:
                  nexus prefs show --tenant t_demo --json
                """)

        @OptionGroup var log: TenantOptions
        @OptionGroup var store: StoreOptions
        @OptionGroup var output: OutputOptions

        func perform(_ console: Console) async throws {
            let reader = try await store.reader()
            let preferences = try await TrainingPreferences.load(of: log.tenant, from: reader)
            let users = preferences.users.sorted { $0.key < $1.key }
            if console.isJSON {
                try console.json([
                    "tenant_id": .string("\(log.tenant)"),
                    "tenant": preferences.tenant.map(Self.object) ?? .null,
                    "users": .object(JSONObject(uniqueKeysWithValues: users.map { ($0.key, Self.object($0.value)) })),
                ])
                return
            }
            try console.line(
                "\(log.tenant)  \(preferences.tenant.map(Self.words) ?? "has not chosen: training allowed")")
            for (user, choice) in users {
                try console.line("  \(Terminal.printable(user))  \(Self.words(choice))")
            }
        }

        private static func object(_ choice: TrainingPreferences.Choice) -> JSONValue {
            ["opt_out": .bool(choice.isOptOut), "index": .number(Double(choice.index))]
        }

        private static func words(_ choice: TrainingPreferences.Choice) -> String {
            "\(choice.isOptOut ? "opted out" : "opted in")  (event #\(choice.index))"
        }
    }
}
