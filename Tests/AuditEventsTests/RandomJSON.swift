import AuditEvents

/// Random values, and random ways of writing them.
struct RandomJSON {
    var generator: SeededGenerator

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    mutating func value(depth: Int = 4) -> JSONValue {
        switch Int.random(in: 0..<(depth > 0 ? 10 : 6), using: &generator) {
        case 0: return .null
        case 1: return .bool(Bool.random(using: &generator))
        case 2: return .number(Double(Int.random(in: -1000...1000, using: &generator)))
        case 3: return .number(number())
        case 4, 5: return .string(text())
        case 6, 7:
            var items: [JSONValue] = []
            for _ in 0..<Int.random(in: 0...5, using: &generator) { items.append(value(depth: depth - 1)) }
            return .array(items)
        default: return .object(object(depth: depth - 1))
        }
    }

    mutating func object(depth: Int = 3) -> JSONObject {
        var object = JSONObject()
        // Now and then more keys than are sorted by hand.
        let count = Int.random(in: 0..<20, using: &generator) == 0 ? 40 : Int.random(in: 0...6, using: &generator)
        for _ in 0..<count { object[text()] = value(depth: count > 10 ? 0 : depth) }
        return object
    }

    mutating func number() -> Double {
        while true {
            let number =
                Bool.random(using: &generator)
                ? Double(bitPattern: generator.next())
                : Double(Int.random(in: -99_999_999...99_999_999, using: &generator)) / 1000
            if JSONValue.isInRange(number) { return number == 0 ? 0 : number }
        }
    }

    mutating func text() -> String {
        let alphabets: [ClosedRange<UInt32>] = [
            0x61...0x7A, 0x61...0x7A, 0x20...0x7E, 0x00...0x1F, 0x80...0xFF, 0x100...0xD7FF, 0xE000...0xFFFF,
            0x10000...0x10FFFF,
        ]
        var text = String.UnicodeScalarView()
        let alphabet = alphabets.randomElement(using: &generator)!
        for _ in 0..<Int.random(in: 0...20, using: &generator) {
            let range =
                Int.random(in: 0..<4, using: &generator) == 0 ? alphabets.randomElement(using: &generator)! : alphabet
            text.append(Unicode.Scalar(UInt32.random(in: range, using: &generator))!)
        }
        return String(text)
    }

    /// Any JSON text of the value: keys shuffled, spaces, escapes where none are needed.
    mutating func write(_ value: JSONValue) -> String {
        switch value {
        case .null, .bool: return String(decoding: value.canonicalBytes(), as: UTF8.self)
        case .number(let number):
            return Bool.random(using: &generator)
                ? String(decoding: value.canonicalBytes(), as: UTF8.self) : number.description
        case .string(let text): return write(text)
        case .array(let items):
            var parts: [String] = []
            for item in items { parts.append(space() + write(item) + space()) }
            return "[\(space())\(parts.joined(separator: ","))]"
        case .object(let object):
            var parts: [String] = []
            for member in object.members.shuffled(using: &generator) {
                parts.append(space() + write(member.key) + space() + ":" + space() + write(member.value) + space())
            }
            return "{\(space())\(parts.joined(separator: ","))}"
        }
    }

    private mutating func space() -> String {
        ["", "", "", " ", "\n", "\t\r\n "].randomElement(using: &generator)!
    }

    private mutating func write(_ text: String) -> String {
        let escapesFreely = Int.random(in: 0..<3, using: &generator) == 0
        var output = "\""
        for scalar in text.unicodeScalars {
            if scalar.value < 0x20 || scalar == "\"" || scalar == "\\"
                || (escapesFreely && Bool.random(using: &generator))
            {
                for unit in String(scalar).utf16 {
                    let hex = String(unit, radix: 16, uppercase: Bool.random(using: &generator))
                    output += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
                }
            } else {
                output.unicodeScalars.append(scalar)
            }
        }
        return output + "\""
    }
}
