/// Base64 (RFC 4648 §4) with padding, one spelling for each byte string.
///
/// The decoder refuses what the encoder would not write: missing padding, white space, and unused bits that are not
/// zero (RFC 4648 §3.5). A signature is not covered by itself, so a second spelling of it would be a changed file that
/// still verifies.
enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private static let padding = UInt8(ascii: "=")

    static func encode(_ bytes: [UInt8]) -> String {
        String(unsafeUninitializedCapacity: (bytes.count + 2) / 3 * 4) { output in
            var count = 0
            for start in stride(from: 0, to: bytes.count, by: 3) {
                let present = min(3, bytes.count - start)
                var group: UInt32 = 0
                for offset in 0..<3 {
                    group = group << 8 | (offset < present ? UInt32(bytes[start + offset]) : 0)
                }
                for digit in 0..<4 {
                    let value = Int(group >> UInt32(18 - 6 * digit)) & 63
                    output.initializeElement(at: count, to: digit <= present ? alphabet[value] : padding)
                    count += 1
                }
            }
            return count
        }
    }

    /// - Returns: nil unless `text` is what ``encode(_:)`` writes for some bytes.
    static func decode(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        guard text.count.isMultiple(of: 4) else { return nil }
        var digits = text
        while digits.last == padding, text.count - digits.count < 2 { digits.removeLast() }

        var bytes: [UInt8] = []
        bytes.reserveCapacity(digits.count * 3 / 4)
        var bits: UInt32 = 0
        var bitCount = 0
        for digit in digits {
            guard let value = value(of: digit) else { return nil }
            bits = bits << 6 | value
            bitCount += 6
            if bitCount >= 8 {
                bitCount -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(bitCount)))
                bits &= 1 << UInt32(bitCount) - 1
            }
        }
        // What is left are the unused bits of the last digit; six of them would be a digit of its own.
        return bits == 0 && bitCount < 6 ? bytes : nil
    }

    private static func value(of digit: UInt8) -> UInt32? {
        switch digit {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(digit - UInt8(ascii: "A"))
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(digit - UInt8(ascii: "a")) + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(digit - UInt8(ascii: "0")) + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
