/// An IP address in its one canonical spelling.
///
/// An IPv4 address inside IPv6 (RFC 4291 §2.5.5: `::ffff:203.0.113.9`) is that IPv4 address.
enum IPAddress: Hashable, CustomStringConvertible {
    case v4(UInt32)
    case v6(IPv6Bits)

    /// Reads an address that is all of `text`; a prefix length behind it is left out of account.
    init?(_ text: String) {
        let found: IPAddress? = text.withBytes { bytes in
            if let (bits, end) = IPv4.parse(bytes, at: 0), Self.isEnd(bytes, end) { return .v4(bits) }
            if let (bits, end) = IPv6.parse(bytes, at: 0), Self.isEnd(bytes, end) { return IPAddress(bits) }
            return nil
        }
        guard let found else { return nil }
        self = found
    }

    init(_ bits: IPv6Bits) {
        if let embedded = bits.embeddedIPv4 { self = .v4(embedded) } else { self = .v6(bits) }
    }

    private static func isEnd(_ text: Bytes, _ end: Int) -> Bool {
        end == text.count
            || text[end] == UInt8(ascii: "/") && text.digits(from: end + 1, limit: 4) == text.count - end - 1
    }

    var kind: PIIKind { if case .v4 = self { .ipv4 } else { .ipv6 } }

    /// RFC 5952 for IPv6.
    var description: String {
        switch self {
        case .v4(let bits): Self.dotted(bits)
        case .v6(let bits): bits.description
        }
    }

    /// The /24 or /48 around it.
    var network: String {
        switch self {
        case .v4(let bits): "\(Self.dotted(bits & 0xFFFF_FF00))/24"
        case .v6(let bits): "\(bits.network48)/48"
        }
    }

    private static func dotted(_ bits: UInt32) -> String {
        "\(bits >> 24).\(bits >> 16 & 255).\(bits >> 8 & 255).\(bits & 255)"
    }
}

/// The 128 bits of an IPv6 address.
struct IPv6Bits: Hashable, CustomStringConvertible {
    var bits: UInt128

    /// The eight groups.
    private var groups: [UInt16] {
        (0..<8).map { UInt16(truncatingIfNeeded: bits >> (112 - 16 * UInt128($0))) }
    }

    /// `::ffff:a.b.c.d` and the deprecated `::a.b.c.d`, but not `::` and `::1`.
    var embeddedIPv4: UInt32? {
        guard bits >> 32 == 0xFFFF || bits >> 32 == 0 && bits > 0xFFFF else { return nil }
        return UInt32(truncatingIfNeeded: bits)
    }

    /// Whether every bit behind the first `prefix` ones is zero.
    func isNetwork(prefix: Int) -> Bool { bits << prefix == 0 }

    var network48: IPv6Bits { IPv6Bits(bits: (bits >> 80) << 80) }

    /// RFC 5952 §4: lower case, no leading zeros, the first longest run of two or more zero groups as `::`.
    var description: String {
        let groups = groups
        var best = 0..<0
        var start = 0
        for place in 0...groups.count where place == groups.count || groups[place] != 0 {
            if place - start >= 2, place - start > best.count { best = start..<place }
            start = place + 1
        }
        let hex = { (part: ArraySlice<UInt16>) in part.map { String($0, radix: 16) }.joined(separator: ":") }
        if best.isEmpty { return hex(groups[...]) }
        return hex(groups[..<best.lowerBound]) + "::" + hex(groups[best.upperBound...])
    }
}
