/// Numbers as RFC 8785 §3.2.2.3 writes them: ECMAScript's `Number::toString`.
enum CanonicalNumber {
    static func write(_ value: Double, to output: inout [UInt8]) {
        precondition(value.isFinite, "JSON has no number that is not finite")
        if abs(value) <= JSONValue.maximumInteger, value == value.rounded(.towardZero) {
            write(Int64(value), to: &output)
        } else {
            writeShortest(value, to: &output)
        }
    }

    private static func write(_ integer: Int64, to output: inout [UInt8]) {
        if integer < 0 { output.append(UInt8(ascii: "-")) }
        var left = integer.magnitude
        let start = output.count
        repeat {
            output.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: left % 10))
            left /= 10
        } while left > 0
        output[start...].reverse()
    }

    /// Swift finds the same digits as ECMAScript asks for (the fewest that read back as this double, the closest of
    /// those); only their layout differs.
    private static func writeShortest(_ value: Double, to output: inout [UInt8]) {
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
        layOut(digits, point: point, to: &output)
    }

    private enum Place {
        case integer, fraction, exponent
    }

    /// ECMA-262 §6.1.6.1.20, steps 6 to 12.
    private static func layOut(_ digits: [UInt8], point: Int, to output: inout [UInt8]) {
        let zero = UInt8(ascii: "0")
        switch point {
        case digits.count...21 where digits.count <= 21:
            output.append(contentsOf: digits)
            output.append(contentsOf: repeatElement(zero, count: point - digits.count))
        case 1...21:
            output.append(contentsOf: digits[..<point])
            output.append(UInt8(ascii: "."))
            output.append(contentsOf: digits[point...])
        case -5...0:
            output.append(zero)
            output.append(UInt8(ascii: "."))
            output.append(contentsOf: repeatElement(zero, count: -point))
            output.append(contentsOf: digits)
        default:
            output.append(digits[0])
            if digits.count > 1 {
                output.append(UInt8(ascii: "."))
                output.append(contentsOf: digits[1...])
            }
            output.append(UInt8(ascii: "e"))
            output.append(point > 0 ? UInt8(ascii: "+") : UInt8(ascii: "-"))
            write(Int64(abs(point - 1)), to: &output)
        }
    }
}
