import AuditEvents
import MerkleLog
import NexusAudit
import NexusTesting
import Testing

/// Checkpoints: whose they are, and whether the log extends them.
@Suite struct SignatureTests {
    private let tenant = SampleLog.tenant

    @Test("Another key is found out")
    func wrongKey() async throws {
        let log = try await SampleLog(size: 10)
        let other = try NoteSigner(name: "audit.example.com", seed: Array(repeating: 2, count: 32)).verifier
        let result = try await LogVerifier(reader: log.backend, verifier: other).verify(tenant)
        #expect(result.findings.map(\.kind) == [.signature])
        #expect(result.findings.first?.file == "logs/t_demo/checkpoint")
    }

    @Test("The instance's key serves under any name: the log's origin is what counts")
    func keyIsRenamed() async throws {
        let log = try await SampleLog(size: 10)
        let key = log.backend.verifier.named("audit.example.com/t_demo")
        #expect(try await LogVerifier(reader: log.backend, verifier: key).verify(tenant).isValid)
    }

    @Test("Another log's checkpoint is refused, though the same key signed it and the tree is the same")
    func otherOrigin() async throws {
        var copy = try await PublishedCopy(of: SampleLog(size: 10))
        let own = try #require(SignedCheckpoint(encoded: copy.files["checkpoint"]!)).checkpoint
        let origin = "audit.example.com/t_other"
        let signer = try NoteSigner(name: origin, seed: Array(repeating: 1, count: 32))
        copy.files["checkpoint"] = try SignedCheckpoint(
            Checkpoint(origin: origin, size: own.size, root: own.root), signedBy: signer
        ).encoded
        let findings = try await copy.verify().findings
        #expect(findings.map(\.kind) == [.checkpoint, .signature])
        #expect(findings.first?.expected == "audit.example.com/t_demo")
        #expect(findings.first?.found == origin)
    }

    @Test("A signed checkpoint with another root or size does not pass", arguments: [9, 10, 11, 300] as [UInt64])
    func otherTree(size: UInt64) async throws {
        var copy = try await PublishedCopy(of: SampleLog(size: 10))
        let origin = "audit.example.com/t_demo"
        let signer = try NoteSigner(name: origin, seed: Array(repeating: 1, count: 32))
        copy.files["checkpoint"] = try SignedCheckpoint(
            Checkpoint(origin: origin, size: size, root: MerkleHash.leaf([1])), signedBy: signer
        ).encoded
        let findings = try await copy.verify().findings
        #expect(!findings.isEmpty)
        if size == 10 { #expect(findings.map(\.kind) == [.checkpoint]) }
    }

    @Test("A log is consistent with each of its older checkpoints")
    func consistent() async throws {
        let sizes: [UInt64] = [1, 2, 255, 256, 257, 300, 512, 599, 600, 4096, 4097, 5000]
        var log = try await SampleLog()
        var older: [SignedCheckpoint] = []
        for size in sizes {
            try await log.grow(to: size)
            older.append(try #require(try await log.checkpoint()))
        }
        for checkpoint in older {
            #expect(try await log.verify(since: checkpoint).findings == [], "\(checkpoint.checkpoint.size)")
        }
    }

    @Test("A fork before an older checkpoint is found", arguments: [1, 256, 300, 512, 600] as [UInt64])
    func fork(size: UInt64) async throws {
        let other = try await SampleLog(size: size, note: "fork")
        let checkpoint = try #require(try await other.checkpoint())
        let log = try await SampleLog(size: 600)
        let findings = try await log.verify(since: checkpoint).findings
        #expect(findings.map(\.kind) == [.consistency])
        #expect(findings.first?.expected == checkpoint.checkpoint.root.hex)
        let own = try await SampleLog(size: size).checkpoint()
        #expect(findings.first?.found == own?.checkpoint.root.hex)
    }

    @Test("A log that was cut back behind an older checkpoint is found")
    func cutBack() async throws {
        let checkpoint = try #require(try await SampleLog(size: 700).checkpoint())
        #expect(try await SampleLog(size: 600).verify(since: checkpoint).findings.map(\.kind) == [.consistency])
        #expect(try await SampleLog().verify(since: checkpoint).findings.map(\.kind) == [.consistency])
    }

    @Test("An older checkpoint that is another log's, or that nobody signed, is worth nothing")
    func worthlessCheckpoint() async throws {
        let log = try await SampleLog(size: 600)
        let root = try await #require(SampleLog(size: 256).checkpoint()).checkpoint.root
        func checkpoint(_ origin: String, seed: UInt8) throws -> SignedCheckpoint {
            try SignedCheckpoint(
                Checkpoint(origin: origin, size: 256, root: root),
                signedBy: NoteSigner(name: origin, seed: Array(repeating: seed, count: 32)))
        }
        let own = try checkpoint("audit.example.com/t_demo", seed: 1)
        #expect(try await log.verify(since: own).findings == [])
        let foreign = try checkpoint("audit.example.com/t_other", seed: 1)
        #expect(try await log.verify(since: foreign).findings.map(\.kind) == [.consistency])
        let unsigned = try checkpoint("audit.example.com/t_demo", seed: 3)
        #expect(try await log.verify(since: unsigned).findings.map(\.kind) == [.signature])
    }
}
