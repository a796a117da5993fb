import AuditEvents
import Crypto
import MerkleLog
import NexusAudit

extension BackendSuite {
    static let readingChecks = [
        Check("entries come back byte for byte, in pages, and not beyond the end") { suite in
            try await suite.with { backend in
                let new = (0..<30).map { entry("e\($0)", padding: $0 * 40) }
                for entry in new { try await append(entry, to: backend) }
                let stored = try await allEntries(of: anna, in: backend, page: 4)
                try expect(stored.map(\.bytes), is: new.map(\.bytes), "bytes")
                try expect(stored.map(\.leafHash), is: new.map(\.leafHash), "leaf hashes")
                let middle = try await backend.entries(of: anna, from: 29, limit: 10)
                try expect(middle.map(\.index), is: [29], "the last entry")
                try expect(try await backend.entries(of: anna, from: 30, limit: 10), is: [], "at the end")
                try expect(try await backend.entries(of: anna, from: .max, limit: 10), is: [], "far beyond the end")
            }
        },
        Check("an unknown tenant has nothing") { suite in
            try await suite.with { backend in
                try await append(entry("e"), to: backend)
                try expect(try await backend.size(of: bert), is: 0, "size")
                try expect(try await backend.entries(of: bert, from: 0, limit: 10), is: [], "entries")
                try expect(try await backend.index(ofEvent: "e", tenant: bert), is: nil, "index")
                try expect(try await backend.controlEntries(of: bert), is: [], "control entries")
                try expect(try await backend.checkpoint(of: bert), is: nil, "checkpoint")
                try expect(try await backend.publishedFile("checkpoint", tenant: bert), is: nil, "file")
                try expect(try await backend.tenants(), is: [anna], "tenants")
                try await expect(.notFound, "publishing an unknown tenant") { _ = try await backend.publish(bert) }
            }
        },
        Check("tenants are listed in order") { suite in
            try await suite.with { backend in
                for name in ["t_c", "t_a", "t_b-1", "t_b"] {
                    try await append(entry("e", tenant: TenantID(name)!), to: backend)
                }
                let listed = try await backend.tenants().map(\.description)
                try expect(listed, is: ["t_a", "t_b", "t_b-1", "t_c"], "tenants")
            }
        },
        Check("an event is found by its id as soon as it is acknowledged") { suite in
            try await suite.with { backend in
                for place in 0..<20 {
                    try await append(entry("e\(place)", isFresh: place.isMultiple(of: 2)), to: backend)
                    let found = try await backend.index(ofEvent: "e\(place)", tenant: anna)
                    try expect(found, is: UInt64(place), "index of e\(place)")
                }
                try expect(try await backend.index(ofEvent: "e", tenant: anna), is: nil, "an id never seen")
            }
        },
        Check("control entries are listed in order as soon as they are acknowledged") { suite in
            try await suite.with { backend in
                var wanted: [UInt64] = []
                for place in 0..<20 {
                    let isControl = place % 7 == 3
                    let index = try await append(entry("e\(place)", isControl: isControl), to: backend)
                    if isControl { wanted.append(index) }
                    let control = try await backend.controlEntries(of: anna)
                    try expect(control.map(\.index), is: wanted, "control entries after \(place)")
                    try expect(
                        control.last?.bytes, is: wanted.last.map { entry("e\($0)", isControl: true).bytes },
                        "the last one's bytes")
                }
            }
        },
        Check("blobs are the tenant's own and named by their SHA-256") { suite in
            try await suite.with { backend in
                for size in [0, 1, 70_000, 3_000_000] {
                    let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }
                    let digest = try await backend.storeBlob(bytes, tenant: anna)
                    try expect(digest, is: hex(SHA256.hash(data: bytes)), "name of \(size) bytes")
                    let again = try await backend.storeBlob(bytes, tenant: anna)
                    try expect(again, is: digest, "name the second time")
                    let stored = try await backend.blob(digest, tenant: anna)
                    try expect(stored, is: bytes, "blob of \(size) bytes")
                    try expect(try await backend.blob(digest, tenant: bert), is: nil, "another tenant's view")
                }
                let nowhere = String(repeating: "0", count: 64)
                try expect(try await backend.blob(nowhere, tenant: anna), is: nil, "an unknown digest")
            }
        },
    ]
}
