import AuditEvents
import MerkleLog
import NexusAudit
import NexusTesting
import Testing

/// Audit exports: a range, whole, and proven.
@Suite struct AuditExportTests {
    private let tenant = SampleLog.tenant

    @Test(
        "An export of any range verifies offline",
        arguments: [
            (1, 0, 1), (600, 0, 600), (600, 0, 256), (600, 255, 257), (600, 599, 600), (600, 300, 555), (600, 0, 0),
            (600, 600, 600), (512, 256, 512), (257, 256, 257), (2000, 100, 1900),
        ] as [(UInt64, UInt64, UInt64)])
    func verifies(size: UInt64, from: UInt64, to: UInt64) async throws {
        let log = try await SampleLog(size: size)
        let export = try await Export.run(log.backend, from: SampleLog.time(from), to: SampleLog.time(to))
        #expect(export.lines == (from..<to).map { SampleLog.leaf($0) })
        #expect(export.range == from..<to || from == to && export.range?.isEmpty == true)
        #expect(export.manifest["count"]?.number == Double(to - from))
        #expect(try export.verify() == [])
    }

    @Test("Without times the whole published log is exported, and nothing beyond the checkpoint")
    func whole() async throws {
        var log = try await SampleLog(size: 300)
        try await log.append(SampleLog.leaf(300))
        let progress = ProgressRecorder()
        let export = try await Export.run(log.backend, progress: progress)
        #expect(export.lines.count == 300)
        #expect(try export.verify() == [])
        #expect(progress.isWhole)
        #expect(export.manifest["log_size"] == 300)
        #expect(export.manifest["verifiable"] == true)
        #expect(export.manifest["from"] == .null)
        #expect(export.manifest["origin"] == "audit.example.com/t_demo")
    }

    @Test("The manifest survives being written and read")
    func manifestText() async throws {
        let log = try await SampleLog(size: 600)
        var export = try await Export.run(log.backend, from: SampleLog.time(10), to: SampleLog.time(590))
        let text = JSONValue.object(export.manifest).canonicalBytes()
        export.manifest = try #require(try JSONValue(parsing: text).object)
        #expect(try export.verify() == [])
    }

    @Test("A line dropped, doubled, changed, added or moved is found, and where")
    func changedLines() async throws {
        let log = try await SampleLog(size: 2000)
        let sound = try await Export.run(log.backend, from: SampleLog.time(100), to: SampleLog.time(1900))
        #expect(try sound.verify() == [])
        func findings(_ change: (inout [[UInt8]]) -> Void) throws -> [VerificationFinding] {
            var export = sound
            change(&export.lines)
            return try export.verify()
        }
        for place in [0, 1, 700, 1798, 1799] {
            #expect(try findings { $0.remove(at: place) }.contains { $0.expected == "1800 lines" })
            #expect(try findings { $0.insert($0[place], at: place) }.contains { $0.found == "1801 lines" })
            let changed = try findings { $0[place][30] ^= 1 }
            let finding = try #require(changed.first { $0.kind == .export })
            // The first index of the stretch between two milestones that holds the line.
            let index = UInt64(100 + place)
            #expect(finding.index == max(100, index / 256 * 256))
            let before = sound.lines.prefix(Int(max(100, index / 256 * 256)) - 100)
            #expect(finding.offset == before.reduce(0) { $0 + $1.count + 1 })
        }
        #expect(try findings { $0.swapAt(3, 4) }.map(\.kind) == [.export])
        #expect(try findings { $0.swapAt(3, 1700) }.map(\.kind) == [.export])
        #expect(try findings { $0 = [] }.map(\.kind) == [.export, .export])
        #expect(try findings { $0[5] = SampleLog.leaf(105, tenant: "t_x") }.map(\.kind) == [.entry, .export])
    }

    @Test("A line dropped at random is found in small exports of every length")
    func everyLength() async throws {
        let log = try await SampleLog(size: 40)
        for from: UInt64 in 0..<20 {
            for to in [from + 1, from + 2, from + 5, 40] {
                let export = try await Export.run(log.backend, from: SampleLog.time(from), to: SampleLog.time(to))
                #expect(try export.verify() == [])
                for place in export.lines.indices {
                    var changed = export
                    changed.lines.remove(at: place)
                    #expect(try !changed.verify().isEmpty)
                    changed = export
                    changed.lines[place][20] ^= 1
                    #expect(try !changed.verify().isEmpty)
                }
            }
        }
    }

    @Test("A changed manifest does not verify")
    func changedManifest() async throws {
        let log = try await SampleLog(size: 1000)
        let sound = try await Export.run(log.backend, from: SampleLog.time(300), to: SampleLog.time(900))
        func findings(_ change: (inout JSONObject) -> Void) throws -> [VerificationFinding] {
            var export = sound
            change(&export.manifest)
            return try export.verify()
        }
        let shifted: JSONValue = ["from": 301, "to": 901]
        #expect(try !findings { $0["range"] = shifted }.isEmpty)
        #expect(try !findings { $0["range"] = ["from": 300, "to": 899] }.isEmpty)
        #expect(try !findings { $0["range"] = ["from": 300, "to": 1001] }.isEmpty)
        #expect(try !findings { $0["range"] = ["from": 9_007_199_254_740_991, "to": 9_007_199_254_740_991] }.isEmpty)
        #expect(try !findings { $0["count"] = 599 }.isEmpty)
        #expect(try !findings { $0["from"] = .string(SampleLog.time(301).description) }.isEmpty)
        #expect(try !findings { $0["to"] = .string(SampleLog.time(899).description) }.isEmpty)
        #expect(try !findings { $0["sha256"] = "00" }.isEmpty)
        #expect(try !findings { $0["bytes"] = 1 }.isEmpty)
        #expect(try findings { $0["tenant_id"] = "t_other" }.contains { $0.kind == .checkpoint })
        let root = JSONValue.string(MerkleHash.leaf([1]).hex)
        #expect(
            try findings { $0["milestones"] = [["size": 512, "root": root]] }.map(\.message).first?.contains(
                "milestone") == true)
        for key in ["frontier", "consistency"] {
            let hashes = try #require(sound.manifest["proof"]?[key]?.array)
            #expect(!hashes.isEmpty)
            for place in hashes.indices {
                var changed = hashes
                changed[place] = root
                var proof = try #require(sound.manifest["proof"]?.object)
                proof[key] = .array(changed)
                #expect(try !findings { $0["proof"] = .object(proof) }.isEmpty, "\(key) \(place)")
                changed.remove(at: place)
                proof[key] = .array(changed)
                #expect(try !findings { $0["proof"] = .object(proof) }.isEmpty, "\(key) \(place)")
            }
        }
        let forged = try SignedCheckpoint(
            Checkpoint(origin: "audit.example.com/t_demo", size: 1000, root: MerkleHash(hex: sound.root)!),
            signedBy: NoteSigner(name: "audit.example.com/t_demo", seed: Array(repeating: 4, count: 32)))
        let text = JSONValue.string(String(decoding: forged.encoded, as: UTF8.self))
        #expect(try findings { $0["checkpoint"] = text }.map(\.kind) == [.signature])
    }

    @Test(
        "A manifest that cannot be read, or proves nothing, is an error that names the member",
        arguments: [
            ("manifest_version", "2"), ("purpose", "training"), ("format", "csv"), ("tenant_id", "X"),
            ("checkpoint", "x"), ("root", "00"), ("origin", "other"), ("log_size", 3), ("count", -1), ("count", 0.5),
            ("count", 1e300), ("from", "now"), ("to", 3), ("milestones", "x"), ("milestones", [["size": 1]]),
            ("range", ["from": 5, "to": 4]), ("proof", ["frontier": [], "consistency": ["x"]]),
        ] as [(String, JSONValue)])
    func unreadableManifest(field: String, value: JSONValue) async throws {
        var export = try await Export.run(SampleLog(size: 5).backend)
        export.manifest[field] = value
        let error = Export.error { () throws(AuditError) in _ = try export.verify() }
        #expect(error?.code == .invalidField)
        #expect(error?.field?.isEmpty == false)
        export.manifest[field] = nil
        #expect(Export.error { () throws(AuditError) in _ = try export.verify() }?.code == .missingField)
    }

    @Test("An export that the log's files do not prove is not handed out as proven")
    func damagedLog() async throws {
        let log = try await SampleLog(size: 600)
        var copy = try await PublishedCopy(of: log)
        copy.files["tile/0/001"]![5] ^= 1
        await #expect(throws: AuditError(.corrupt, "")) {
            try await Export.run(copy, from: SampleLog.time(300), to: SampleLog.time(310))
        }
        copy = try await PublishedCopy(of: log)
        copy.files["checkpoint"] = try await PublishedCopy(of: SampleLog(size: 600, seed: 2)).files["checkpoint"]
        await #expect(throws: AuditError(.corrupt, "")) { try await Export.run(copy) }
    }

    @Test("Without a log, a checkpoint, or a sensible span there is no export")
    func noExport() async throws {
        var log = try await SampleLog()
        let backend = log.backend
        await #expect(throws: AuditError(.notFound, "")) { try await Export.run(backend) }
        try await log.append(SampleLog.leaf(0))
        await #expect(throws: AuditError(.notPublished, "")) { try await Export.run(backend) }
        try await log.grow(to: 2)
        await #expect(throws: AuditError(.invalidField, "")) {
            try await Export.run(backend, from: SampleLog.time(2), to: SampleLog.time(1))
        }
    }

    @Test("A place that takes no more bytes is an error of its own")
    func unwritable() async throws {
        let log = try await SampleLog(size: 5)
        struct Full: Error {}
        let tenant = tenant
        await #expect(throws: AuditError(.io, "")) {
            try await LogExport(reader: log.backend).run(tenant, for: .audit) { _ in throw Full() }
        }
    }
}
