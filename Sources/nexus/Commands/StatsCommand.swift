import ArgumentParser
import AuditEvents
import FileBackend

struct StatsCommand: NexusCommand {
    static let configuration = CommandConfiguration(
        commandName: "stats",
        abstract: "Print sizes and counts of the store and of each tenant.",
        discussion: """
            Example:
              nexus stats --json
            """)

    @OptionGroup var store: StoreOptions
    @OptionGroup var output: OutputOptions

    func perform(_ console: Console) async throws {
        let statistics = try await store.reader().statistics()
        if console.isJSON { return try console.json(statistics) }
        for line in Text.lines(of: statistics) { try console.line(line) }
    }
}
