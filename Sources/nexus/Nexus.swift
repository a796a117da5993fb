import ArgumentParser

@main
struct Nexus: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "nexus",
        abstract: "An audit log that can prove itself.",
        discussion: """
            Every event is redacted, hashed into its tenant's own Merkle log and flushed to disk before it is \
            acknowledged. From then on anybody with the verifier key can check that it is there, unchanged, and that \
            nothing beside it is missing.

            Start with:
              nexus init --instance audit.example.com
              nexus emit --tenant t_demo --action maybes.create \\
                --input '{"title":"Call Ana"}'
              nexus log --tenant t_demo
              nexus verify

            Exit codes: 0 done; 1 done, and the answer is bad (refused, not found, not valid, damaged); \
            2 could not be done (no store, locked, full, corrupt, I/O); 64 wrong usage; 130 ended by Ctrl-C.
            """,
        groupedSubcommands: [
            CommandGroup(
                name: "Store",
                subcommands: [
                    InitCommand.self, VKeyCommand.self, RebuildCommand.self, StatsCommand.self,
                ]),
            CommandGroup(name: "Write", subcommands: [EmitCommand.self, IngestCommand.self, PrefsCommand.self]),
            CommandGroup(
                name: "Read",
                subcommands: [
                    QueryCommand.self, TailCommand.self, TraceCommand.self, LogCommand.self, ShowCommand.self,
                    ExportCommand.self,
                ]),
            CommandGroup(
                name: "Prove", subcommands: [CheckpointCommand.self, ProveCommand.self, VerifyCommand.self]),
            CommandGroup(name: "Redact", subcommands: [RedactCommand.self, RedactionCommand.self]),
        ])

    static func main() async {
        Signals.ignoreBrokenPipes()
        Diagnostics.bootstrap()
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            Exit.end(with: error)
        }
    }
}
