import ArgumentParser
import AuditEvents
import FileBackend
import SearchIndex

struct RebuildCommand: NexusCommand {
    static let configuration = CommandConfiguration(
        commandName: "rebuild",
        abstract: "Make every view of the store anew from its logs.",
        discussion: """
            The log is the only truth: event ids, control lists, tiles and the search index are views of it, and can be \
            deleted and made again. Takes the writer's lock.

            Example:
              nexus rebuild --dir ./nexus-data
            """)

    @OptionGroup var index: IndexOptions
    @OptionGroup var store: StoreOptions
    @OptionGroup var output: OutputOptions

    func perform(_ console: Console) async throws {
        let progress = Progress("rebuilding", unit: "entries")
        defer { progress.finish() }
        var result = try await FileStoreRebuild.run(at: store.path) { progress.update($0, of: $1) }
        progress.finish()
        result["indexed"] = .number(Double(try await rebuildIndex()))
        if console.isJSON { return try console.json(result) }
        try console.line("\(console.style.green("✓")) rebuilt in \(Text.duration(progress.elapsed))")
        for line in Text.lines(of: result, indent: 2) { try console.line(line) }
    }

    private func rebuildIndex() async throws(AuditError) -> UInt64 {
        let progress = Progress("indexing", unit: "entries")
        defer { progress.finish() }
        let made = try await SearchIndex.rebuild(at: index.path(in: store), over: try await store.reader()) {
            progress.update($0, of: $1)
        }
        let sizes = try await made.sizes()
        try await made.close()
        return sizes.values.reduce(0, +)
    }
}
