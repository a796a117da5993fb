/// IPv4 addresses (RFC 791) in dotted decimal; loopback, unspecified, netmasks and whole networks are nobody's.
///
/// Guard: four-part versions (`Chrome/120.0.0.0`, `version 1.2.3.4`, `1.2.3.4-rc1`, `app-1.2.3.4.tgz`) and object
/// identifiers (`1.3.6.1.4.1`, `2.5.4.3=`).
struct IPv4: Detector {
    var triggers: [Trigger] { [.digits(1...3, then: ByteSet("."), then: .digits, atLeast: 7, goesOn: true)] }

    func examine(_ scan: inout Scan, at index: Int) {
        let text = scan.text
        guard text[index + scan.group] == UInt8(ascii: "."), text[index - 1] != UInt8(ascii: "."),
            let (bits, end) = Self.parse(text, at: index), Self.isEnd(text, end)
        else { return }
        guard !Self.isNobodys(bits), !isVersion(&scan, index..<end) else { return }
        guard
            let withPrefix = CIDR.end(in: text, after: end, width: 32, isNetwork: { Self.isNetwork(bits, prefix: $0) })
        else { return }
        scan.report(.ipv4, .shape, index..<withPrefix)
    }

    /// The address that begins at `index` and the offset after it.
    static func parse(_ text: Bytes, at index: Int) -> (bits: UInt32, end: Int)? {
        var bits: UInt32 = 0
        var end = index
        for part in 0..<4 {
            if part > 0 {
                guard text[end] == UInt8(ascii: ".") else { return nil }
                end += 1
            }
            let length = text.digits(from: end, limit: 4)
            guard (1...3).contains(length) else { return nil }
            if length == 2, text[end] == UInt8(ascii: "0") { return nil }
            var value: UInt32 = 0
            for place in end..<end + length { value = value * 10 + UInt32(text[place].digitValue) }
            guard value <= 255 else { return nil }
            bits = bits << 8 | value
            end += length
        }
        return (bits, end)
    }

    /// Whether an address may end before `index`: no word and no fifth part goes on.
    static func isEnd(_ text: Bytes, _ index: Int) -> Bool {
        let next = text[index]
        if next.isAlphanumeric || next == UInt8(ascii: "_") { return false }
        return !(next == UInt8(ascii: ".") && text[index + 1].isDigit)
    }

    /// Loopback (127/8), unspecified, and masks: ones, then zeros.
    static func isNobodys(_ bits: UInt32) -> Bool {
        if bits == 0 || bits >> 24 == 127 { return true }
        let inverse = ~bits
        return bits >> 24 == 255 && inverse != 0 && inverse & (inverse &+ 1) == 0
    }

    static func isNetwork(_ bits: UInt32, prefix: Int) -> Bool { prefix == 0 ? bits == 0 : bits << UInt32(prefix) == 0 }

    private func isVersion(_ scan: inout Scan, _ range: Range<Int>) -> Bool {
        let text = scan.text
        let previous = text[range.lowerBound - 1]
        let next = text[range.upperBound]
        let afterNext = text[range.upperBound + 1]
        if next == UInt8(ascii: "="), text.hasExactly("2.5.", at: range.lowerBound) { return true }
        if previous == UInt8(ascii: "-") || previous == UInt8(ascii: "_"), text[range.lowerBound - 2].isLetter {
            if next == UInt8(ascii: "-") || next == UInt8(ascii: "."), afterNext.isLetter { return true }
        }
        if next == UInt8(ascii: "-") || next == UInt8(ascii: "+"), isPrerelease(text, at: range.upperBound + 1) {
            return true
        }
        if previous == UInt8(ascii: "/"), isProduct(text, endingAt: range.lowerBound - 1) { return true }
        let isWholeText = range.lowerBound == 0 && range.upperBound == text.count
        if isWholeText, !scan.hint.isDisjoint(with: [.version, .objectIdentifier]) { return true }
        let said = scan.words(before: range.lowerBound, within: 2)
        return !said.isDisjoint(with: [.version, .objectIdentifier])
    }

    private func isPrerelease(_ text: Bytes, at index: Int) -> Bool {
        text.hasPrefix("alpha", at: index) || text.hasPrefix("beta", at: index) || text.hasPrefix("rc", at: index)
            || text.hasPrefix("snapshot", at: index) || text.hasPrefix("dev", at: index)
            || text.hasPrefix("release", at: index) || text.hasPrefix("final", at: index)
            || text.hasPrefix("patch", at: index) || text.hasPrefix("build", at: index)
    }

    /// `Chrome/120.0.0.0` (RFC 9110 §10.1.5), but not `/nodes/10.0.0.1`.
    private func isProduct(_ text: Bytes, endingAt end: Int) -> Bool {
        var start = end
        while end - start < 32, text[start - 1].isAlphanumeric || text[start - 1] == UInt8(ascii: "-") { start -= 1 }
        return start < end && text[start].isUpper && text[start - 1] != UInt8(ascii: "/")
    }
}

/// The prefix length behind an address: `/24`.
enum CIDR {
    /// The end of the address with its prefix length; nil if both together name a whole network, which is nobody's.
    static func end(in text: Bytes, after end: Int, width: Int, isNetwork: (Int) -> Bool) -> Int? {
        guard text[end] == UInt8(ascii: "/") else { return end }
        let length = text.digits(from: end + 1, limit: 4)
        guard (1...3).contains(length), !text[end + 1 + length].isAlphanumeric else { return end }
        var prefix = 0
        for place in end + 1..<end + 1 + length { prefix = prefix * 10 + text[place].digitValue }
        guard prefix <= width else { return end }
        return prefix < width && isNetwork(prefix) ? nil : end + 1 + length
    }
}
