import AuditEvents

/// Numbers, sizes and columns for people.
enum Text {
    /// `1,234,567`.
    static func count(_ value: some BinaryInteger) -> String {
        let digits = String(value)
        var result = ""
        for (place, digit) in digits.enumerated() {
            if place > 0, (digits.count - place) % 3 == 0, digits[digits.startIndex] != "-" || place > 1 {
                result += ","
            }
            result.append(digit)
        }
        return result
    }

    /// Per second, rounded down.
    static func rate(_ count: UInt64, over elapsed: Duration) -> UInt64 {
        let seconds = seconds(elapsed)
        return seconds > 0 ? UInt64(Double(count) / seconds) : count
    }

    static func seconds(_ duration: Duration) -> Double {
        let (seconds, attoseconds) = duration.components
        return Double(seconds) + Double(attoseconds) * 1e-18
    }

    /// `0.42 s`, `12.3 s`.
    static func duration(_ duration: Duration) -> String {
        let milliseconds = Int(seconds(duration) * 1000)
        if milliseconds < 1000 { return "\(milliseconds) ms" }
        let tenths = milliseconds / 100
        return "\(tenths / 10).\(tenths % 10) s"
    }

    /// `text` filled up with spaces to `width` characters.
    static func padded(_ text: String, _ width: Int) -> String {
        text.count >= width ? text : text + String(repeating: " ", count: width - text.count)
    }

    /// `1 entry`, `2 entries`.
    static func counted(_ count: UInt64, _ one: String, _ many: String) -> String {
        "\(Self.count(count)) \(count == 1 ? one : many)"
    }

    /// An object's members as `name  value` lines, nested ones indented.
    static func lines(of object: JSONObject, indent: Int = 0) -> [String] {
        let margin = String(repeating: " ", count: indent)
        let width = object.filter { !$0.value.isNestedObject }.map(\.key.count).max() ?? 0
        return object.flatMap { member -> [String] in
            switch member.value {
            case .object(let inner) where !inner.isEmpty:
                return ["\(margin)\(Terminal.printable(member.key))"] + lines(of: inner, indent: indent + 2)
            case .array(let items) where items.contains(where: \.isNestedObject):
                return ["\(margin)\(Terminal.printable(member.key))"] + items.map { "\(margin)  \(row(of: $0))" }
            case let value:
                return ["\(margin)\(padded(Terminal.printable(member.key), width))  \(plain(value))"]
            }
        }
    }

    /// An object's members on one line; names first, then figures.
    private static func row(of value: JSONValue) -> String {
        guard let object = value.object else { return plain(value) }
        let (names, figures) = (object.filter { $0.value.string != nil }, object.filter { $0.value.string == nil })
        return (names.map { plain($0.value) } + figures.map { "\(Terminal.printable($0.key)) \(plain($0.value))" })
            .joined(separator: "  ")
    }

    private static func plain(_ value: JSONValue) -> String {
        switch value {
        case .number(let number) where number == number.rounded() && abs(number) < 9e15: count(Int64(number))
        case .string(let text): Terminal.printable(text)
        default: Terminal.printable(String(decoding: value.canonicalBytes(), as: UTF8.self))
        }
    }
}

extension JSONValue {
    fileprivate var isNestedObject: Bool {
        if case .object(let object) = self { !object.isEmpty } else { false }
    }
}
