import ArgumentParser
import AuditEvents
import FileBackend
import Logging
import MerkleLog

struct InitCommand: NexusCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Make a store and its keys.",
        discussion: """
            The instance's name is the first part of every log's origin and cannot be changed later; a host name that \
            is yours is a good one. On a store that is there already, nothing changes and its key is printed.

            Example:
              nexus init --instance audit.example.com
            """)

    @Option(name: .long, help: "The instance's name (default: this host's name).")
    var instance: String?

    @OptionGroup var store: StoreOptions
    @OptionGroup var output: OutputOptions

    func perform(_ console: Console) async throws {
        let (backend, isNew) = try await open()
        let instance = backend.instance
        let vkey = backend.verifier.vkey
        try await backend.close()
        if console.isJSON {
            try console.json([
                "created": .bool(isNew), "dir": .string(store.path), "instance": .string(instance),
                "vkey": .string(vkey),
            ])
            return
        }
        let verb = isNew ? "made" : "there already:"
        try console.line(console.style.green("✓") + " \(verb) the store of \(instance) in \(store.path)")
        try console.line("  verifier key, for whoever is to check the logs (`nexus vkey` prints it again):")
        try console.line("  \(console.style.bold(vkey))")
    }

    private func open() async throws(AuditError) -> (backend: FileBackend, isNew: Bool) {
        let logger = Logger(label: "nexus.file-backend")
        do {
            let options = FileBackendOptions(createsIfMissing: false)
            return (
                try await FileBackend.open(at: store.path, instance: instance, options: options, logger: logger), false
            )
        } catch let error where error == AuditError(.storeMissing, "") {
            let name = instance ?? Environment.hostName
            return (try await FileBackend.open(at: store.path, instance: name, logger: logger), true)
        }
    }
}
