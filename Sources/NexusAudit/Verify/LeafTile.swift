import AuditEvents
import MerkleLog

/// A level-0 tile and the bundle beneath it, as read: hashes computed from the entries beside those the tile holds.
struct LeafTile: Sendable {
    let tile: Tile
    /// Of the entries, as far as the bundle can be taken apart.
    private(set) var computed: [MerkleHash] = []
    /// Where each of those entries' records begins in the bundle.
    private(set) var offsets: [Int] = []
    /// nil if the tile cannot be read.
    private(set) var stored: [MerkleHash]?
    /// Why the bundle is not whole.
    private(set) var bundleFault: VerificationFinding?
    private(set) var tileFault: VerificationFinding?
    /// What the entries say, one for each hash in `computed`.
    private(set) var notes: [EntryNote] = []
    private(set) var bundleName: String
    private(set) var tileName: String

    /// The index of the first entry.
    var first: UInt64 { tile.index * UInt64(Tile.fullWidth) }
    var isBundleWhole: Bool { bundleFault == nil }

    /// - Parameter notesEntries: Whether the entries' own fields are looked at.
    static func read(_ tile: Tile, from files: PublishedFiles, notesEntries: Bool) async throws(AuditError) -> LeafTile
    {
        var read = LeafTile(tile: tile, bundleName: files.name(tile.entriesPath), tileName: files.name(tile.path))
        if let bundle = try await files.read(tile, isEntries: true) {
            read.take(bundle: bundle, tenant: notesEntries ? files.tenant : nil)
        } else {
            read.bundleFault = read.missing(read.bundleName)
        }
        if let file = try await files.read(tile, isEntries: false) {
            read.tileName = file.name
            read.stored = file.hashes(of: tile, count: tile.width)
            if read.stored == nil { read.tileFault = file.wrongLength(index: read.first) }
        } else {
            read.tileFault = read.missing(read.tileName)
        }
        read.findBreak()
        return read
    }

    private init(tile: Tile, bundleName: String, tileName: String) {
        self.tile = tile
        self.bundleName = bundleName
        self.tileName = tileName
    }

    private func missing(_ name: String) -> VerificationFinding {
        VerificationFinding(
            .missingFile, index: first, file: name,
            message: "The file with entries \(first) to \(first + UInt64(tile.width) - 1) is missing.")
    }

    private mutating func take(bundle: PublishedFiles.File, tenant: TenantID?) {
        bundleName = bundle.name
        let name = tenant.map { Array($0.description.utf8) }
        computed.reserveCapacity(tile.width)
        offsets.reserveCapacity(tile.width)
        if name != nil { notes.reserveCapacity(tile.width) }
        var end = 0
        var records = BundleRecords()
        bundle.bytes.withUnsafeBytes { bytes in
            while computed.count < tile.width, let entry = records.next(in: bytes) {
                let slice = UnsafeRawBufferPointer(rebasing: bytes[entry])
                computed.append(MerkleHash.leaf(slice))
                offsets.append(entry.lowerBound - BundleRecords.prefixLength)
                if let name { notes.append(EntryNote(slice, tenant: name)) }
            }
            end = records.position
        }
        let isWhole = computed.count == tile.width && (end == bundle.bytes.count || bundle.width > tile.width)
        if !isWhole {
            offsets.append(end)
            bundleFault = VerificationFinding(
                .bundle, index: first + UInt64(min(computed.count, tile.width - 1)), file: bundleName, offset: end,
                expected: "\(tile.width) entries",
                found: computed.count < tile.width
                    ? "\(computed.count) entries and \(bundle.bytes.count - end) bytes"
                    : "\(bundle.bytes.count - end) bytes more",
                message: "The bundle cannot be taken apart from this byte on; what follows it there was not checked.")
        }
    }

    /// Where a bundle breaks, the first entry that differs from the tile is the one whose length is damaged.
    private mutating func findBreak() {
        guard var fault = bundleFault, fault.kind == .bundle, let stored else { return }
        guard let place = computed.indices.first(where: { computed[$0] != stored[$0] }) else { return }
        fault.index = first + UInt64(place)
        fault.offset = offsets[place]
        bundleFault = fault
    }

    /// Positions where the entries and the tile differ.
    var differences: [Int] {
        guard let stored, isBundleWhole, computed != stored else { return [] }
        return computed.indices.filter { computed[$0] != stored[$0] }
    }
}

extension PublishedFiles.File {
    /// The tile's first `count` hashes; nil if the file has not the length that its name says.
    func hashes(of tile: Tile, count: Int) -> [MerkleHash]? {
        guard let hashes = Tile(level: tile.level, index: tile.index, width: width).decode(bytes) else { return nil }
        return count == hashes.count ? hashes : count < hashes.count ? Array(hashes[..<count]) : nil
    }

    func wrongLength(index: UInt64) -> VerificationFinding {
        let expected = width * MerkleHash.byteCount
        return VerificationFinding(
            .tile, index: index, file: name, offset: min(bytes.count, expected), expected: "\(expected) bytes",
            found: "\(bytes.count) bytes",
            message: "The tile has not the length that its name says; its hashes were not used.")
    }
}
