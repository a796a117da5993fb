import ArgumentParser
import AuditEvents
import FileBackend
import MerkleLog
import NexusAudit

struct ShowCommand: NexusCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Print one entry whole.",
        discussion: """
            Examples:
              nexus show --tenant t_demo --index 0
              nexus show --tenant t_demo --event order-77 --raw > event.json
            """)

    @OptionGroup var log: TenantOptions
    @OptionGroup var entry: EntryOptions

    @Flag(name: .long, help: "Print the exact leaf bytes and a newline.")
    var raw = false

    @OptionGroup var store: StoreOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard entry.count == 1 else { throw ValidationError("Name the entry with --event E or --index I.") }
    }

    func perform(_ console: Console) async throws {
        let reader = try await store.reader()
        let index = try await entry.resolve(in: reader, tenant: log.tenant)
        guard let found = try await reader.entries(of: log.tenant, from: index, limit: 1).first else {
            throw AuditError(.notFound, "no entry \(index) in the log of \(log.tenant)", tenantID: "\(log.tenant)")
        }
        try EntryPrinter(console: console, isRaw: raw).printWhole(found)
    }
}
