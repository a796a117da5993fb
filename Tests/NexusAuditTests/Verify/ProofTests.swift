import AuditEvents
import MerkleLog
import NexusAudit
import NexusTesting
import Testing

/// Proofs of single entries and of growth.
@Suite struct ProofTests {
    private let tenant = SampleLog.tenant

    @Test("Every entry has a proof that verifies offline", arguments: [1, 2, 7, 256, 257, 600] as [UInt64])
    func inclusion(size: UInt64) async throws {
        let log = try await SampleLog(size: size)
        let builder = ProofBuilder(reader: log.backend)
        for index in Set([0, 1, size / 2, 255, 256, size - 1]).filter({ $0 < size }) {
            let encoded = try await builder.inclusion(of: index, tenant: tenant).encoded
            let proof = try #require(TLogProof(encoded: encoded))
            for name in ["audit.example.com", "audit.example.com/t_demo"] {
                let key = log.backend.verifier.named(name)
                #expect(ProofVerifier.verify(proof: proof, leaf: SampleLog.leaf(index), verifier: key) == [])
            }
        }
    }

    @Test("A proof of a tree whose partial tiles gave way to full ones can still be made")
    func inclusionByFullTiles() async throws {
        var log = try await SampleLog(size: 600)
        let old = try await PublishedCopy(of: log)
        try await log.grow(to: 1024)
        var copy = old
        try await copy.take(log)
        copy.files["checkpoint"] = old.files["checkpoint"]
        copy.files["tile/0/002.p/88"] = nil
        let proof = try await ProofBuilder(reader: copy).inclusion(of: 599, tenant: tenant)
        #expect(proof.checkpoint.checkpoint.size == 600)
        #expect(ProofVerifier.verify(proof: proof, leaf: SampleLog.leaf(599), verifier: copy.verifier) == [])
    }

    @Test("A changed entry, index, hash or checkpoint is found")
    func changedProof() async throws {
        let log = try await SampleLog(size: 600)
        let sound = try await ProofBuilder(reader: log.backend).inclusion(of: 300, tenant: tenant)
        func kinds(_ change: (inout TLogProof, inout [UInt8]) throws -> Void) throws -> [VerificationFinding.Kind] {
            var (proof, leaf) = (sound, SampleLog.leaf(300))
            try change(&proof, &leaf)
            return ProofVerifier.verify(proof: proof, leaf: leaf, verifier: log.backend.verifier).map(\.kind)
        }
        #expect(try kinds { _, _ in } == [])
        #expect(try kinds { _, leaf in leaf = SampleLog.leaf(301) } == [.leaf])
        #expect(try kinds { proof, _ in proof.index = 301 } == [.leaf])
        #expect(try kinds { proof, _ in proof.hashes.swapAt(0, 1) } == [.leaf])
        #expect(try kinds { proof, _ in proof.hashes.removeLast() } == [.leaf])
        let forged = try SignedCheckpoint(
            sound.checkpoint.checkpoint,
            signedBy: NoteSigner(name: "audit.example.com/t_demo", seed: Array(repeating: 5, count: 32)))
        #expect(try kinds { proof, _ in proof.checkpoint = forged } == [.signature])
    }

    @Test("A proof is worth what its key serves: the instance's logs, and entries of the log's own tenant")
    func foreignProof() async throws {
        var log = try await SampleLog(size: 1)
        try await log.append(SampleLog.leaf(1, tenant: "t_other"))
        _ = try await log.backend.publish(tenant)
        let proof = try await ProofBuilder(reader: log.backend).inclusion(of: 1, tenant: tenant)
        let leaf = SampleLog.leaf(1, tenant: "t_other")
        func kinds(_ name: String) -> [VerificationFinding.Kind] {
            ProofVerifier.verify(proof: proof, leaf: leaf, verifier: log.backend.verifier.named(name)).map(\.kind)
        }
        #expect(kinds("audit.example.com") == [.entry])
        #expect(kinds("audit.example.com/t_demo") == [])
        for name in ["audit.example.co", "audit.example.com/t_other", "audit.example.com/", "other.example"] {
            #expect(kinds(name) == [.checkpoint], "\(name)")
        }
    }

    @Test("Beyond the log there is nothing to prove, beyond the checkpoint not yet")
    func beyond() async throws {
        var log = try await SampleLog(size: 3)
        try await log.append(SampleLog.leaf(3))
        let builder = ProofBuilder(reader: log.backend)
        let tenant = tenant
        await #expect(throws: AuditError(.notFound, "")) { try await builder.inclusion(of: 4, tenant: tenant) }
        await #expect(throws: AuditError(.notPublished, "")) { try await builder.inclusion(of: 3, tenant: tenant) }
        let none = TenantID("t_none")!
        await #expect(throws: AuditError(.notFound, "")) { try await builder.inclusion(of: 0, tenant: none) }
    }

    @Test("A damaged or missing tile gives an error, not a wrong proof")
    func damagedTiles() async throws {
        let log = try await SampleLog(size: 600)
        let sound = try await PublishedCopy(of: log)
        for path in ["tile/0/001", "tile/1/000.p/2", "tile/0/002.p/88"] {
            for change in 0..<3 {
                var copy = sound
                switch change {
                case 0: copy.files[path] = nil
                case 1: copy.files[path]!.removeLast()
                default: for byte in copy.files[path]!.indices { copy.files[path]![byte] ^= 1 }
                }
                let builder = ProofBuilder(reader: copy)
                let tenant = tenant
                await #expect(throws: AuditError(.corrupt, ""), "\(path) \(change)") {
                    try await builder.inclusion(of: 300, tenant: tenant)
                }
            }
        }
    }

    @Test("Growth from any older checkpoint can be proven")
    func consistency() async throws {
        let log = try await SampleLog(size: 600)
        let builder = ProofBuilder(reader: log.backend)
        for size: UInt64 in [1, 2, 3, 128, 255, 256, 257, 511, 512, 599, 600] {
            let old = try #require(try await SampleLog(size: size).checkpoint()).checkpoint
            let (proof, signed) = try await builder.consistency(from: old, tenant: tenant)
            let tree = signed.checkpoint
            #expect(
                Proof.verifyConsistency(
                    oldSize: old.size, oldRoot: old.root, size: tree.size, root: tree.root, proof: proof), "\(size)")
        }
        let (proof, _) = try await builder.consistency(
            from: Checkpoint(origin: "audit.example.com/t_demo", size: 0, root: .emptyRoot), tenant: tenant)
        #expect(proof.isEmpty)
    }

    @Test("A checkpoint that the log does not extend is a conflict")
    func consistencyConflict() async throws {
        let builder = ProofBuilder(reader: try await SampleLog(size: 600).backend)
        let tenant = tenant
        let fork = try #require(try await SampleLog(size: 300, note: "fork").checkpoint()).checkpoint
        await #expect(throws: AuditError(.conflict, "")) { try await builder.consistency(from: fork, tenant: tenant) }
        let longer = try #require(try await SampleLog(size: 601).checkpoint()).checkpoint
        await #expect(throws: AuditError(.conflict, "")) { try await builder.consistency(from: longer, tenant: tenant) }
        var foreign = fork
        foreign.origin = "audit.example.com/t_other"
        await #expect(throws: AuditError(.invalidField, "")) {
            try await builder.consistency(from: foreign, tenant: tenant)
        }
    }
}
