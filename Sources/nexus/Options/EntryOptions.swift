import ArgumentParser
import AuditEvents
import NexusAudit

/// One entry of a log, by event id or by index.
struct EntryOptions: ParsableArguments {
    @Option(name: .long, help: "The entry with this event id.")
    var event: String?

    @Option(name: .long, help: "The entry at this place, counted from 0.")
    var index: UInt64?

    /// How many of the two were given.
    var count: Int { (event == nil ? 0 : 1) + (index == nil ? 0 : 1) }

    /// - Throws: `not_found`.
    func resolve(in reader: any LogReader, tenant: TenantID) async throws(AuditError) -> UInt64 {
        if let event {
            guard let index = try await reader.index(ofEvent: event, tenant: tenant) else {
                throw AuditError(.notFound, "no event with that id in the log of \(tenant)", tenantID: "\(tenant)")
            }
            return index
        }
        let index = index ?? 0
        let size = try await reader.size(of: tenant)
        guard index < size else {
            throw AuditError(
                .notFound,
                "no entry \(index) in the log of \(tenant): it has \(Text.counted(size, "entry", "entries"))",
                tenantID: "\(tenant)")
        }
        return index
    }
}
