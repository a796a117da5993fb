import AuditEvents
import Crypto
import MerkleLog

/// Checks level-0 tiles with all that hangs on them: entries, payloads, files of earlier checkpoints.
struct LeafInspection: Sendable {
    /// When an entry was recorded, and where that stands.
    struct Stamp: Sendable {
        var index: UInt64
        var offset: Int
        var recordedAt: Timestamp
    }

    struct Outcome: Sendable {
        let index: UInt64
        let bundleName: String
        /// The root of the tile, to be carried upwards; nil if nothing tells it.
        let root: MerkleHash?
        /// The leaf hashes, as far as they are known.
        let leaves: [MerkleHash]
        let stamps: [Stamp]
        let findings: FindingList
    }

    let files: PublishedFiles
    /// Whether entries must be stored events of the log's tenant.
    let requiresEvents: Bool

    /// - Parameter anchor: What the tile above says about this one.
    func check(fullTile index: UInt64, anchor: Anchor) async throws(AuditError) -> Outcome {
        let tile = try await LeafTile.read(
            Tile(level: 0, index: index), from: files, notesEntries: requiresEvents)
        return try await check(tile, verdict: tile.verdict(by: anchor))
    }

    func check(_ tile: LeafTile, verdict: LeafTile.Verdict) async throws(AuditError) -> Outcome {
        var findings = verdict.findings
        findings.add(tile.entryFindings(verdict))
        try await checkBlobs(of: tile, verdict, findings: &findings)
        try await checkOtherTiles(tile.tile, read: tile.tileName, leaves: verdict.leaves, findings: &findings)
        try await checkOtherBundles(tile, leaves: verdict.leaves, findings: &findings)
        var stamps: [Stamp] = []
        stamps.reserveCapacity(tile.notes.count)
        for place in tile.notes.indices {
            guard let stamp = tile.notes[place].stamp, tile.isSound(place, verdict) else { continue }
            stamps.append(Stamp(index: tile.first + UInt64(place), offset: tile.offsets[place], recordedAt: stamp))
        }
        return Outcome(
            index: tile.tile.index, bundleName: tile.bundleName, root: verdict.root, leaves: verdict.leaves,
            stamps: stamps, findings: findings)
    }

    private func checkBlobs(
        of tile: LeafTile, _ verdict: LeafTile.Verdict, findings: inout FindingList
    ) async throws(AuditError) {
        for place in tile.notes.indices where !tile.notes[place].blobs.isEmpty && tile.isSound(place, verdict) {
            for blob in tile.notes[place].blobs {
                if let finding = try await check(blob, index: tile.first + UInt64(place)) { findings.add(finding) }
            }
        }
    }

    private func check(_ blob: EntryNote.Blob, index: UInt64) async throws(AuditError) -> VerificationFinding? {
        var finding = VerificationFinding(
            .blob, index: index, file: files.name("blobs/\(blob.digest)"), expected: blob.digest,
            message: "A payload of entry \(index) is missing.")
        let bytes: [UInt8]
        do {
            guard let read = try await files.reader.blob(blob.digest, tenant: files.tenant) else { return finding }
            bytes = read
        } catch  where error.code == .corrupt {
            finding.message = "A payload of entry \(index) was changed: it is not the one that the entry names."
            return finding
        }
        let digest = SHA256.hash(data: bytes).withUnsafeBytes { MerkleHash($0)?.hex }
        if digest != blob.digest {
            finding.found = digest
            finding.message = "A payload of entry \(index) was changed: it is not the one that the entry names."
            return finding
        }
        if bytes.count != blob.byteCount {
            finding.expected = "\(blob.byteCount) bytes"
            finding.found = "\(bytes.count) bytes"
            finding.message = "A payload of entry \(index) has another length than the entry says."
            return finding
        }
        return nil
    }

    /// Compares a tile's hashes with those in files of other widths.
    ///
    /// - Parameters:
    ///   - name: The file that was read for the tile itself: a wider one may have stood in.
    ///   - leaves: The hashes of the tile, nil where they are not known.
    func checkOtherTiles(
        _ tile: Tile, read name: String, leaves hashes: [MerkleHash?], findings: inout FindingList
    ) async throws(AuditError) {
        let place = PublishedFiles.Place(level: tile.level, index: tile.index, isEntries: false)
        for width in files.others[place] ?? [] {
            let other = Tile(level: tile.level, index: tile.index, width: width)
            guard let file = try await files.readExactly(other, isEntries: false), file.name != name else { continue }
            let shift = UInt64(Tile.height * tile.level)
            guard let stored = file.hashes(of: other, count: width) else {
                findings.add(file.wrongLength(index: (tile.index << UInt64(Tile.height)) << shift))
                continue
            }
            for (number, (expected, found)) in zip(hashes, stored).enumerated() {
                guard let expected, expected != found else { continue }
                let index = (tile.index << UInt64(Tile.height) + UInt64(number)) << shift
                findings.add(
                    VerificationFinding(
                        .tile, index: index, file: file.name, offset: number * MerkleHash.byteCount,
                        expected: expected.hex, found: found.hex,
                        message: "A tile of another checkpoint is not a part of the same tree."))
            }
        }
    }

    private func checkOtherBundles(
        _ tile: LeafTile, leaves: [MerkleHash], findings: inout FindingList
    ) async throws(AuditError) {
        let place = PublishedFiles.Place(level: 0, index: tile.tile.index, isEntries: true)
        for width in files.others[place] ?? [] {
            let other = Tile(level: 0, index: tile.tile.index, width: width)
            guard let file = try await files.readExactly(other, isEntries: true), file.name != tile.bundleName else {
                continue
            }
            Self.compare(file, width: width, first: tile.first, leaves: leaves, &findings)
        }
    }

    private static func compare(
        _ file: PublishedFiles.File, width: Int, first: UInt64, leaves: [MerkleHash], _ findings: inout FindingList
    ) {
        var records = BundleRecords()
        file.bytes.withUnsafeBytes { bytes in
            for number in 0..<width {
                let offset = records.position
                guard let entry = records.next(in: bytes) else { break }
                let found = MerkleHash.leaf(UnsafeRawBufferPointer(rebasing: bytes[entry]))
                guard number < leaves.count, leaves[number] != found else { continue }
                findings.add(
                    VerificationFinding(
                        .leaf, index: first + UInt64(number), file: file.name, offset: offset,
                        expected: leaves[number].hex, found: found.hex,
                        message: "A bundle of another checkpoint holds another entry \(first + UInt64(number))."))
            }
        }
        if records.count != width || records.position != file.bytes.count {
            findings.add(
                VerificationFinding(
                    .bundle, index: first + UInt64(min(records.count, width - 1)), file: file.name,
                    offset: records.position, expected: "\(width) entries",
                    found: "\(records.count) entries and \(file.bytes.count - records.position) bytes",
                    message: "A bundle of another checkpoint cannot be taken apart from this byte on."))
        }
    }
}
