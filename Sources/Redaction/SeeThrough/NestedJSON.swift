import AuditEvents

/// JSON inside a string: as it is, or as base64 (RFC 4648 §4 and §5).
struct NestedJSON {
    enum Wrapping: Equatable {
        case plain
        case base64(isURLSafe: Bool, isPadded: Bool)
    }

    /// The JSON text; whether it is one, a parser says.
    let bytes: [UInt8]
    private let wrapping: Wrapping

    /// Whether a look at the first byte leaves it possible; nearly every string of an event ends here.
    @inline(__always)
    static func mayBe(_ text: Bytes) -> Bool {
        guard beginnings.contains(text[0]) else { return false }
        // A word that begins like base64 of JSON ends, or goes on with what base64 has not, before it is long enough.
        return !text[0].isLetter || Base64Text.mayBe(text)
    }

    /// Reads what may be an object or an array and is all of `text`; nil for anything else.
    init?(_ text: Bytes) {
        let given = text.slice(0..<text.count)
        if Self.isContainer(given) {
            bytes = Array(given)
            wrapping = .plain
        } else if let (decoded, wrapping) = Base64Text.decode(given), Self.isContainer(decoded[...]) {
            bytes = decoded
            self.wrapping = wrapping
        } else {
            return nil
        }
    }

    /// What JSON's containers, or base64 of one or of a blank before one, begin with; and blanks.
    private static let beginnings = ByteSet("{[eWwICg \t\r\n")

    /// The value on `tape`, with what was put in places, wrapped as this one was.
    func text(of tape: borrowing JSONTape) -> String {
        var bytes: [UInt8] = []
        tape.writeCanonical(tape.root, to: &bytes)
        guard case .base64(let isURLSafe, let isPadded) = wrapping else {
            return String(decoding: bytes, as: UTF8.self)
        }
        return Base64Text.encode(bytes, isURLSafe: isURLSafe, isPadded: isPadded)
    }

    private static func isContainer(_ bytes: some BidirectionalCollection<UInt8>) -> Bool {
        guard let first = bytes.first(where: { !$0.isWhitespace }), let last = bytes.last(where: { !$0.isWhitespace })
        else { return false }
        return first == UInt8(ascii: "{") && last == UInt8(ascii: "}")
            || first == UInt8(ascii: "[") && last == UInt8(ascii: "]")
    }
}

/// Base64 of something that may be JSON: only text that begins as `{`, `[` or a blank before one does is decoded.
private enum Base64Text {
    /// Shorter ones hold nothing: `e30=` is `{}`.
    private static let shortest = 12

    /// Whether the first twelve bytes are of base64 and the first three of them decode to a container's beginning.
    static func mayBe(_ text: Bytes) -> Bool {
        guard text.count >= shortest else { return false }
        var bits: UInt32 = 0
        for place in 0..<shortest {
            guard let value = Base64.value(text[place]) else { return text[place] == UInt8(ascii: "=") && place > 8 }
            if place < 4 { bits = bits << 6 | UInt32(value) }
        }
        for shift: UInt32 in [16, 8, 0] {
            let byte = UInt8(truncatingIfNeeded: bits >> shift)
            if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") { return true }
            if !byte.isWhitespace { return false }
        }
        return true
    }

    static func decode(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> (bytes: [UInt8], wrapping: NestedJSON.Wrapping)? {
        guard text.count >= shortest, let first = text.first, "eWwICg".utf8.contains(first) else { return nil }
        var body = text
        while body.last == UInt8(ascii: "=") { body.removeLast() }
        let padding = text.count - body.count
        guard padding <= 2, body.count % 4 != 1, padding == 0 || text.count % 4 == 0 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(body.count * 3 / 4)
        var bits: UInt32 = 0
        var count: UInt32 = 0
        var isURLSafe = false
        for byte in body {
            guard let value = Base64.value(byte) else { return nil }
            if byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") { isURLSafe = true }
            bits = bits << 6 | UInt32(value)
            count += 6
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> count))
            }
        }
        let isPadded = text.count % 4 == 0
        return (bytes, .base64(isURLSafe: isURLSafe, isPadded: isPadded))
    }

    static func encode(_ bytes: [UInt8], isURLSafe: Bool, isPadded: Bool) -> String {
        let alphabet = Array(
            ("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789" + (isURLSafe ? "-_" : "+/")).utf8)
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let count = min(3, bytes.count - start)
            var bits: UInt32 = 0
            for place in 0..<3 { bits = bits << 8 | (place < count ? UInt32(bytes[start + place]) : 0) }
            for place in 0...count { text.append(alphabet[Int(bits >> UInt32(18 - 6 * place) & 63)]) }
            if isPadded { for _ in count..<3 { text.append(UInt8(ascii: "=")) } }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
