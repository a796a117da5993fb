import AuditEvents
import Crypto
import MerkleLog

/// Gathers an export's lines into blocks, and sums them up.
struct ExportOutput {
    private static let blockLength = 256 * 1024

    private var buffer: [UInt8] = []
    private var digest = SHA256()
    private var byteCount: UInt64 = 0

    mutating func append(_ bytes: [UInt8]) { buffer += bytes }

    mutating func append(_ entry: LogEntry, format: LogExport.Format, tenant: TenantID) throws(AuditError) {
        switch format {
        case .ndjson:
            buffer += entry.bytes
            buffer.append(UInt8(ascii: "\n"))
        case .csv:
            do {
                buffer += try CSVRow.line(entry)
            } catch {
                throw AuditError(
                    .corrupt, "entry \(entry.index) of \(tenant) is not a stored event: verify the log",
                    tenantID: tenant.description, cause: error)
            }
        }
    }

    /// Hands a block over once there is one.
    ///
    /// - Parameter always: Whether a short one, too.
    mutating func flush(to write: ([UInt8]) throws -> Void, always: Bool = false) throws(AuditError) {
        guard buffer.count >= Self.blockLength || always && !buffer.isEmpty else { return }
        digest.update(data: buffer)
        byteCount += UInt64(buffer.count)
        do {
            try write(buffer)
        } catch let error as AuditError {
            throw error
        } catch {
            throw AuditError(.io, "the export could not be written after \(byteCount) bytes", cause: error)
        }
        buffer.removeAll(keepingCapacity: true)
    }

    /// How many bytes were written, and their SHA-256 in hex.
    func finish() -> (byteCount: UInt64, sha256: String) { (byteCount, Self.hex(digest)) }

    static func hex(_ digest: SHA256) -> String {
        digest.finalize().withUnsafeBytes { MerkleHash(Array($0))?.hex ?? "" }
    }
}
