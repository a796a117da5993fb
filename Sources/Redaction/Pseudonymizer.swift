public import AuditEvents
import Crypto

/// Makes a tenant's keyed pseudonyms: `<KIND:k1:24 hex digits>`, the first 96 bits of HMAC-SHA256 (RFC 2104).
///
/// The same value gives the same pseudonym within a tenant and another one in every other tenant.
public struct Pseudonymizer: Sendable {
    /// The tenant's key: derived once, kept here.
    private let key: SymmetricKey

    /// The shown part of the code, in hex digits.
    static let hexDigits = 24

    /// - Parameters:
    ///   - masterKey: The instance's 32-byte pseudonym key.
    ///   - tenant: Whose pseudonyms; the tenant's key is HMAC-SHA256(masterKey, tenant).
    public init(masterKey: [UInt8], tenant: TenantID) {
        let code = HMAC<SHA256>.authenticationCode(
            for: Array(tenant.description.utf8), using: SymmetricKey(data: masterKey))
        key = SymmetricKey(data: code)
    }

    /// The code is HMAC-SHA256(tenant's key, kind ‖ 0x00 ‖ value).
    ///
    /// - Parameter value: Canonicalised by kind first: an e-mail address is lower-cased, an IP address has one spelling.
    public func pseudonym(kind: PIIKind, value: String) -> String {
        "<\(kind.rawValue):k1:\(code(kind, Self.canonical(kind, value)))>"
    }

    /// The pseudonym of an IP address, with the network that it is in: `<IPV4:k1:…:203.0.113.0/24>`.
    func pseudonym(of address: IPAddress) -> String {
        "<\(address.kind.rawValue):k1:\(code(address.kind, address.description)):\(address.network)>"
    }

    /// One spelling per value.
    static func canonical(_ kind: PIIKind, _ value: String) -> String {
        switch kind {
        case .email: asciiLowercased(value)
        case .ipv4, .ipv6: IPAddress(value)?.description ?? value
        default: value
        }
    }

    /// ASCII only: what Unicode lower-cases depends on its version, and a pseudonym must not.
    private static func asciiLowercased(_ text: String) -> String {
        String(decoding: text.utf8.map(\.lowercased), as: UTF8.self)
    }

    private func code(_ kind: PIIKind, _ value: String) -> String {
        var hmac = HMAC<SHA256>(key: key)
        hmac.update(data: Array(kind.rawValue.utf8))
        hmac.update(data: [0])
        hmac.update(data: Array(value.utf8))
        var digits: [UInt8] = []
        digits.reserveCapacity(Self.hexDigits)
        for byte in hmac.finalize().prefix(Self.hexDigits / 2) {
            digits.append(Self.alphabet[Int(byte >> 4)])
            digits.append(Self.alphabet[Int(byte & 15)])
        }
        return String(decoding: digits, as: UTF8.self)
    }

    private static let alphabet = Array("0123456789abcdef".utf8)
}
