import ArgumentParser

struct RedactionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "redaction",
        abstract: "Look at a redaction policy: what it does, and why.",
        discussion: """
            A policy is a YAML file (Docs/Redaction.md); `standard` names the built-in one, - stdin.

            Examples:
              nexus redaction check policy.yaml
              nexus redaction test standard 'mail ana@example.com'
              nexus redaction kinds
            """,
        subcommands: [RedactionCheckCommand.self, RedactionTestCommand.self, RedactionKindsCommand.self])
}
