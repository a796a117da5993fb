extension JSONParser {
    /// Reads a string; `position` is at its opening quote and ends behind its closing one.
    mutating func string() throws(Failure) -> String {
        let start = position + 1
        var place = start
        var isASCII = true
        // Eight bytes at once while nothing among them needs a look.
        while place + 8 <= bytes.count {
            let word = UnsafeRawPointer(bytes.baseAddress! + place).loadUnaligned(as: UInt64.self)
            if word & 0x8080_8080_8080_8080 != 0 { isASCII = false }
            if Self.hasQuoteEscapeOrControl(word) { break }
            place += 8
        }
        while place < bytes.count {
            let byte = bytes[place]
            if byte == UInt8(ascii: "\"") {
                position = place + 1
                isLastStringASCII = isASCII
                return try text(start..<place, isASCII: isASCII)
            }
            if byte == UInt8(ascii: "\\") { return try escapedString(start: start, firstEscape: place) }
            guard byte >= 0x20 else {
                throw malformed("a control character stands unescaped in a string", at: place)
            }
            if byte >= 0x80 { isASCII = false }
            place += 1
        }
        throw malformed("a string is not closed", at: bytes.count)
    }

    /// Whether one of eight bytes is `"`, `\` or below 0x20 (may also say so of a byte next to one, never misses one).
    @inline(__always)
    static func hasQuoteEscapeOrControl(_ word: UInt64) -> Bool {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let quote = word ^ (ones &* 0x22)
        let escape = word ^ (ones &* 0x5C)
        let found =
            ((quote &- ones) & ~quote) | ((escape &- ones) & ~escape) | ((word &- (ones &* 0x20)) & ~word)
        return found & (ones &* 0x80) != 0
    }

    private func text(_ range: Range<Int>, isASCII: Bool) throws(Failure) -> String {
        let raw = UnsafeBufferPointer(rebasing: bytes[range])
        if isASCII { return String(decoding: raw, as: UTF8.self) }
        guard let text = String(validating: raw, as: UTF8.self) else {
            throw malformed("a string is not UTF-8", at: range.lowerBound + Self.validPrefix(of: raw))
        }
        return text
    }

    /// The number of leading bytes that are UTF-8.
    private static func validPrefix(of raw: UnsafeBufferPointer<UInt8>) -> Int {
        var decoder = UTF8()
        var iterator = raw.makeIterator()
        var length = 0
        while case .scalarValue(let scalar) = decoder.decode(&iterator) { length += UTF8.width(scalar) }
        return length
    }

    private mutating func escapedString(start: Int, firstEscape: Int) throws(Failure) -> String {
        scratch.removeAll(keepingCapacity: true)
        scratch.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<firstEscape]))
        var place = firstEscape
        var runStart = place
        while place < bytes.count {
            switch bytes[place] {
            case UInt8(ascii: "\""):
                scratch.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[runStart..<place]))
                position = place + 1
                // Escapes make whole scalars only, so what is not UTF-8 stood so in the text.
                guard let text = scratch.withUnsafeBufferPointer({ String(validating: $0, as: UTF8.self) }) else {
                    let raw = UnsafeBufferPointer(rebasing: bytes[start..<place])
                    throw malformed("a string is not UTF-8", at: start + Self.validPrefix(of: raw))
                }
                return text
            case UInt8(ascii: "\\"):
                scratch.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[runStart..<place]))
                place = try escape(at: place)
                runStart = place
            case 0..<0x20: throw malformed("a control character stands unescaped in a string", at: place)
            default: place += 1
            }
        }
        throw malformed("a string is not closed", at: bytes.count)
    }

    /// Appends the character of the escape sequence at `place` to `scratch`.
    ///
    /// - Returns: The place behind the sequence.
    private mutating func escape(at place: Int) throws(Failure) -> Int {
        guard place + 1 < bytes.count else { throw malformed("a string is not closed", at: bytes.count) }
        switch bytes[place + 1] {
        case UInt8(ascii: "\""): scratch.append(UInt8(ascii: "\""))
        case UInt8(ascii: "\\"): scratch.append(UInt8(ascii: "\\"))
        case UInt8(ascii: "/"): scratch.append(UInt8(ascii: "/"))
        case UInt8(ascii: "b"): scratch.append(0x08)
        case UInt8(ascii: "f"): scratch.append(0x0C)
        case UInt8(ascii: "n"): scratch.append(0x0A)
        case UInt8(ascii: "r"): scratch.append(0x0D)
        case UInt8(ascii: "t"): scratch.append(0x09)
        case UInt8(ascii: "u"): return try unicodeEscape(at: place)
        default: throw malformed("a string holds an unknown escape sequence", at: place)
        }
        return place + 2
    }

    private mutating func unicodeEscape(at place: Int) throws(Failure) -> Int {
        let unit = try hexUnit(at: place)
        var code = unit
        var end = place + 6
        switch unit {
        case 0xD800...0xDBFF:
            guard end + 1 < bytes.count, bytes[end] == UInt8(ascii: "\\"), bytes[end + 1] == UInt8(ascii: "u"),
                case let low = try hexUnit(at: end), (0xDC00...0xDFFF).contains(low)
            else { throw malformed("a string holds half a surrogate pair", at: place) }
            code = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00)
            end += 6
        case 0xDC00...0xDFFF: throw malformed("a string holds half a surrogate pair", at: place)
        default: break
        }
        UTF8.encode(Unicode.Scalar(code)!, into: { scratch.append($0) })
        return end
    }

    /// The four hex digits of the `\u` sequence at `place`.
    private func hexUnit(at place: Int) throws(Failure) -> UInt32 {
        guard place + 6 <= bytes.count else { throw malformed("a string is not closed", at: bytes.count) }
        var unit: UInt32 = 0
        for byte in bytes[(place + 2)..<(place + 6)] {
            let digit: UInt8
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
            default: throw malformed("\\u is not followed by four hex digits", at: place)
            }
            unit = unit << 4 | UInt32(digit)
        }
        return unit
    }
}

extension JSONParser {
    /// Reads a number; exact for short decimals without asking the C library.
    mutating func number() throws(Failure) -> JSONValue {
        let start = position
        let isNegative = bytes[position] == UInt8(ascii: "-")
        if isNegative { position += 1 }
        var mantissa: Int64 = 0
        var digits = try digitRun(into: &mantissa, "a number has no digits")
        if digits > 1, bytes[position - digits] == UInt8(ascii: "0") {
            throw malformed("a number starts with 0", at: start)
        }
        var fraction = 0
        var isInteger = true
        if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
            position += 1
            isInteger = false
            fraction = try digitRun(into: &mantissa, "a number has no digits behind the point")
            digits += fraction
        }
        var hasExponent = false
        if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
            position += 1
            isInteger = false
            hasExponent = true
            if position < bytes.count, bytes[position] == UInt8(ascii: "+") || bytes[position] == UInt8(ascii: "-") {
                position += 1
            }
            var ignored: Int64 = 0
            _ = try digitRun(into: &ignored, "a number has no digits in its exponent")
        }
        // Both the mantissa and the power of ten are exact doubles here, so one division rounds correctly.
        if digits <= 15, !hasExponent {
            let magnitude = fraction == 0 ? Double(mantissa) : Double(mantissa) / Self.powersOfTen[fraction]
            return .number(isNegative && mantissa != 0 ? -magnitude : magnitude)
        }
        let literal = String(decoding: bytes[start..<position], as: UTF8.self)
        let value = Double(literal) ?? .nan
        // Digits without an exponent say that the integer is meant exactly, however large.
        guard JSONValue.isInRange(value), !isInteger || abs(value) <= JSONValue.maximumInteger else {
            if limits.numbers == .keepAsString { return .string(literal) }
            throw Failure(kind: .numberRange, offset: start, reason: "a number is beyond ±(2^53−1) or a double's range")
        }
        return .number(value == 0 ? 0 : value)
    }

    /// Reads one or more digits onto `mantissa`, which wraps round beyond eighteen of them.
    private mutating func digitRun(into mantissa: inout Int64, _ reason: StaticString) throws(Failure) -> Int {
        let start = position
        while position < bytes.count {
            let digit = bytes[position] &- UInt8(ascii: "0")
            guard digit < 10 else { break }
            mantissa = mantissa &* 10 &+ Int64(digit)
            position += 1
        }
        guard position > start else { throw malformed(reason) }
        return position - start
    }

    private static let powersOfTen: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
    ]
}
