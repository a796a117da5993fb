import AuditEvents
import NexusAudit

extension LogReader {
    /// The entries at rising indexes; neighbours are read together.
    func entries(of tenant: TenantID, at indexes: [UInt64]) async throws(AuditError) -> [LogEntry] {
        var entries: [LogEntry] = []
        var page: ArraySlice<LogEntry> = []
        for index in indexes {
            page = page.drop { $0.index < index }
            if page.first?.index != index {
                page = try await self.entries(of: tenant, from: index, limit: 256)[...]
            }
            guard let entry = page.first, entry.index == index else {
                throw AuditError(
                    .corrupt, "entry \(index) of \(tenant) is missing; run nexus verify", tenantID: tenant.description)
            }
            entries.append(entry)
        }
        return entries
    }
}
