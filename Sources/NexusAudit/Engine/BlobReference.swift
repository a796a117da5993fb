import AuditEvents
import Crypto

/// What stands in an event for a payload that was moved to a blob: `{"$blob": "sha256:<64 hex>", "bytes": n}`.
struct BlobReference: Hashable, Sendable {
    /// 64 lower-case hex digits.
    let digest: String
    let count: Int

    init(to bytes: [UInt8]) {
        digest = SHA256.hash(data: bytes).withUnsafeBytes { LowercaseHex.encode($0) }
        count = bytes.count
    }

    var json: JSONObject { ["$blob": .string("sha256:\(digest)"), "bytes": .number(Double(count))] }

    /// Whether a payload says of itself that it is such a reference, well-formed or not.
    static func isReference(_ payload: JSONObject) -> Bool {
        guard (1...2).contains(payload.count), payload["$blob"] != nil else { return false }
        return payload.count == 1 || payload["bytes"] != nil
    }
}
