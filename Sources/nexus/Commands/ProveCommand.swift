import ArgumentParser
import AuditEvents
import MerkleLog
import NexusAudit

struct ProveCommand: NexusCommand {
    static let configuration = CommandConfiguration(
        commandName: "prove",
        abstract: "Write a proof that an entry is in its log, or that the log only grew.",
        discussion: """
            The proof of an entry is a C2SP .tlog-proof: with the entry's bytes and the verifier key anybody can check \
            it, without this store. The proof of consistency shows that the log now extends the one of an older \
            checkpoint; its form is the one C2SP witnesses take (tlog-witness, add-checkpoint).

            Examples:
              nexus prove --tenant t_demo --index 0 -o event.tlog-proof
              nexus show --tenant t_demo --index 0 --raw > event.json
              nexus verify --proof event.tlog-proof --event event.json \\
                --vkey "$(nexus vkey)"
              nexus prove --consistency monday.checkpoint
            """)

    @Option(name: .long, help: "Whose log; with --consistency the checkpoint names it.")
    var tenant: TenantID?

    @OptionGroup var entry: EntryOptions

    @Option(
        name: .long,
        help: ArgumentHelp("Prove that the log extends this older checkpoint.", valueName: "checkpoint-file"))
    var consistency: String?

    @Option(name: .short, help: ArgumentHelp("Where to write the proof (default: stdout).", valueName: "file"))
    var outputFile: String?

    @OptionGroup var store: StoreOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard entry.count + (consistency == nil ? 0 : 1) == 1 else {
            throw ValidationError("Say what to prove: --event E, --index I or --consistency FILE.")
        }
        if consistency == nil && tenant == nil { throw ValidationError("Name the log with --tenant.") }
    }

    func perform(_ console: Console) async throws {
        let reader = try await store.reader()
        if let consistency {
            try await proveConsistency(with: try CheckpointFile.read(consistency), reader, console)
        } else if let tenant {
            let index = try await entry.resolve(in: reader, tenant: tenant)
            try await proveInclusion(of: index, tenant, reader, console)
        }
    }

    private func proveInclusion(
        of index: UInt64, _ tenant: TenantID, _ reader: any LogReader, _ console: Console
    ) async throws {
        let proof = try await ProofBuilder(reader: reader).inclusion(of: index, tenant: tenant)
        guard let entry = try await reader.entries(of: tenant, from: index, limit: 1).first else {
            throw AuditError(.notFound, "no entry \(index) in the log of \(tenant)", tenantID: "\(tenant)")
        }
        let checkpoint = proof.checkpoint.checkpoint
        try write(
            proof.encoded,
            described: [
                "log": .string(checkpoint.origin), "tenant_id": .string("\(tenant)"), "index": .number(Double(index)),
                "leaf_hash": .string(entry.leafHash.hex), "size": .number(Double(checkpoint.size)),
                "root": .string(checkpoint.root.hex), "hashes": .array(proof.hashes.map { .string($0.hex) }),
            ],
            summary: "entry \(index) of \(checkpoint.origin) under the checkpoint of "
                + Text.counted(checkpoint.size, "entry", "entries"), console)
    }

    private func proveConsistency(
        with old: SignedCheckpoint, _ reader: any LogReader, _ console: Console
    ) async throws {
        let origin = old.checkpoint.origin
        let named = try CheckpointFile.tenant(ofOrigin: origin, instance: reader.instance)
        guard tenant == nil || tenant == named else {
            throw AuditError(.invalidTenant, "the checkpoint is of the log of \(named)", tenantID: "\(named)")
        }
        guard old.note.isSigned(by: reader.verifier.named(origin)) == true else {
            throw AuditError(.malformed, "the older checkpoint is not signed by \(reader.instance)")
        }
        let (hashes, signed) = try await ProofBuilder(reader: reader).consistency(from: old.checkpoint, tenant: named)
        let new = signed.checkpoint
        let isConsistent = Proof.verifyConsistency(
            oldSize: old.checkpoint.size, oldRoot: old.checkpoint.root, size: new.size, root: new.root, proof: hashes)
        guard isConsistent else {
            throw AuditError(
                .notFound,
                "the log of \(named) does not extend the older checkpoint: what it held was changed. "
                    + "`nexus verify --since` says where to look", tenantID: "\(named)")
        }
        var text = "old \(old.checkpoint.size)\n"
        for hash in hashes { text += hash.base64 + "\n" }
        try write(
            Array((text + "\n").utf8) + signed.encoded,
            described: [
                "log": .string(origin), "tenant_id": .string("\(named)"),
                "old_size": .number(Double(old.checkpoint.size)), "old_root": .string(old.checkpoint.root.hex),
                "size": .number(Double(new.size)), "root": .string(new.root.hex),
                "hashes": .array(hashes.map { .string($0.hex) }),
            ],
            summary: "\(origin) grew from \(Text.count(old.checkpoint.size)) to "
                + Text.counted(new.size, "entry", "entries") + ", and nothing before was changed", console)
    }

    private func write(
        _ proof: [UInt8], described object: JSONObject, summary: String, _ console: Console
    ) throws {
        var object = object
        if let outputFile {
            let file = try ByteSink(creating: outputFile)
            do {
                try file.write(proof)
                try file.commit()
            } catch {
                file.discard()
                throw error
            }
            object["file"] = .string(outputFile)
        }
        if console.isJSON {
            object["proof"] = .string(String(decoding: proof, as: UTF8.self))
            try console.json(object)
        } else if let outputFile {
            try console.line("\(console.style.green("✓")) wrote \(outputFile): \(summary)")
        } else {
            try console.out.write(proof)
        }
    }
}
