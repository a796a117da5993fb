/// Numbers as RFC 8785 §3.2.2.3 writes them: ECMAScript's `Number::toString`.
enum CanonicalNumber {
    static func write(_ value: Double, to output: inout ByteWriter) {
        precondition(value.isFinite, "JSON has no number that is not finite")
        if abs(value) <= JSONValue.maximumInteger, value == value.rounded(.towardZero) {
            write(Int64(value), to: &output)
        } else {
            writeShortest(value, to: &output)
        }
    }

    private static func write(_ integer: Int64, to output: inout ByteWriter) {
        if integer < 0 { output.append(UInt8(ascii: "-")) }
        let magnitude = integer.magnitude
        var power: UInt64 = 1
        while magnitude / power >= 10 { power *= 10 }
        while power > 0 {
            output.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: magnitude / power % 10))
            power /= 10
        }
    }

    /// Swift finds the same digits as ECMAScript asks for (the fewest that read back as this double, the closest of
    /// those); only their layout differs.
    private static func writeShortest(_ value: Double, to output: inout ByteWriter) {
        var digits: [UInt8] = []
        // The value is 0.DIGITS × 10^point, as `n` in ECMA-262.
        var point = 0
        var exponent = 0
        var isExponentNegative = false
        var place = Place.integer
        for byte in value.magnitude.description.utf8 {
            switch byte {
            case UInt8(ascii: "."): place = .fraction
            case UInt8(ascii: "e"): place = .exponent
            case UInt8(ascii: "-"): isExponentNegative = true
            case UInt8(ascii: "+"): break
            default:
                if place == .exponent {
                    exponent = exponent * 10 + Int(byte - UInt8(ascii: "0"))
                } else {
                    if place == .integer { point += 1 }
                    digits.append(byte)
                }
            }
        }
        point += isExponentNegative ? -exponent : exponent
        let zeros = digits.prefix { $0 == UInt8(ascii: "0") }.count
        digits.removeFirst(zeros)
        point -= zeros
        while digits.last == UInt8(ascii: "0") { digits.removeLast() }

        if value < 0 { output.append(UInt8(ascii: "-")) }
        digits.withUnsafeBufferPointer { layOut($0, point: point, to: &output) }
    }

    private enum Place {
        case integer, fraction, exponent
    }

    /// ECMA-262 §6.1.6.1.20, steps 6 to 12.
    private static func layOut(_ digits: UnsafeBufferPointer<UInt8>, point: Int, to output: inout ByteWriter) {
        let zero = UInt8(ascii: "0")
        switch point {
        case digits.count...21 where digits.count <= 21:
            output.append(digits)
            output.append(repeating: zero, count: point - digits.count)
        case 1...21:
            output.append(UnsafeBufferPointer(rebasing: digits[..<point]))
            output.append(UInt8(ascii: "."))
            output.append(UnsafeBufferPointer(rebasing: digits[point...]))
        case -5...0:
            output.append(zero)
            output.append(UInt8(ascii: "."))
            output.append(repeating: zero, count: -point)
            output.append(digits)
        default:
            output.append(digits[0])
            if digits.count > 1 {
                output.append(UInt8(ascii: "."))
                output.append(UnsafeBufferPointer(rebasing: digits[1...]))
            }
            output.append(UInt8(ascii: "e"))
            output.append(point > 0 ? UInt8(ascii: "+") : UInt8(ascii: "-"))
            write(Int64(abs(point - 1)), to: &output)
        }
    }
}
