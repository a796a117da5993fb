public import AuditEvents
import Crypto

/// Makes a tenant's keyed pseudonyms: `<KIND:k1:24 hex digits>`, the first 96 bits of HMAC-SHA256 (RFC 2104).
///
/// The same value gives the same pseudonym within a tenant, a kind and an epoch, and another one in every other. An
/// epoch is the life of one key of the instance: `k1`, `k2`, …; the newest writes, and the older ones find what was
/// written before.
public struct Pseudonymizer: Sendable {
    /// The number of the key that writes, from 1.
    public let epoch: Int
    /// The same tenant's pseudonyms of the epochs before, oldest first.
    public let earlier: [Pseudonymizer]
    private let tenantKey: SymmetricKey
    /// The kinds that nearly all pseudonyms have, in the epoch that writes, with their keys already taken in: that is half
    /// of the work. The others' are derived when asked for.
    private let ready: Ready?

    private struct Ready {
        let email, ipv4, ipv6: HMAC<SHA256>
    }

    /// The shown part of the code, in hex digits.
    static let hexDigits = 24

    /// The number of epochs that an instance may have: a preference names its subject in each, and must fit into an entry.
    public static let maximumEpochs = 500

    /// - Parameters:
    ///   - masterKeys: The instance's 32-byte pseudonym keys of the epochs 1, 2, …, without a gap; the last one writes.
    ///   - tenant: Whose pseudonyms.
    /// - Precondition: At least one key, at most `maximumEpochs`.
    public init(masterKeys: [[UInt8]], tenant: TenantID) {
        precondition((1...Self.maximumEpochs).contains(masterKeys.count), "an instance has 1 to 500 pseudonym keys")
        let name = Array(tenant.description.utf8)
        let keys = masterKeys.map { key in Self.derive(SymmetricKey(data: key), name) }
        let earlier = keys.dropLast().enumerated().map { Pseudonymizer(tenantKey: $1, epoch: $0 + 1) }
        self.init(tenantKey: keys[keys.count - 1], epoch: keys.count, earlier: earlier, isReady: true)
    }

    /// With one key, of epoch 1.
    public init(masterKey: [UInt8], tenant: TenantID) { self.init(masterKeys: [masterKey], tenant: tenant) }

    private init(tenantKey: SymmetricKey, epoch: Int, earlier: [Pseudonymizer] = [], isReady: Bool = false) {
        self.tenantKey = tenantKey
        self.epoch = epoch
        self.earlier = earlier
        func hmac(_ kind: PIIKind) -> HMAC<SHA256> { Self.hmac(of: kind, tenantKey) }
        ready = isReady ? Ready(email: hmac(.email), ipv4: hmac(.ipv4), ipv6: hmac(.ipv6)) : nil
    }

    /// The pseudonym of `value` in the epoch that writes: the code is HMAC-SHA256(kind's key, canonical value).
    ///
    /// - Parameter value: In any spelling: an e-mail address in any case, a telephone number with or without separators.
    ///   That of a whole IP address says its network too: `<IPV4:k1:…:203.0.113.0/24>`.
    public func pseudonym(kind: PIIKind, value: String) -> String {
        if kind == .ipv4 || kind == .ipv6, let address = IPAddress(value) { return pseudonym(of: address) }
        return "<\(kind.rawValue):k\(epoch):\(code(kind, CanonicalValue.of(value, kind)))>"
    }

    /// The pseudonyms of `value` in every epoch, oldest first; the last one is that of `pseudonym(kind:value:)`.
    public func pseudonyms(kind: PIIKind, value: String) -> [String] {
        (earlier + [self]).map { $0.pseudonym(kind: kind, value: value) }
    }

    func pseudonym(of address: IPAddress) -> String {
        "<\(address.kind.rawValue):k\(epoch):\(code(address.kind, address.description)):\(address.network)>"
    }

    private func code(_ kind: PIIKind, _ value: String) -> String {
        var hmac = hmac(of: kind)
        var value = value
        value.withUTF8 { hmac.update(data: $0) }
        return hmac.finalize().withUnsafeBytes { code in
            String(unsafeUninitializedCapacity: Self.hexDigits) { digits in
                for place in 0..<Self.hexDigits {
                    let byte = code[place / 2]
                    let digit = place.isMultiple(of: 2) ? byte >> 4 : byte & 15
                    digits[place] = digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
                }
                return Self.hexDigits
            }
        }
    }

    /// Begun under the kind's key, and waiting for a value.
    private func hmac(of kind: PIIKind) -> HMAC<SHA256> {
        if let ready {
            switch kind {
            case .email: return ready.email
            case .ipv4: return ready.ipv4
            case .ipv6: return ready.ipv6
            default: break
            }
        }
        return Self.hmac(of: kind, tenantKey)
    }

    private static func hmac(of kind: PIIKind, _ tenantKey: SymmetricKey) -> HMAC<SHA256> {
        HMAC(key: derive(tenantKey, Array(kind.rawValue.utf8)))
    }

    /// HMAC-SHA256(key, label): a step down, from the instance to a tenant and from a tenant to a kind. The labels of the
    /// two steps are under different keys, so neither can be taken for the other.
    private static func derive(_ key: SymmetricKey, _ label: [UInt8]) -> SymmetricKey {
        SymmetricKey(data: HMAC<SHA256>.authenticationCode(for: label, using: key))
    }
}
