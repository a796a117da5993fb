import AuditEvents
import MerkleLog
import NexusAudit

extension BackendSuite {
    static let publishingChecks = [
        Check("publishing covers everything acknowledged, in files that hash to a signed checkpoint") { suite in
            try await suite.with { backend in
                var entries: [LogEntry] = []
                var last: Checkpoint?
                // Steps within a tile, to its edge, over it, and over two at once.
                for count in [1, 2, 252, 1, 3, 600] {
                    for _ in 0..<count {
                        let new = entry("e\(entries.count)")
                        entries.append(LogEntry(index: try await append(new, to: backend), bytes: new.bytes))
                    }
                    let signed = try await backend.publish(anna)
                    try await checkPublished(entries, signed, backend)
                    if let last { try await checkConsistent(from: last, to: signed.checkpoint, backend) }
                    last = signed.checkpoint
                }
            }
        },
        Check("publishing again without new entries gives the same tree") { suite in
            try await suite.with { backend in
                for place in 0..<3 { try await append(entry("e\(place)"), to: backend) }
                let first = try await backend.publish(anna)
                let second = try await backend.publish(anna)
                try expect(second.checkpoint, is: first.checkpoint, "checkpoint")
            }
        },
        Check("each log has its own origin and key name") { suite in
            try await suite.with { backend in
                for tenant in [anna, bert] {
                    try await append(entry("e", tenant: tenant), to: backend)
                    let signed = try await backend.publish(tenant)
                    let origin = "\(backend.instance)/\(tenant)"
                    try expect(signed.checkpoint.origin, is: origin, "origin")
                    try expect(signed.isSigned(by: backend.verifier.named(origin)), is: true, "signature")
                }
                let other = backend.verifier.named("\(backend.instance)/\(bert)")
                let signed = try await backend.checkpoint(of: anna)
                try expect(signed?.isSigned(by: other), is: .some(nil), "another log's key name")
            }
        },
    ]

    private static func checkPublished(
        _ entries: [LogEntry], _ signed: SignedCheckpoint, _ backend: any NexusBackend
    ) async throws {
        let origin = backend.origin(of: anna)
        let size = UInt64(entries.count)
        var tree = Frontier()
        for entry in entries { tree.append(entry.leafHash) }
        try expect(signed.checkpoint, is: Checkpoint(origin: origin, size: size, root: tree.root), "checkpoint")
        try expect(signed.isSigned(by: backend.verifier.named(origin)), is: true, "signature")
        try expect(try await backend.checkpoint(of: anna), is: signed, "the stored checkpoint")
        try expect(try await backend.publishedFile("checkpoint", tenant: anna), is: signed.encoded, "its file")

        var expected = TileWriter()
        expected.append(contentsOf: entries.map(\.leafHash))
        for tile in expected.popCompleted() + expected.partialTiles() {
            let file = try await backend.publishedFile(tile.tile.path, tenant: anna)
            try expect(file, is: tile.bytes, "\(tile.tile.path) at size \(size)")
        }
        for tile in Tile.all(size: size) where tile.level == 0 {
            let path = tile.entriesPath
            guard let file = try await backend.publishedFile(path, tenant: anna),
                let ranges = EntryBundle.entries(in: file, count: tile.width)
            else { throw Failure(description: "\(path) is missing or no bundle of \(tile.width) entries") }
            let first = Int(tile.index) * Tile.fullWidth
            for (place, range) in ranges.enumerated() {
                try expect(Array(file[range]), is: entries[first + place].bytes, "entry \(first + place) in \(path)")
            }
        }
    }

    private static func checkConsistent(
        from old: Checkpoint, to new: Checkpoint, _ backend: any NexusBackend
    ) async throws {
        var files: [String: [UInt8]] = [:]
        for tile in Tile.all(size: new.size) {
            files[tile.path] = try await backend.publishedFile(tile.path, tenant: anna)
        }
        let proof = try TreeReader(size: new.size).consistencyProof(from: old.size) { files[$0.path] }
        let isConsistent = Proof.verifyConsistency(
            oldSize: old.size, oldRoot: old.root, size: new.size, root: new.root, proof: proof)
        try expect(isConsistent, is: true, "consistency of \(old.size) and \(new.size)")
    }

    static let lifecycleChecks = [
        Check("a closed store refuses") { suite in
            let backend = try await suite.open()
            try await append(entry("e"), to: backend)
            try await backend.close()
            try await expect(.storeClosed, "append") { _ = try await backend.append(entry("f")) }
            try await expect(.storeClosed, "storeBlob") { _ = try await backend.storeBlob([1], tenant: anna) }
            try await expect(.storeClosed, "publish") { _ = try await backend.publish(anna) }
        },
        Check("everything acknowledged is there after closing and opening again") { suite in
            guard let reopen = suite.reopen else { return }
            let first = try await suite.open()
            for place in 0..<300 {
                try await append(
                    entry("e\(place)", at: start.advanced(bySeconds: 60), isControl: place % 100 == 7), to: first)
            }
            let digest = try await first.storeBlob([1, 2, 3], tenant: anna)
            let before = try await allEntries(of: anna, in: first)
            try await first.close()

            let backend = try await reopen(first)
            try expect(try await allEntries(of: anna, in: backend) == before, is: true, "same entries")
            try expect(try await backend.checkpoint(of: anna)?.checkpoint.size, is: 300, "size published by closing")
            try expect(try await backend.controlEntries(of: anna).map(\.index), is: [7, 107, 207], "control entries")
            try expect(try await backend.index(ofEvent: "e42", tenant: anna), is: 42, "index of an event")
            try expect(try await backend.blob(digest, tenant: anna), is: [1, 2, 3], "blob")
            try expect(try await backend.append(entry("e42")), is: .duplicate(before[42]), "an old id")
            try expect(
                try await backend.append(entry("late", at: start)), is: .stale(newest: start.advanced(bySeconds: 60)),
                "a stamp older than the log's newest before the restart")
            let index = try await append(entry("new", at: start.advanced(bySeconds: 61)), to: backend)
            try expect(index, is: 300, "the next index")
            try await backend.close()
        },
    ]
}
