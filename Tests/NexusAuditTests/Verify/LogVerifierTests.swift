import AuditEvents
import MerkleLog
import NexusAudit
import NexusTesting
import Testing

@Suite struct LogVerifierTests {
    private let tenant = SampleLog.tenant

    @Test("A sound log of any size verifies", arguments: [1, 2, 255, 256, 257, 511, 512, 600, 4096, 5000] as [UInt64])
    func soundLog(size: UInt64) async throws {
        let log = try await SampleLog(size: size)
        let result = try await log.verify()
        #expect(result.findings == [])
        #expect(result.size == size)
        #expect(result.root == (try await log.checkpoint())?.checkpoint.root)
        #expect(try await PublishedCopy(of: log).verify().isValid)
    }

    @Test("The sample's leaves are stored events")
    func leavesAreEvents() throws {
        let event = try DatasetEvent(leaf: SampleLog.leaf(3))
        #expect(JSONValue.object(event.json).canonicalBytes() == SampleLog.leaf(3))
    }

    @Test("A tenant without a log, or with an unpublished one, has nothing to contradict")
    func emptyLog() async throws {
        var log = try await SampleLog()
        #expect(try await log.verify() == LogVerification(tenant: tenant, size: 0, root: .emptyRoot, findings: []))
        try await log.append(SampleLog.leaf(0))
        #expect(try await log.verify().isValid)
    }

    @Test(
        "A log of 70,000 entries verifies, and any changed file in it is blamed",
        .enabled(if: !isSanitized, "one task, many cases"))
    func largeLog() async throws {
        let log = try await SampleLog(size: 70_000)
        let copy = try await PublishedCopy(of: log)
        let seen = ProgressRecorder()
        let result = try await LogVerifier(reader: copy).verify(tenant) { seen.note($0, $1) }
        #expect(result.findings == [])
        #expect(seen.isWhole)
        for path in ["tile/0/100", "tile/1/000", "tile/1/001.p/17", "tile/2/000.p/1", "tile/entries/273.p/112"] {
            try await expectBlame(copy, path: path, bit: 8 * (copy.files[path]!.count / 2) + 3)
        }
    }

    @Test(
        "One flipped bit is blamed on its file and record", .enabled(if: !isSanitized, "one task, many cases"),
        arguments: [1, 255, 256, 257, 600] as [UInt64])
    func flippedBit(size: UInt64) async throws {
        let copy = try await PublishedCopy(of: SampleLog(size: size))
        var random = SplitMix(seed: size)
        for path in copy.files.keys.sorted() where path != "checkpoint" {
            let bits = copy.files[path]!.count * 8
            // The first length, the last byte, and places between.
            for bit in [0, 15, bits - 1] + (0..<7).map({ _ in Int.random(in: 0..<bits, using: &random) }) {
                try await expectBlame(copy, path: path, bit: bit)
            }
        }
    }

    /// Flips one bit and expects exactly one finding, with the place of the record that holds the bit.
    private func expectBlame(
        _ sound: PublishedCopy, path: String, bit: Int, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        var copy = sound
        copy.files[path]![bit / 8] ^= 1 << (bit % 8)
        let findings = try await copy.verify().findings
        let (tile, isEntries) = try #require(Tile.parse(path: path))
        #expect(findings.count == 1, "bit \(bit) of \(path)", sourceLocation: sourceLocation)
        let finding = try #require(findings.first, "bit \(bit) of \(path)", sourceLocation: sourceLocation)
        #expect(finding.file == "logs/t_demo/\(path)", sourceLocation: sourceLocation)
        if isEntries {
            let records = try #require(EntryBundle.entries(in: sound.files[path]!))
            let place = try #require(records.firstIndex { bit / 8 < $0.upperBound })
            #expect(finding.kind == .leaf || finding.kind == .bundle, sourceLocation: sourceLocation)
            #expect(finding.index == tile.index * 256 + UInt64(place), sourceLocation: sourceLocation)
            #expect(finding.offset == records[place].lowerBound - 2, sourceLocation: sourceLocation)
            if finding.kind == .leaf {
                let hash = MerkleHash.leaf(sound.files[path]![records[place]])
                #expect(finding.expected == hash.hex, sourceLocation: sourceLocation)
            }
        } else {
            let place = bit / 8 / 32
            #expect(finding.kind == .tile, sourceLocation: sourceLocation)
            #expect(finding.offset == place * 32, sourceLocation: sourceLocation)
            let index = (tile.index * 256 + UInt64(place)) << UInt64(8 * tile.level)
            #expect(finding.index == index, sourceLocation: sourceLocation)
            let (before, after) = (tile.decode(sound.files[path]!)!, tile.decode(copy.files[path]!)!)
            #expect(finding.expected == before[place].hex, sourceLocation: sourceLocation)
            #expect(finding.found == after[place].hex, sourceLocation: sourceLocation)
        }
    }

    @Test("Any flipped bit of a checkpoint is found")
    func flippedCheckpoint() async throws {
        let copy = try await PublishedCopy(of: SampleLog(size: 12))
        for bit in 0..<copy.files["checkpoint"]!.count * 8 {
            var changed = copy
            changed.files["checkpoint"]![bit / 8] ^= 1 << (bit % 8)
            let finding = try #require(try await changed.verify().findings.first, "bit \(bit)")
            #expect(finding.kind == .checkpoint || finding.kind == .signature, "bit \(bit)")
            #expect(finding.file == "logs/t_demo/checkpoint", "bit \(bit)")
        }
    }

    @Test("An unreadable checkpoint leaves entries and tiles to be compared with each other")
    func unreadableCheckpoint() async throws {
        var copy = try await PublishedCopy(of: SampleLog(size: 600))
        copy.files["checkpoint"] = Array("no checkpoint".utf8)
        #expect(try await copy.verify().findings.map(\.kind) == [.checkpoint])
        // A reader that believes no such checkpoint knows no size either.
        copy.failing = "size"
        #expect(try await copy.verify().findings.map(\.kind) == [.checkpoint])
        copy.files["tile/0/001"]![40] ^= 1
        let findings = try await copy.verify().findings
        #expect(findings.map(\.kind) == [.checkpoint, .tile])
        #expect(findings.last?.index == 257)
    }

    @Test("A truncated or lengthened file is found", arguments: ["tile/entries/000", "tile/0/000", "tile/1/000.p/2"])
    func wrongLength(path: String) async throws {
        let copy = try await PublishedCopy(of: SampleLog(size: 600))
        for change in [-1, 1] {
            var changed = copy
            if change < 0 { changed.files[path]!.removeLast() } else { changed.files[path]!.append(0) }
            let findings = try await changed.verify().findings
            #expect(findings.count == 1)
            #expect(findings.first?.file == "logs/t_demo/\(path)")
            #expect(findings.first?.kind == (path.contains("entries") ? .bundle : .tile))
        }
    }

    @Test("A missing file is named, whichever it is")
    func missingFile() async throws {
        let copy = try await PublishedCopy(of: SampleLog(size: 600))
        for path in copy.files.keys {
            var changed = copy
            changed.files[path] = nil
            let findings = try await changed.verify().findings
            #expect(findings.map(\.kind) == [.missingFile], "\(path)")
            #expect(findings.first?.file == "logs/t_demo/\(path)")
        }
    }

    @Test("A checkpoint that is gone is missed even where files cannot be listed and the journal is gone too")
    func missingCheckpointWithoutListing() async throws {
        let log = try await SampleLog(size: 3)
        var copy = try await PublishedCopy(of: log)
        copy.files = [:]
        #expect(try await copy.verify().isValid)
        for call in ["entries", "size"] {
            copy.failing = call
            #expect(try await copy.verify().findings.map(\.kind) == [.missingFile])
        }
        log.backend.tamper("checkpoint", tenant: tenant, with: nil)
        #expect(try await log.verify().isValid)
    }

    @Test("An entry rewritten with its tile is found against the tile above, and as far up as it was rewritten")
    func rewritten() async throws {
        let forged = SampleLog.leaf(70, note: "forged")
        let copy = try await PublishedCopy(of: SampleLog(size: 66_000))
        for level in 0...2 {
            var changed = copy
            changed.rewrite(entry: 70, with: forged, size: 66_000, throughLevel: level)
            let findings = try await changed.verify().findings
            switch level {
            case 0:
                #expect(findings.map(\.kind) == [.tile])
                #expect(findings.first?.file == "logs/t_demo/tile/0/000")
            case 1:
                #expect(findings.map(\.kind) == [.tile])
                #expect(findings.first?.file == "logs/t_demo/tile/1/000")
            default: #expect(findings.map(\.kind) == [.checkpoint])
            }
        }
    }

    @Test("An entry and its tile damaged differently are both reported")
    func twoFiles() async throws {
        var copy = try await PublishedCopy(of: SampleLog(size: 600))
        copy.files["tile/entries/000"]![9] ^= 1
        copy.files["tile/0/000"]![32 * 7] ^= 1
        let findings = try await copy.verify().findings
        #expect(findings.contains { $0.kind == .leaf && $0.index == 0 })
        #expect(findings.contains { $0.kind == .leaf && $0.index == 7 })
    }

    @Test("Damage at the right edge does not hide which leaf was changed")
    func edgeAndLeaf() async throws {
        var copy = try await PublishedCopy(of: SampleLog(size: 600))
        copy.files["tile/1/000.p/2"]![33] ^= 1
        copy.files["tile/entries/000"]![9] ^= 1
        copy.files["tile/0/002.p/88"]![0] ^= 1
        let findings = try await copy.verify().findings
        #expect(findings.map(\.kind) == [.leaf, .tile, .tile])
        #expect(findings.map(\.index) == [0, 256, 512])
    }

    @Test("No more than a hundred findings are listed, and the rest counted")
    func boundedFindings() async throws {
        var copy = try await PublishedCopy(of: SampleLog(size: 600))
        copy.files["tile/entries/000"] = (0..<256).reduce(into: []) { bundle, _ in
            EntryBundle.append(Array("{}".utf8), to: &bundle)
        }
        let result = try await copy.verify()
        #expect(result.findings.count == 100)
        #expect(result.omittedFindings == 156)
        #expect(result.json["omitted_findings"] == 156)
    }

    @Test(
        "An absurd size that nobody signed does not keep the verifier busy for ever",
        .enabled(if: !isSanitized, "one task, many cases"))
    func absurdSize() async throws {
        var copy = try await PublishedCopy(of: SampleLog(size: 600))
        let text = Checkpoint(origin: "audit.example.com/t_demo", size: 1 << 62, root: .emptyRoot).text
        let signer = try NoteSigner(name: "audit.example.com/t_demo", seed: Array(repeating: 9, count: 32))
        copy.files["checkpoint"] = try SignedNote(text: text, signedBy: signer).encoded
        let result = try await copy.verify()
        #expect(result.findings.first?.kind == .signature)
        #expect(result.omittedFindings > 1_000)
    }

    @Test("What could not be read is an error, not a finding")
    func unreadable() async throws {
        var copy = try await PublishedCopy(of: SampleLog(size: 600))
        for path in ["checkpoint", "tile/0/001", "tile/entries/002.p/88", "tile/1/000.p/2"] {
            copy.failing = path
            await #expect(throws: AuditError(.io, "")) { try await copy.verify() }
        }
    }

    @Test("A cancelled verification says so and gives no verdict")
    func cancelled() async throws {
        let copy = try await PublishedCopy(of: SampleLog(size: 600))
        let task = Task {
            while !Task.isCancelled { await Task.yield() }
            return try await copy.verify()
        }
        task.cancel()
        await #expect(throws: AuditError("cancelled", "")) { try await task.value }
    }
}
