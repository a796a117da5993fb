package import AuditEvents

/// Where things are in a store's folder.
package struct StoreLayout: Sendable {
    package let root: String

    package init(root: String) {
        self.root = root.count > 1 && root.hasSuffix("/") ? String(root.dropLast()) : root
    }

    /// The format and the instance's verifier key; written last when a store is made.
    package var identity: String { root + "/instance" }
    package var lock: String { root + "/lock" }
    package var keys: String { root + "/keys" }
    package var journal: String { root + "/journal" }
    /// The journal's last batch that a publication covers; what is shorter has been cut.
    package var published: String { root + "/journal/published" }
    package var logs: String { root + "/logs" }
    package var ids: String { root + "/ids" }
    package var idRuns: String { root + "/ids/runs" }
    package var control: String { root + "/control" }
    /// Files on their way; whatever is there when a store opens is left over.
    package var temporary: String { root + "/tmp" }

    package var folders: [String] { [root, keys, journal, logs, ids, control, temporary] }

    package func log(_ tenant: TenantID) -> String { "\(logs)/\(tenant)" }
    package func file(_ path: String, of tenant: TenantID) -> String { "\(logs)/\(tenant)/\(path)" }
    package func checkpoint(_ tenant: TenantID) -> String { file("checkpoint", of: tenant) }
    package func blobs(_ tenant: TenantID) -> String { file("blobs", of: tenant) }
    package func control(_ tenant: TenantID) -> String { "\(control)/\(tenant)" }

    package func segment(_ number: UInt64) -> String { "\(journal)/\(Self.segmentName(number))" }

    static func segmentName(_ number: UInt64) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, 16 - digits.count)) + digits + ".seg"
    }

    package static func segmentNumber(_ name: String) -> UInt64? {
        guard name.hasSuffix(".seg"), let number = UInt64(name.dropLast(4)), segmentName(number) == name else {
            return nil
        }
        return number
    }

    /// A path as a finding names it: within the store.
    package func relative(_ path: String) -> String {
        path.hasPrefix(root + "/") ? String(path.dropFirst(root.count + 1)) : path
    }
}

extension FileSystem {
    /// The journal's segments in order.
    package func segments(in layout: StoreLayout) throws(FileError) -> [UInt64] {
        try list(layout.journal).compactMap(StoreLayout.segmentNumber).sorted()
    }
}
