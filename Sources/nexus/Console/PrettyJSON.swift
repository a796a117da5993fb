import AuditEvents

/// JSON for people: two spaces a level, one member a line, nothing in it that could steer a terminal.
enum PrettyJSON {
    static func text(_ value: JSONValue) -> String {
        var text = ""
        write(value, to: &text, indent: 0)
        return text
    }

    private static func write(_ value: JSONValue, to text: inout String, indent: Int) {
        let margin = String(repeating: "  ", count: indent + 1)
        switch value {
        case .object(let object) where !object.isEmpty:
            text += "{\n"
            for (place, member) in object.enumerated() {
                text += margin + scalar(.string(member.key)) + ": "
                write(member.value, to: &text, indent: indent + 1)
                text += place == object.count - 1 ? "\n" : ",\n"
            }
            text += margin.dropLast(2) + "}"
        case .array(let items) where !items.isEmpty:
            text += "[\n"
            for (place, item) in items.enumerated() {
                text += margin
                write(item, to: &text, indent: indent + 1)
                text += place == items.count - 1 ? "\n" : ",\n"
            }
            text += margin.dropLast(2) + "]"
        default:
            text += scalar(value)
        }
    }

    private static func scalar(_ value: JSONValue) -> String {
        Terminal.printable(String(decoding: value.canonicalBytes(), as: UTF8.self))
    }
}
