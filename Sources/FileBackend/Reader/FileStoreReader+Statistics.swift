public import AuditEvents
import MerkleLog
public import NexusAudit

extension FileStoreReader: PublishedFileListing {
    /// Every file of a tenant's published log, by its path within it, sorted; blobs are not among them.
    public func publishedFiles(_ tenant: TenantID) async throws(AuditError) -> [String] {
        try await reads.run { () throws(AuditError) in
            do throws(FileError) {
                var paths: [String] = []
                var folders = [""]
                while let folder = folders.popLast() {
                    for name in try files.list(layout.file(folder, of: tenant)) {
                        let path = folder.isEmpty ? name : "\(folder)/\(name)"
                        if path == "blobs" { continue }
                        // Only names of tiles are folders; anything else is read as a file and found wanting.
                        if name == "tile" || folder.hasPrefix("tile"), try files.isFolder(layout.file(path, of: tenant))
                        {
                            folders.append(path)
                        } else {
                            paths.append(path)
                        }
                    }
                }
                return paths.sorted()
            } catch {
                throw AuditError(error)
            }
        }
    }

    /// Sizes and counts, per store and per tenant.
    public func statistics() async throws(AuditError) -> JSONObject {
        let tenants = try await tenants()
        var logs: [JSONValue] = []
        var total: UInt64 = 0
        for tenant in tenants {
            let size = try await size(of: tenant)
            let published = try await checkpoint(of: tenant)?.checkpoint.size ?? 0
            total += size
            logs.append([
                "tenant_id": .string(tenant.description), "size": .number(Double(size)),
                "published": .number(Double(published)),
            ])
        }
        let (journal, segments, ids, runs) = try await reads.run { () throws(AuditError) in
            let ids = try IDIndex.read(layout, files)
            do throws(FileError) {
                let numbers = try files.segments(in: layout)
                var bytes = 0
                for number in numbers { bytes += try files.open(layout.segment(number), .read).size() }
                return (bytes, numbers.count, ids?.count ?? 0, ids?.runCount ?? 0)
            } catch {
                throw AuditError(error)
            }
        }
        return [
            "instance": .string(instance), "tenants": .number(Double(tenants.count)),
            "entries": .number(Double(total)), "journal_bytes": .number(Double(journal)),
            "journal_segments": .number(Double(segments)), "indexed_ids": .number(Double(ids)),
            "id_runs": .number(Double(runs)), "logs": .array(logs),
        ]
    }
}
