package import AuditEvents
import Crypto
import MerkleLog
import Synchronization

/// Large payloads, each a file of the tenant's under the SHA-256 of its bytes.
package struct BlobStore: Sendable {
    private let layout: StoreLayout
    private let files: any FileSystem
    private static let counter = Atomic<UInt64>(0)

    package init(_ layout: StoreLayout, _ files: any FileSystem) {
        self.layout = layout
        self.files = files
    }

    /// write(temp) → fdatasync(temp) → rename → fsync(blobs): durable before the entry that names it.
    ///
    /// A blob that is there is written again all the same: it may be there in the page cache only.
    package func store(_ bytes: [UInt8], tenant: TenantID) throws(AuditError) -> String {
        let digest = sha256Hex(bytes)
        let folder = layout.blobs(tenant)
        let number = Self.counter.wrappingAdd(1, ordering: .relaxed).newValue
        do throws(FileError) {
            if try !files.exists(folder) {
                try files.createDirectory(folder)
                try files.syncDirectory(layout.log(tenant))
                try files.syncDirectory(layout.logs)
            }
            try files.replace(
                "\(folder)/\(digest)", with: bytes, through: "\(layout.temporary)/blob-\(number)-\(digest)",
                isDurable: true)
        } catch {
            throw AuditError(error)
        }
        return digest
    }
}

func sha256Hex(_ bytes: [UInt8]) -> String {
    SHA256.hash(data: bytes).withUnsafeBytes { MerkleHash($0)!.hex }
}
