import AuditEvents
import Crypto

/// Tells, forever, whether a repeated event id comes with the same content, without keeping that content.
struct ContentMAC: Sendable {
    /// Begun under the key: that is half of the work for a short event.
    private let keyed: HMAC<SHA256>

    /// - Parameter key: The instance's 32 bytes, never rotated.
    init(key: [UInt8]) { keyed = HMAC(key: SymmetricKey(data: key)) }

    /// The first 128 bits of HMAC-SHA256 (RFC 2104), as 32 hex digits.
    func mac(of canonical: [UInt8]) -> String {
        var mac = keyed
        canonical.withUnsafeBytes { mac.update(data: $0) }
        return mac.finalize().withUnsafeBytes { bytes in LowercaseHex.encode(bytes.prefix(16)) }
    }

    /// Compares without telling by its time where two MACs differ.
    static func isEqual(_ left: String, _ right: String) -> Bool {
        guard left.utf8.count == right.utf8.count else { return false }
        var difference: UInt8 = 0
        for (leftByte, rightByte) in zip(left.utf8, right.utf8) { difference |= leftByte ^ rightByte }
        return difference == 0
    }
}
