/// The escape sequences of strings (RFC 8259 §7).
enum JSONEscapes {
    /// What a string means whose escape sequences are known to be right.
    static func unescaped(_ raw: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(raw.count)
        var place = 0
        while place < raw.count {
            guard raw[place] == UInt8(ascii: "\\") else {
                text.append(raw[place])
                place += 1
                continue
            }
            guard let (scalar, end) = scalar(in: raw, at: place) else { break }
            UTF8.encode(scalar, into: { text.append($0) })
            place = end
        }
        return text
    }

    /// The scalar that the escape sequence at `place` stands for, and the place behind the sequence.
    ///
    /// - Returns: nil if it is none, or half a surrogate pair.
    static func scalar(in raw: UnsafeBufferPointer<UInt8>, at place: Int) -> (Unicode.Scalar, end: Int)? {
        guard place + 1 < raw.count else { return nil }
        let simple: Unicode.Scalar
        switch raw[place + 1] {
        case UInt8(ascii: "\""): simple = "\""
        case UInt8(ascii: "\\"): simple = "\\"
        case UInt8(ascii: "/"): simple = "/"
        case UInt8(ascii: "b"): simple = "\u{8}"
        case UInt8(ascii: "f"): simple = "\u{C}"
        case UInt8(ascii: "n"): simple = "\n"
        case UInt8(ascii: "r"): simple = "\r"
        case UInt8(ascii: "t"): simple = "\t"
        case UInt8(ascii: "u"):
            guard let unit = unit(in: raw, at: place) else { return nil }
            guard (0xD800...0xDFFF).contains(unit) else { return Unicode.Scalar(unit).map { ($0, place + 6) } }
            guard unit < 0xDC00, let low = self.unit(in: raw, at: place + 6), (0xDC00...0xDFFF).contains(low) else {
                return nil
            }
            return Unicode.Scalar(0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00)).map { ($0, place + 12) }
        default: return nil
        }
        return (simple, place + 2)
    }

    /// The four hex digits of the `\u` sequence at `place`.
    static func unit(in raw: UnsafeBufferPointer<UInt8>, at place: Int) -> UInt32? {
        guard place + 6 <= raw.count, raw[place] == UInt8(ascii: "\\"), raw[place + 1] == UInt8(ascii: "u") else {
            return nil
        }
        var unit: UInt32 = 0
        for byte in raw[(place + 2)..<(place + 6)] {
            let digit: UInt8
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
            default: return nil
            }
            unit = unit << 4 | UInt32(digit)
        }
        return unit
    }
}
