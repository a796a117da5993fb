import ArgumentParser
import AuditEvents
import FileBackend
import NexusAudit

struct LogCommand: NexusCommand {
    static let configuration = CommandConfiguration(
        commandName: "log",
        abstract: "Print a tenant's entries in the order of the log.",
        discussion: """
            Works beside a running writer. With --follow it goes on with every new entry until Ctrl-C, which ends it \
            with exit code 0. --raw prints the exact bytes that were hashed, a newline after each.

            Examples:
              nexus log --tenant t_demo --from 100 --to 200
              nexus log --tenant t_demo --follow --json
            """)

    @OptionGroup var log: TenantOptions

    @Option(name: .long, help: "The first index, inclusive.")
    var from: UInt64 = 0

    @Option(name: .long, help: "The last index, exclusive (default: the end).")
    var to: UInt64?

    @Flag(name: .long, help: "Wait for new entries and print them too.")
    var follow = false

    @Flag(name: .long, help: "Print the exact leaf bytes, a newline after each.")
    var raw = false

    @OptionGroup var store: StoreOptions
    @OptionGroup var output: OutputOptions

    func perform(_ console: Console) async throws {
        let interruption = follow ? Interruption() : nil
        let reader = try await store.reader()
        let printer = EntryPrinter(console: console, isRaw: raw)
        var next = from
        let end = to ?? .max
        while next < end {
            let entries = try await reader.entries(
                of: log.tenant, from: next, limit: Int(min(256, end - next)))
            for entry in entries { try printer.print(entry) }
            next += UInt64(entries.count)
            guard entries.isEmpty else { continue }
            guard let interruption else { break }
            try console.out.flush()
            if interruption.isRequested { break }
            try await Task.sleep(for: .milliseconds(100))
        }
        if next == from, !follow, try await reader.size(of: log.tenant) == 0 {
            console.note("\(log.tenant) has no entries yet")
        }
    }
}
