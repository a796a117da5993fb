/// Whether bytes are UTF-8 (RFC 3629 §4): no overlong form, no surrogate, nothing above U+10FFFF.
enum UTF8Check {
    static func isValid(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var place = 0
        while place < bytes.count {
            let lead = bytes[place]
            if lead < 0x80 {
                place += 1
                continue
            }
            guard let (length, second) = form(of: lead), place + length <= bytes.count,
                second.contains(bytes[place + 1])
            else { return false }
            for next in place + 2..<max(place + 2, place + length) where bytes[next] & 0xC0 != 0x80 { return false }
            place += length
        }
        return true
    }

    /// How many bytes a scalar has that begins with `lead`, and what the second one may be.
    private static func form(of lead: UInt8) -> (length: Int, second: ClosedRange<UInt8>)? {
        switch lead {
        case 0xC2...0xDF: (2, 0x80...0xBF)
        case 0xE0: (3, 0xA0...0xBF)
        case 0xED: (3, 0x80...0x9F)
        case 0xE1...0xEF: (3, 0x80...0xBF)
        case 0xF0: (4, 0x90...0xBF)
        case 0xF1...0xF3: (4, 0x80...0xBF)
        case 0xF4: (4, 0x80...0x8F)
        default: nil
        }
    }
}
