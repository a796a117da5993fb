import AuditEvents
import MerkleLog

/// Fetches the tiles that proofs are made of: the arithmetic asks, and is asked again once a tile is there.
struct TileCache {
    private let files: PublishedFiles
    private let tree: TreeReader
    private var tiles: [Tile: [UInt8]] = [:]

    init(reader: any LogReader, tenant: TenantID, size: UInt64) {
        files = PublishedFiles(reader: reader, tenant: tenant)
        tree = TreeReader(size: size)
    }

    /// - Parameter read: One of the tree reader's questions, passed the `fetch` it was given.
    /// - Throws: `corrupt` for a tile that is missing or damaged.
    mutating func read<Answer>(
        _ read: (TreeReader, (Tile) throws -> [UInt8]?) throws -> Answer
    ) async throws(AuditError) -> Answer {
        while true {
            let wanted: Tile
            do {
                return try read(tree) { tile in
                    guard let bytes = tiles[tile] else { throw Wanted(tile: tile) }
                    return bytes
                }
            } catch let error as Wanted {
                wanted = error.tile
            } catch {
                throw damaged("a tile of the log is not as long as it must be", cause: error)
            }
            guard let file = try await files.read(wanted, isEntries: false) else {
                throw damaged("\(files.name(wanted.path)) is missing", cause: nil)
            }
            tiles[wanted] = file.bytes
        }
    }

    private struct Wanted: Error { let tile: Tile }

    private func damaged(_ what: String, cause: (any Error)?) -> AuditError {
        AuditError(.corrupt, "\(what): verify the log", tenantID: files.tenant.description, cause: cause)
    }
}
