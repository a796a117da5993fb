import AuditEvents
import MerkleLog
import NexusAudit
import NexusTesting
import Testing

/// Files beside those that the checkpoint's tree needs.
@Suite struct PublishedFilesTests {
    /// A folder that holds the partial tiles of every size it went through.
    private func history(_ sizes: [UInt64]) async throws -> PublishedCopy {
        var log = try await SampleLog(size: sizes[0])
        var copy = try await PublishedCopy(of: log)
        for size in sizes.dropFirst() {
            try await log.grow(to: size)
            try await copy.take(log)
        }
        return copy
    }

    @Test("Partial tiles of earlier checkpoints are a part of the tree")
    func olderPartials() async throws {
        let copy = try await history([3, 200, 300, 600, 770])
        #expect(copy.files["tile/0/000.p/3"] != nil)
        #expect(copy.files["tile/1/000.p/1"] != nil)
        #expect(try await copy.verify().findings == [])
    }

    @Test("A bit flipped in an older partial file is found there", .enabled(if: !isSanitized, "one task, many cases"))
    func olderPartialsChanged() async throws {
        let sound = try await history([3, 200, 300, 600, 770])
        let needed = Set(PublishedCopy.paths(size: 770))
        var random = SplitMix(seed: 7)
        for path in sound.files.keys.sorted() where !needed.contains(path) {
            let bits = sound.files[path]!.count * 8
            for bit in [0, bits - 1] + (0..<6).map({ _ in Int.random(in: 0..<bits, using: &random) }) {
                var copy = sound
                copy.files[path]![bit / 8] ^= 1 << (bit % 8)
                let findings = try await copy.verify().findings
                #expect(!findings.isEmpty, "bit \(bit) of \(path)")
                #expect(findings.allSatisfy { $0.file == "logs/t_demo/\(path)" }, "bit \(bit) of \(path)")
            }
        }
    }

    @Test("A full tile stands in for a partial one, and so does a wider one that is listed")
    func standIn() async throws {
        let old = try await history([600])
        for size: UInt64 in [700, 768, 1000] {
            var copy = try await history([600, size])
            copy.files["checkpoint"] = old.files["checkpoint"]
            for path in ["tile/0/002.p/88", "tile/entries/002.p/88"] { copy.files[path] = nil }
            #expect(try await copy.verify().findings == [], "\(size)")
            let stranger = size == 700 ? "tile/entries/002.p/188" : "tile/entries/002"
            copy.files[stranger]![5] ^= 1
            #expect(try await copy.verify().findings.map(\.file) == ["logs/t_demo/\(stranger)"])
        }
    }

    @Test("Files ahead of the checkpoint are fine as far as entries are durable")
    func ahead() async throws {
        let old = try await history([600])
        var copy = try await history([600, 2000])
        copy.files["checkpoint"] = old.files["checkpoint"]
        #expect(try await copy.verify().findings == [])
        copy.durableSize = 1999
        let findings = try await copy.verify().findings
        #expect(findings.allSatisfy { $0.kind == .unknownFile })
        #expect(Set(findings.map(\.file)) == ["logs/t_demo/tile/0/007.p/208", "logs/t_demo/tile/entries/007.p/208"])
    }

    @Test(
        "A file that nothing explains is reported",
        arguments: ["tile/0/099", "tile/entries/000.tmp", "tile/9/000", "notes.txt", "tile/0/000.p/256", "tile/0/0"])
    func unknownFile(path: String) async throws {
        var copy = try await history([600])
        copy.files[path] = [1, 2, 3]
        let findings = try await copy.verify().findings
        #expect(findings.map(\.kind) == [.unknownFile])
        #expect(findings.first?.file == "logs/t_demo/\(path)")
    }

    @Test("A writer that goes on while the log is verified, and takes partial tiles away, does no harm")
    func racingWriter() async throws {
        let log = try await SampleLog(size: 600)
        let racing = RacingReader(log)
        let result = try await LogVerifier(reader: racing).verify(SampleLog.tenant)
        #expect(result.findings == [])
        #expect(result.size == 700)
        let proof = try await ProofBuilder(reader: RacingReader(try await SampleLog(size: 600)))
            .inclusion(of: 5, tenant: SampleLog.tenant)
        #expect(proof.checkpoint.checkpoint.size == 700)
    }
}

/// A log that grows once, just before its last partial tile is read for the first time.
private actor RacingReader: LogReader {
    private var log: SampleLog
    private var hasGrown = false
    nonisolated let instance: String
    nonisolated let verifier: NoteVerifier

    init(_ log: SampleLog) {
        self.log = log
        instance = log.backend.instance
        verifier = log.backend.verifier
    }

    func tenants() async throws(AuditError) -> [TenantID] { try await log.backend.tenants() }
    func size(of tenant: TenantID) async throws(AuditError) -> UInt64 { try await log.backend.size(of: tenant) }
    func entries(of tenant: TenantID, from index: UInt64, limit: Int) async throws(AuditError) -> [LogEntry] {
        try await log.backend.entries(of: tenant, from: index, limit: limit)
    }
    func index(ofEvent eventID: String, tenant: TenantID) async throws(AuditError) -> UInt64? { nil }
    func controlEntries(of tenant: TenantID) async throws(AuditError) -> [LogEntry] { [] }
    func blob(_ digest: String, tenant: TenantID) async throws(AuditError) -> [UInt8]? { nil }
    func checkpoint(of tenant: TenantID) async throws(AuditError) -> SignedCheckpoint? {
        try await log.backend.checkpoint(of: tenant)
    }
    func publishedFile(_ path: String, tenant: TenantID) async throws(AuditError) -> [UInt8]? {
        if path.contains(".p/"), !hasGrown {
            hasGrown = true
            var grown = log
            do { try await grown.grow(to: 700) } catch { throw AuditError(.io, "the log did not grow", cause: error) }
            log = grown
        }
        return try await log.backend.publishedFile(path, tenant: tenant)
    }
}
