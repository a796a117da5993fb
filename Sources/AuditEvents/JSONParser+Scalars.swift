extension JSONParser {
    /// Reads a string; `position` is at its opening quote and ends behind its closing one.
    mutating func string() throws(Failure) {
        let start = position + 1
        var place = start
        var isASCII = true
        // Eight bytes at once, up to the first that needs a look.
        while place + 8 <= bytes.count {
            let word = UInt64(
                littleEndian: UnsafeRawPointer(bytes.baseAddress! + place).loadUnaligned(as: UInt64.self))
            let found = Self.quotesEscapesAndControls(word)
            if found == 0 {
                if word & 0x8080_8080_8080_8080 != 0 { isASCII = false }
                place += 8
                continue
            }
            let length = found.trailingZeroBitCount >> 3
            if length > 0, word << UInt64(64 - 8 * length) & 0x8080_8080_8080_8080 != 0 { isASCII = false }
            place += length
            break
        }
        var isEscaped = false
        while place < bytes.count {
            let byte = bytes[place]
            if byte == UInt8(ascii: "\"") {
                if !isASCII { try checkText(start..<place) }
                tape.append(JSONTape.Node(.string, start..<place, isEscaped ? .escaped : []))
                isLastStringPlain = isASCII && !isEscaped
                position = place + 1
                return
            }
            if byte == UInt8(ascii: "\\") {
                isEscaped = true
                place = try escape(at: place)
                continue
            }
            guard byte >= 0x20 else {
                throw malformed("a control character stands unescaped in a string", at: place)
            }
            if byte >= 0x80 { isASCII = false }
            place += 1
        }
        throw malformed("a string is not closed", at: bytes.count)
    }

    /// The top bit of each of eight bytes that is `"`, `\` or below 0x20, the first byte lowest.
    ///
    /// The lowest bit set is right; one above it may also be of a byte next to such a one.
    @inline(__always)
    static func quotesEscapesAndControls(_ word: UInt64) -> UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let quote = word ^ (ones &* 0x22)
        let escape = word ^ (ones &* 0x5C)
        let found =
            ((quote &- ones) & ~quote) | ((escape &- ones) & ~escape) | ((word &- (ones &* 0x20)) & ~word)
        return found & (ones &* 0x80)
    }

    /// Escape sequences are ASCII and make whole scalars only, so what is not UTF-8 stands so in the text.
    private func checkText(_ range: Range<Int>) throws(Failure) {
        let raw = UnsafeBufferPointer(rebasing: bytes[range])
        guard UTF8Check.isValid(raw) else {
            throw malformed("a string is not UTF-8", at: range.lowerBound + Self.validPrefix(of: raw))
        }
    }

    /// The number of leading bytes that are UTF-8.
    private static func validPrefix(of raw: UnsafeBufferPointer<UInt8>) -> Int {
        var decoder = UTF8()
        var iterator = raw.makeIterator()
        var length = 0
        while case .scalarValue(let scalar) = decoder.decode(&iterator) { length += UTF8.width(scalar) }
        return length
    }

    /// - Returns: The place behind the escape sequence at `place`.
    private func escape(at place: Int) throws(Failure) -> Int {
        if let (_, end) = JSONEscapes.scalar(in: bytes, at: place) { return end }
        guard place + 1 < bytes.count else { throw malformed("a string is not closed", at: bytes.count) }
        guard bytes[place + 1] == UInt8(ascii: "u") else {
            throw malformed("a string holds an unknown escape sequence", at: place)
        }
        guard place + 6 <= bytes.count else { throw malformed("a string is not closed", at: bytes.count) }
        guard JSONEscapes.unit(in: bytes, at: place) != nil else {
            throw malformed("\\u is not followed by four hex digits", at: place)
        }
        throw malformed("a string holds half a surrogate pair", at: place)
    }
}

extension JSONParser {
    /// Reads a number; exact for short decimals without asking the C library.
    mutating func number() throws(Failure) {
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
            let isCanonical = isInteger && !(isNegative && mantissa == 0)
            return append(isNegative && mantissa != 0 ? -magnitude : magnitude, start, isCanonical ? .canonical : [])
        }
        let literal = String(decoding: bytes[start..<position], as: UTF8.self)
        let value = Double(literal) ?? .nan
        // Digits without an exponent say that the integer is meant exactly, however large.
        guard JSONValue.isInRange(value), !isInteger || abs(value) <= JSONValue.maximumInteger else {
            if limits.numbers == .keepAsString { return tape.append(JSONTape.Node(.string, start..<position)) }
            throw Failure(kind: .numberRange, offset: start, reason: "a number is beyond ±(2^53−1) or a double's range")
        }
        append(value == 0 ? 0 : value, start, [])
    }

    private mutating func append(_ value: Double, _ start: Int, _ flags: JSONTape.Flags) {
        var node = JSONTape.Node(.number, start..<position, flags)
        node.first = UInt32(truncatingIfNeeded: value.bitPattern >> 32)
        node.link = UInt32(truncatingIfNeeded: value.bitPattern)
        tape.append(node)
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
