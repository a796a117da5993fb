import ArgumentParser
import AuditEvents
import NexusAudit

struct ExportCommand: NexusCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write a tenant's events out, for an auditor or for training.",
        discussion: """
            An audit export is one contiguous range of the log with its checkpoint, so that `nexus verify --export` \
            can prove that nothing is missing. A training export leaves out what may not be used for training now. \
            With -o FILE the manifest is FILE.manifest.json; on stdout it is the last line.

            Examples:
              nexus export --tenant t_demo --to 2026-02-01 -o january.ndjson
              nexus export --tenant t_demo --for training > training.ndjson
            """)

    @OptionGroup var log: TenantOptions

    @Option(name: .long, help: "The earliest recorded_at, inclusive; RFC 3339 or a date.")
    var from: Timestamp?

    @Option(name: .long, help: "The latest recorded_at, exclusive; RFC 3339 or a date.")
    var to: Timestamp?

    @Option(name: .customLong("for"), help: "Who it is for: audit or training.")
    var purpose = LogExport.Purpose.audit

    @Option(name: .long, help: "How it is written: ndjson or csv (csv needs -o).")
    var format = LogExport.Format.ndjson

    @Option(name: .short, help: ArgumentHelp("Where to write (default: stdout).", valueName: "file"))
    var outputFile: String?

    @OptionGroup var store: StoreOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if format == .csv && outputFile == nil {
            throw ValidationError("--format csv needs -o FILE: its manifest goes into FILE.manifest.json.")
        }
    }

    func perform(_ console: Console) async throws {
        let export = LogExport(reader: try await store.reader())
        let progress = Progress("exporting", unit: "entries")
        defer { progress.finish() }
        guard let outputFile else {
            let manifest = try await run(export, progress) { try console.out.write($0) }
            return try console.json(["manifest": .object(manifest)])
        }
        let file = try ByteSink(creating: outputFile)
        do {
            let manifest = try await run(export, progress) { try file.write($0) }
            let manifestFile = try ByteSink(creating: outputFile + ".manifest.json")
            try manifestFile.write(JSONValue.object(manifest).canonicalBytes() + [UInt8(ascii: "\n")])
            try file.commit()
            try manifestFile.commit()
            progress.finish()
            try report(manifest, file: outputFile, console)
        } catch {
            file.discard()
            throw error
        }
    }

    private func run(
        _ export: LogExport, _ progress: Progress, write: ([UInt8]) throws -> Void
    ) async throws(AuditError) -> JSONObject {
        try await export.run(
            log.tenant, for: purpose, format: format, from: from, to: to,
            progress: { progress.update($0, of: $1) }, write: write)
    }

    private func report(_ manifest: JSONObject, file: String, _ console: Console) throws {
        if console.isJSON { return try console.json(["manifest": .object(manifest)]) }
        try console.line("\(console.style.green("✓")) wrote \(file) and \(file).manifest.json")
        // What a person wants to know; the file says the rest.
        let shown = ["purpose", "count", "counts", "range", "log_size", "root", "bytes", "sha256"]
        let summary = JSONObject(uniqueKeysWithValues: shown.compactMap { key in manifest[key].map { (key, $0) } })
        for line in Text.lines(of: summary, indent: 2) { try console.line(line) }
    }
}
