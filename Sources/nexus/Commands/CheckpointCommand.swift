import ArgumentParser
import AuditEvents
import FileBackend
import MerkleLog
import NexusAudit

struct CheckpointCommand: NexusCommand {
    static let configuration = CommandConfiguration(
        commandName: "checkpoint",
        abstract: "Publish a tenant's log and print its signed checkpoint.",
        discussion: """
            The checkpoint is a C2SP signed note over the log's size and root. Keep it: later it proves that nothing \
            before it was changed.

            Example:
              nexus checkpoint --tenant t_demo > monday.checkpoint
              nexus verify --since monday.checkpoint
            """)

    @OptionGroup var log: TenantOptions
    @OptionGroup var store: StoreOptions
    @OptionGroup var output: OutputOptions

    func perform(_ console: Console) async throws {
        let signed = try await store.withBackend { try await $0.publish(log.tenant) }
        if console.isJSON {
            try console.json([
                "tenant_id": .string("\(log.tenant)"), "log": .string(signed.checkpoint.origin),
                "size": .number(Double(signed.checkpoint.size)), "root": .string(signed.checkpoint.root.hex),
                "note": .string(String(decoding: signed.encoded, as: UTF8.self)),
            ])
        } else {
            try console.out.write(signed.encoded)
        }
    }
}
