import AuditEvents
import MerkleLog

/// A tenant's published files by tile, under the names that findings give them.
struct PublishedFiles: Sendable {
    /// A tile's coordinate without its width, or that of the bundle beneath it.
    struct Place: Hashable, Sendable {
        var level: Int
        var index: UInt64
        var isEntries: Bool
    }
    struct File: Sendable {
        /// The path within the store.
        var name: String
        /// The width in the file's name; wider than asked for where a wider tile stands in.
        var width: Int
        var bytes: [UInt8]
    }

    let reader: any LogReader
    let tenant: TenantID
    /// The widths of files that the checkpoint's tree does not need.
    private(set) var others: [Place: [Int]] = [:]

    init(reader: any LogReader, tenant: TenantID) {
        self.reader = reader
        self.tenant = tenant
    }

    func name(_ path: String) -> String { "logs/\(tenant)/\(path)" }

    /// The tile, or a wider one in its stead (C2SP tlog-tiles: once a tile is full, its partial ones may go).
    func read(_ tile: Tile, isEntries: Bool) async throws(AuditError) -> File? {
        if let file = try await readExactly(tile, isEntries: isEntries) { return file }
        guard tile.isPartial else { return nil }
        let place = Place(level: tile.level, index: tile.index, isEntries: isEntries)
        let wider = (others[place] ?? []).filter { $0 > tile.width && $0 < Tile.fullWidth }.sorted()
        for width in wider + [Tile.fullWidth] {
            let other = Tile(level: tile.level, index: tile.index, width: width)
            if let file = try await readExactly(other, isEntries: isEntries) { return file }
        }
        return nil
    }

    func readExactly(_ tile: Tile, isEntries: Bool) async throws(AuditError) -> File? {
        let path = isEntries ? tile.entriesPath : tile.path
        guard let bytes = try await reader.publishedFile(path, tenant: tenant) else { return nil }
        return File(name: name(path), width: tile.width, bytes: bytes)
    }

    /// Sorts out what lies in the folder beside the files of a tree of `size`.
    ///
    /// Files ahead of the checkpoint are a writer's at work, or a crash's, as long as the journal has their entries;
    /// no signature covers them yet.
    ///
    /// - Returns: A finding for each file that is no part of the log.
    mutating func survey(size: UInt64) async throws(AuditError) -> FindingList {
        var findings = FindingList()
        guard let listing = reader as? any PublishedFileListing else { return findings }
        let paths = try await listing.publishedFiles(tenant)
        let durableSize = try await durableSize()
        for path in paths where path != "checkpoint" {
            guard let (tile, isEntries) = Self.tile(at: path), Self.end(of: tile) <= max(size, durableSize) else {
                findings.add(
                    VerificationFinding(
                        .unknownFile, file: name(path),
                        message: "This file is no part of the log; nothing in the log explains it."))
                continue
            }
            let hashes = size >> UInt64(8 * tile.level)
            let (full, rest) = (hashes / UInt64(Tile.fullWidth), Int(hashes % UInt64(Tile.fullWidth)))
            let neededWidth = tile.index < full ? Tile.fullWidth : tile.index == full ? rest : 0
            guard neededWidth > 0, neededWidth != tile.width else { continue }
            others[Place(level: tile.level, index: tile.index, isEntries: isEntries), default: []].append(tile.width)
        }
        return findings
    }

    /// How far files may reach; a store too damaged to say so does not make strangers of them.
    private func durableSize() async throws(AuditError) -> UInt64 {
        do {
            return try await reader.size(of: tenant)
        } catch  where error.code == .corrupt {
            return .max
        }
    }

    /// The size of the tree whose bundles lie in the folder; for a log whose checkpoint says nothing.
    static func size(listed paths: [String]) -> UInt64 {
        var size: UInt64 = 0
        for path in paths {
            if let (tile, isEntries) = tile(at: path), isEntries { size = max(size, end(of: tile)) }
        }
        return size
    }

    private static func tile(at path: String) -> (tile: Tile, isEntries: Bool)? {
        guard let (tile, isEntries) = Tile.parse(path: path), tile.level < 7, tile.index < 1 << 48 else { return nil }
        return (tile, isEntries)
    }

    /// The number of leaves to the right edge of a tile.
    private static func end(of tile: Tile) -> UInt64 {
        let (end, overflow) = (tile.index * UInt64(Tile.fullWidth) + UInt64(tile.width))
            .multipliedReportingOverflow(by: 1 << UInt64(8 * tile.level))
        return overflow ? .max : end
    }
}
