import AuditEvents
import FileBackend
import MerkleLog
import NexusAudit
import NexusTesting
import Testing

@Suite struct TamperTests {
    /// One bit, anywhere in bundles, tiles, checkpoints and what is left of the journal.
    @Test func everyFlippedBitIsFound() async throws {
        let folder = Folder()
        var options = FileBackendOptions.patient
        options.segmentSize = 64 * 1024
        let store = try await folder.open(options)
        for number in 0..<600 {
            try await append("e\(number)", to: store, tenant: number % 5 == 0 ? bert : anna, padding: number % 50)
            if number == 300 { _ = try await store.publish(anna) }
        }
        try await store.close()
        try await expectSound(folder.store)

        let files = PosixFileSystem()
        let paths = try allFiles(below: folder.store).filter { path in
            path.hasPrefix("logs/") || path.hasPrefix("journal/")
        }
        #expect(paths.contains { $0.hasSuffix(".seg") } && paths.contains { $0.hasSuffix("/checkpoint") })
        let sizes = try paths.map { try files.open("\(folder.store)/\($0)", .read).size() }
        var random = SeededGenerator(seed: 20_260_131)
        let count = cases(1_000, all: 4_000, sanitized: 40)
        for number in 0..<count {
            // Every file gets its share, small ones too.
            let place = number % paths.count
            let path = "\(folder.store)/\(paths[place])"
            let bit = Int.random(in: 0..<sizes[place] * 8, using: &random)
            let file = try files.open(path, .update)
            let byte = try file.bytes(at: bit / 8, count: 1)[0]
            try file.write([byte ^ 1 << UInt8(bit % 8)], at: bit / 8)
            let found = try await findings(in: folder.store)
            #expect(!found.isEmpty, "bit \(bit) of \(paths[place])")
            #expect(
                found.contains { $0.file == paths[place] } || paths[place].hasSuffix("checkpoint"),
                "\(paths[place]) is not named: \(found.map(\.message))")
            try file.write([byte], at: bit / 8)
        }
        try await expectSound(folder.store)
    }

    @Test func anEntryAlteredInTheBundleIsNamedWithItsPlace() async throws {
        let folder = Folder()
        let store = try await folder.open(.patient)
        for number in 0..<10 { try await append("e\(number)", to: store) }
        let entries = try await store.entries(of: anna, from: 0, limit: 10)
        try await store.close()
        let path = folder.layout.file("tile/entries/000.p/10", of: anna)
        let offset = entries[..<6].reduce(0) { $0 + 2 + $1.bytes.count }
        let file = try PosixFileSystem().open(path, .update)
        try file.write([try file.bytes(at: offset + 100, count: 1)[0] ^ 1], at: offset + 100)
        let finding = try #require(try await findings(in: folder.store).first { $0.kind == .leaf })
        #expect(finding.index == 6)
        #expect(finding.file == "logs/t_anna/tile/entries/000.p/10")
        #expect(finding.offset == offset)
        #expect(finding.expected == entries[6].leafHash.hex)
    }
}
