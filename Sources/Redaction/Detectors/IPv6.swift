/// IPv6 addresses (RFC 4291 §2.2) in all their spellings; `::1` is nobody's, and `::` only beside a word such as `ip`.
///
/// A network of the global range (RFC 4291 §2.4, 2000::/3) is redacted too: a /48 or /56 is one household's. Other
/// networks, such as fe80::/10, are nobody's.
///
/// Guard: scopes and paths of code (`std::cmp`, `face::add`), times, MAC addresses.
struct IPv6: Detector {
    /// The first colon of an address.
    var triggers: [Trigger] {
        [
            .bytes(ByteSet(":"), then: .hexDigits, after: [.anyLetter, .digit]),
            .bytes(ByteSet(":"), then: ByteSet(":"), after: .anything),
        ]
    }

    private static let colon = UInt8(ascii: ":")

    func examine(_ scan: inout Scan, at index: Int) {
        let text = scan.text
        var start = index
        while index - start < 4, text[start - 1].hexValue != nil { start -= 1 }
        guard isStart(text, start) else { return }
        guard let (bits, end) = Self.parse(text, at: start), Self.isEnd(text, end) else { return }
        guard isAddressRatherThanCode(text, start..<end), !Self.isNobodys(bits) else {
            if Self.isUnspecified(text, start), scan.context(before: start, within: 2).contains(.ipAddress) {
                scan.report(.ipv6, .keyed, start..<start + 2)
            }
            return
        }
        let isGlobal = bits.bits >> 125 == 1
        guard
            let withPrefix = CIDR.end(
                in: text, after: end, width: 128, isNetwork: { !isGlobal && bits.isNetwork(prefix: $0) })
        else { return }
        scan.report(.ipv6, .shape, start..<withPrefix)
    }

    /// `::` and no more.
    private static func isUnspecified(_ text: Bytes, _ start: Int) -> Bool {
        text[start] == colon && text[start + 1] == colon && !text[start + 2].isWordOrBeyondASCII
            && text[start + 2] != colon
    }

    /// Whether no address and no word goes on at `start`; `ip:2001:db8::1` may.
    private func isStart(_ text: Bytes, _ start: Int) -> Bool {
        let previous = text[start - 1]
        if previous == Self.colon {
            var group = 0
            var hasDigit = false
            while group < 5, text[start - 2 - group].hexValue != nil {
                if text[start - 2 - group].isDigit { hasDigit = true }
                group += 1
            }
            return group == 5 || !hasDigit && text[start - 2 - group].isAlphanumeric
        }
        return !previous.isAlphanumeric && previous != UInt8(ascii: ".") && previous != UInt8(ascii: "_")
    }

    /// The address that begins at `index` and the offset after it.
    static func parse(_ text: Bytes, at index: Int) -> (bits: IPv6Bits, end: Int)? {
        var groups = Groups()
        var end = index
        if text[end] == colon {
            guard text[end + 1] == colon else { return nil }
            groups.isCompressed = true
            end += 2
        }
        while groups.count < 8 {
            let length = text.run(from: end, of: .hexDigits, limit: 5)
            guard (1...4).contains(length) else { break }
            if text[end + length] == UInt8(ascii: "."), groups.count <= 6,
                let (embedded, after) = IPv4.parse(text, at: end)
            {
                groups.append(UInt128(embedded >> 16))
                groups.append(UInt128(embedded & 0xFFFF))
                end = after
                break
            }
            var value: UInt128 = 0
            for place in end..<end + length { value = value << 4 | UInt128(text[place].hexValue ?? 0) }
            groups.append(value)
            end += length
            guard text[end] == colon else { break }
            if text[end + 1] == colon {
                guard !groups.isCompressed else { return nil }
                groups.isCompressed = true
                end += 2
            } else if text[end + 1].hexValue != nil, groups.count < 8 {
                end += 1
            } else {
                break
            }
        }
        return groups.bits.map { (IPv6Bits(bits: $0), end) }
    }

    /// The groups before and after `::`.
    private struct Groups {
        var isCompressed = false
        private var before: UInt128 = 0
        private var after: UInt128 = 0
        private var beforeCount = 0
        private var afterCount = 0

        var count: Int { beforeCount + afterCount }

        mutating func append(_ value: UInt128) {
            if isCompressed {
                after = after << 16 | value
                afterCount += 1
            } else {
                before = before << 16 | value
                beforeCount += 1
            }
        }

        var bits: UInt128? {
            guard isCompressed ? count < 8 : count == 8 else { return nil }
            return before << (16 * (8 - beforeCount)) | after
        }
    }

    private static func isEnd(_ text: Bytes, _ index: Int) -> Bool {
        if text[index] == colon { return !(text[index + 1].isAlphanumeric || text[index + 1] == colon) }
        return IPv4.isEnd(text, index)
    }

    private static func isNobodys(_ bits: IPv6Bits) -> Bool {
        bits.bits <= 1 || bits.embeddedIPv4.map(IPv4.isNobodys) ?? false
    }

    /// An address has a decimal digit or four groups; `a::bad` and `d::e1` are scopes.
    private func isAddressRatherThanCode(_ text: Bytes, _ range: Range<Int>) -> Bool {
        var colons = 0
        var hasDigit = false
        for place in range {
            if text[place].isDigit { hasDigit = true }
            if text[place] == Self.colon { colons += 1 }
        }
        let firstGroup = text.run(from: range.lowerBound, of: .hexDigits, limit: 5)
        if colons == 2, (1...2).contains(firstGroup), text[range.lowerBound].isLetter { return false }
        return hasDigit || colons >= 4
    }
}
