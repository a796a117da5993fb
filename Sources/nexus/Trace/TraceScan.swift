import AuditEvents
import NexusAudit

/// Finds the events of a request or trace by reading every log.
///
/// Only entries in whose bytes the id stands as a JSON string are parsed.
struct TraceScan {
    let reader: any LogReader

    /// - Parameter progress: Called with the entries read so far and their total.
    func events(of id: String, progress: (UInt64, UInt64) -> Void) async throws(AuditError) -> [TraceEvent] {
        let search = ByteSearch(JSONValue.string(id).canonicalBytes())
        let tenants = try await reader.tenants()
        var total: UInt64 = 0
        for tenant in tenants { total += try await reader.size(of: tenant) }
        var done: UInt64 = 0
        var found: [TraceEvent] = []
        for tenant in tenants {
            var next: UInt64 = 0
            while true {
                let entries = try await reader.entries(of: tenant, from: next, limit: 512)
                if entries.isEmpty { break }
                for entry in entries where search.isFound(in: entry.bytes) {
                    let event = try DatasetEvent(leaf: entry.bytes)
                    guard Self.isOf(id, event) else { continue }
                    found.append(
                        TraceEvent(tenant: tenant, index: entry.index, leafHash: entry.leafHash, event: event))
                }
                next += UInt64(entries.count)
                done += UInt64(entries.count)
                progress(done, max(total, done))
            }
        }
        return found
    }

    private static func isOf(_ id: String, _ event: DatasetEvent) -> Bool {
        event.metadata["request_id"]?.string == id || event.metadata["trace_id"]?.string == id
    }
}
