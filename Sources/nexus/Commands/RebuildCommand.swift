import ArgumentParser
import AuditEvents
import FileBackend

struct RebuildCommand: NexusCommand {
    static let configuration = CommandConfiguration(
        commandName: "rebuild",
        abstract: "Make every view of the store anew from its logs.",
        discussion: """
            The log is the only truth: event ids, control lists and tiles are views of it, and can be deleted and made \
            again. Takes the writer's lock.

            Example:
              nexus rebuild --dir ./nexus-data
            """)

    @OptionGroup var store: StoreOptions
    @OptionGroup var output: OutputOptions

    func perform(_ console: Console) async throws {
        let progress = Progress("rebuilding", unit: "entries")
        defer { progress.finish() }
        let result = try await FileStoreRebuild.run(at: store.path) { progress.update($0, of: $1) }
        progress.finish()
        if console.isJSON { return try console.json(result) }
        try console.line("\(console.style.green("✓")) rebuilt in \(Text.duration(progress.elapsed))")
        for line in Text.lines(of: result, indent: 2) { try console.line(line) }
    }
}
