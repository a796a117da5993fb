import ArgumentParser

struct RedactionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "redaction",
        abstract: "Rotate pseudonym keys, and find a value's pseudonyms.",
        discussion: """
            Example:
              nexus redaction rotate
            """,
        subcommands: [RotateCommand.self, LookupCommand.self])
}
