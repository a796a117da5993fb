import ArgumentParser
import AuditEvents
import FileBackend
import MerkleLog
import NexusAudit

struct VKeyCommand: NexusCommand {
    static let configuration = CommandConfiguration(
        commandName: "vkey",
        abstract: "Print the verifier key of the instance, or of one log.",
        discussion: """
            One key pair signs all logs of an instance. The instance's vkey serves wherever this program takes --vkey; \
            other C2SP tools want the vkey of the one log, whose name is the log's origin.

            Example:
              nexus vkey --tenant t_demo
            """)

    @Option(name: .long, help: "Print the key under the name of this tenant's log.")
    var tenant: TenantID?

    @OptionGroup var store: StoreOptions
    @OptionGroup var output: OutputOptions

    func perform(_ console: Console) async throws {
        let reader = try await store.reader()
        let verifier = tenant.map { reader.verifier.named(reader.origin(of: $0)) } ?? reader.verifier
        if console.isJSON {
            try console.json(["name": .string(verifier.name), "vkey": .string(verifier.vkey)])
        } else {
            try console.line(verifier.vkey)
        }
    }
}
