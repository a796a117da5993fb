import ArgumentParser
import AuditEvents
import MerkleLog
import NexusAudit

struct VerifyCommand: NexusCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check logs, a proof or an export; name every damaged place.",
        discussion: """
            Without --proof or --export, everything in the store is computed anew: every leaf from its bytes, every \
            tile, the root, the signature, and the journal against the logs. Nothing is written. With --proof or \
            --export no store is needed. Exit code 1 says that something does not verify.

            Examples:
              nexus verify --vkey audit.example.com+…
              nexus verify --tenant t_demo --since monday.checkpoint
              nexus verify --proof event.tlog-proof --event event.json \\
                --vkey audit.example.com+…
              nexus verify --export january.ndjson --vkey audit.example.com+…
            """)

    @Option(name: .long, help: "Only this tenant's log.")
    var tenant: TenantID?

    @Option(name: .long, help: "The key to trust (default: the store's own, which shows damage but not forgery).")
    var vkey: String?

    @Option(
        name: .long, help: ArgumentHelp("The log must extend this older checkpoint.", valueName: "checkpoint-file"))
    var since: String?

    @Option(name: .long, help: ArgumentHelp("Check this .tlog-proof, offline.", valueName: "file"))
    var proof: String?

    @Option(
        name: .long,
        help: ArgumentHelp("The entry that --proof is about, as `show --raw` prints it.", valueName: "file"))
    var event: String?

    @Option(name: .long, help: ArgumentHelp("Check this audit export, offline.", valueName: "file"))
    var export: String?

    @OptionGroup var store: StoreOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard (proof == nil) == (event == nil) else { throw ValidationError("--proof and --event go together.") }
        guard proof == nil || export == nil else { throw ValidationError("Either --proof or --export.") }
        guard proof == nil && export == nil else {
            guard vkey != nil else { throw ValidationError("Offline there is no store to ask: give --vkey.") }
            guard since == nil, tenant == nil else {
                throw ValidationError("--tenant and --since are for a store, not for --proof or --export.")
            }
            return
        }
    }

    func perform(_ console: Console) async throws {
        let verifier = try parsedKey()
        let report: VerificationReport
        if let proof, let event, let verifier {
            report = try OfflineVerification.proof(proof, event: event, verifier: verifier)
        } else if let export, let verifier {
            report = try OfflineVerification.export(export, verifier: verifier)
        } else {
            report = try await StoreVerification(
                reader: try await store.reader(), verifier: verifier, tenant: tenant,
                since: try since.map { path throws(AuditError) in try CheckpointFile.read(path) }
            ).run()
        }
        try report.print(to: console)
        if !report.isValid { throw Exit.bad }
    }

    private func parsedKey() throws -> NoteVerifier? {
        guard let vkey else { return nil }
        guard let verifier = NoteVerifier(vkey: vkey) else {
            throw ValidationError("--vkey takes NAME+8 hex digits+base64, as `nexus vkey` prints it.")
        }
        return verifier
    }
}
