import ArgumentParser
import AuditEvents
import AuditIngest
import FileBackend
import NexusAudit

struct IngestCommand: NexusCommand {
    static let configuration = CommandConfiguration(
        commandName: "ingest",
        abstract: "Bring in events from files or stdin: our own, Kubernetes', CloudTrail's, GitHub's.",
        discussion: """
            Reads JSON lines, and CloudTrail's and Kubernetes' lists. A bad line is reported and passed over; with \
            --strict it ends the work. Bringing in the same file again adds nothing. Ctrl-C stops reading, waits for \
            what is on its way, and reports; run again, it goes on.

            Exit code 1 says that lines were refused, 2 that the store could not go on.

            Examples:
              nexus ingest --tenant t_cluster --format k8s-audit audit.log
              zcat events.ndjson.gz | nexus ingest - --receipts receipts.ndjson
            """)

    @Option(name: .long, help: "Whose log; needed for foreign formats, checked against events that name their own.")
    var tenant: TenantID?

    @Option(name: .long, help: "The format of the records; auto tells it for each record.")
    var format = IngestFormat.auto

    @Flag(name: .long, help: "Stop at the first line that is refused.")
    var strict = false

    @Option(name: .long, help: ArgumentHelp("Write one receipt a line, in the order of the input.", valueName: "file"))
    var receipts: String?

    @Option(name: .long, help: ArgumentHelp("Write every refusal here; the report names 100.", valueName: "file"))
    var refusals: String?

    @Argument(help: "Files to read; - is stdin.")
    var files: [String]

    @OptionGroup var policy: PolicyOptions
    @OptionGroup var store: StoreOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if tenant == nil, format != .auto, format != .nexus {
            throw ValidationError("Records of format \(format.rawValue) name no tenant: give --tenant.")
        }
        if (files + [policy.policy]).count(where: { $0 == "-" }) > 1 {
            throw ValidationError("stdin can be read only once.")
        }
    }

    func perform(_ console: Console) async throws {
        let redactor = try policy.redactor()
        try await store.withBackend { backend in
            let interruption = Interruption()
            // Opened before anything is stored: a name that is wrong should cost nothing.
            let inputs = try files.map { path throws(AuditError) in
                try InputFile(path: path, interruption: interruption)
            }
            let sizes = inputs.map(\.size)
            let progress = Progress("ingesting", unit: "events")
            defer { progress.finish() }
            let options = IngestRun.Options(
                isStrict: strict, receipts: try receipts.map(ByteSink.init(streamingTo:)),
                refusals: try refusals.map(ByteSink.init(streamingTo:)), namesFiles: files.count > 1,
                totalBytes: sizes.contains(nil) ? 0 : sizes.reduce(0) { $0 + ($1 ?? 0) })
            var run = IngestRun(
                engine: LoggingEngine(backend: backend, redactor: redactor), options: options, progress: progress,
                interruption: interruption)
            for input in inputs where !run.isStopped {
                let ingester = Ingester(
                    format: format, tenantID: tenant?.description, contentMACKey: backend.secrets.contentMACKey,
                    env: CommandContext.env, recordedBy: CommandContext.credential)
                await run.read(input, with: ingester)
            }
            run.close()
            progress.finish()
            try run.report.print(to: console, elapsed: progress.elapsed, isStopped: run.isStopped)
            try console.out.flush()
            if let failure = run.failure { throw failure }
            if interruption.isRequested { throw Exit.interrupted }
            if run.report.refused > 0 { throw Exit.bad }
        }
    }
}
