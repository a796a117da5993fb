import AuditEvents
import FileBackend
import MerkleLog
import NexusAudit
import NexusTesting
import Testing

@Suite struct RecoveryTests {
    private let folder = Folder()
    private let files = PosixFileSystem()

    /// A store as a crash leaves it: `published` entries under a checkpoint, then `more` in the journal alone, each in a
    /// batch of its own.
    private func crashed(published: Int, more: Int) async throws -> (folder: Folder, leaves: [MerkleHash]) {
        let store = try await folder.open(.patient)
        var leaves: [MerkleHash] = []
        for number in 0..<published { leaves.append(try await append("e\(number)", to: store).leaf) }
        if published > 0 { _ = try await store.publish(anna) }
        for number in published..<published + more { leaves.append(try await append("e\(number)", to: store).leaf) }
        let copy = try folder.copy()
        try await store.close()
        return (copy, leaves)
    }

    private func segment(_ folder: Folder) throws -> String {
        folder.layout.segment(try #require(try files.segments(in: folder.layout).last))
    }

    private func journal(_ folder: Folder) throws -> [UInt8] { try #require(try files.contents(segment(folder))) }

    /// Where each batch of the segment ends, the header's end first.
    private func batchEnds(_ folder: Folder) throws -> [Int] {
        let path = try segment(folder)
        guard var scanner = try JournalScanner(file: files.open(path, .read), path: path) else { return [] }
        var ends = [scanner.offset]
        var lastRecord = 0
        _ = try scanner.scan { record, _ in
            // One record a batch here.
            if lastRecord > 0 { ends.append(record.offset - JournalFormat.batchHeaderSize) }
            lastRecord = record.offset
        }
        return ends + [scanner.offset]
    }

    @Test func theJournalCutAtEveryByteOfItsLastTwoBatchesOpensToACleanPrefix() async throws {
        let (crashed, leaves) = try await crashed(published: 0, more: 4)
        let bytes = try journal(crashed)
        let ends = try batchEnds(crashed)
        #expect(ends.count == 5)
        for cut in stride(from: ends[2], through: ends[4], by: cases(1, all: 1, sanitized: 37)) {
            let copy = try crashed.copy()
            try files.open(segment(copy), .create).write(Array(bytes[..<cut]), at: 0)
            let store = try await copy.open(.patient)
            let whole = ends.lastIndex { $0 <= cut }!
            let read = try await store.entries(of: anna, from: 0, limit: 10)
            #expect(read.map(\.leafHash) == Array(leaves[..<whole]), "cut at \(cut)")
            #expect(try await append("after", to: store).index == UInt64(whole))
            try await store.close()
            try await expectSound(copy.store, "cut at \(cut)")
        }
    }

    @Test func aCutBehindACheckpointRefusesAndChangesNothing() async throws {
        let (crashed, _) = try await crashed(published: 4, more: 0)
        let bytes = try journal(crashed)
        let ends = try batchEnds(crashed)
        for cut in stride(from: ends[2], to: ends[4], by: cases(7, all: 1, sanitized: 97)) {
            let copy = try crashed.copy()
            try files.open(segment(copy), .create).write(Array(bytes[..<cut]), at: 0)
            let before = try allFiles(below: copy.store)
            let error = try await failure { _ = try await copy.open() }
            #expect(error.code == .corrupt, "cut at \(cut): \(error)")
            #expect(error.message.contains("4"), "\(error.message)")
            #expect(try allFiles(below: copy.store) == before)
            #expect(try await !findings(in: copy.store).isEmpty)
        }
    }

    @Test func damageBeforeAValidBatchRefusesAndNamesThePlace() async throws {
        let (crashed, _) = try await crashed(published: 0, more: 4)
        let bytes = try journal(crashed)
        let ends = try batchEnds(crashed)
        for place in stride(from: ends[1], to: ends[3], by: cases(11, all: 1, sanitized: 97)) {
            let copy = try crashed.copy()
            var damaged = bytes
            damaged[place] ^= 0x10
            try files.open(segment(copy), .create).write(damaged, at: 0)
            let error = try await failure { _ = try await copy.open() }
            #expect(error.code == .corrupt, "byte \(place)")
            let batch = ends.last { $0 <= place }!
            #expect(error.message.contains("byte \(batch)"), "\(error.message)")
        }
    }

    @Test func aDamagedSegmentHeaderRefuses() async throws {
        let (crashed, _) = try await crashed(published: 0, more: 2)
        var bytes = try journal(crashed)
        bytes[20] ^= 1
        try files.open(segment(crashed), .create).write(bytes, at: 0)
        #expect(try await failure { _ = try await crashed.open() }.code == .corrupt)
    }

    @Test func aMissingJournalRefuses() async throws {
        let (crashed, _) = try await crashed(published: 3, more: 0)
        try files.remove(segment(crashed))
        #expect(try await failure { _ = try await crashed.open() }.code == .corrupt)
    }

    @Test func aMissingIdentityOfAStoreWithLogsIsNotMadeAnew() async throws {
        let (crashed, _) = try await crashed(published: 3, more: 0)
        try files.remove(crashed.layout.identity)
        #expect(try await failure { _ = try await crashed.open() }.code == .corrupt)
    }

    @Test func anUnpublishedTailIsCopiedAndGoesOn() async throws {
        let (crashed, leaves) = try await crashed(published: 3, more: 5)
        for _ in 0..<3 {
            let store = try await crashed.open(.patient)
            #expect(try await store.size(of: anna) == 8)
            #expect(try await store.entries(of: anna, from: 3, limit: 10).map(\.leafHash) == Array(leaves[3...]))
            #expect(try files.segments(in: crashed.layout).count == 1)
            let next = try crashed.copy()
            try await store.close()
            // Again from the copy that was not closed.
            let again = try await next.open(.patient)
            #expect(try await again.size(of: anna) == 8)
            try await again.close()
            try await expectSound(next.store)
        }
        try await expectSound(crashed.store)
    }

    @Test func aCrashBetweenTheFreshSegmentAndTheDeletionOfTheOldOnesIsHarmless() async throws {
        let (crashed, leaves) = try await crashed(published: 3, more: 5)
        let old = try segment(crashed)
        let oldBytes = try journal(crashed)
        let store = try await crashed.open(.patient)
        let copy = try crashed.copy()
        try await store.close()
        try files.open(copy.store + old.dropFirst(crashed.store.count), .create).write(oldBytes, at: 0)
        #expect(try files.segments(in: copy.layout).count == 2)
        let again = try await copy.open(.patient)
        #expect(try await again.entries(of: anna, from: 3, limit: 10).map(\.leafHash) == Array(leaves[3...]))
        try await again.close()
        try await expectSound(copy.store)
    }

    @Test func leftoversOfACutPublicationAreWrittenOver() async throws {
        let (crashed, _) = try await crashed(published: 3, more: 2)
        // As if bundles and tiles had been written, and the machine had gone down before the checkpoint.
        try files.createDirectory(crashed.layout.file("tile/entries/000.p", of: anna))
        try files.open(crashed.layout.file("tile/entries/000.p/5", of: anna), .create).write([0, 9, 1], at: 0)
        try files.open(crashed.layout.temporary + "/publish", .create).write([1], at: 0)
        let store = try await crashed.open(.patient)
        #expect(try await store.publish(anna).checkpoint.size == 5)
        try await store.close()
        try await expectSound(crashed.store)
    }
}
