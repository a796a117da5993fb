import AuditEvents

/// Writes queries as expressions that parse to the same query.
enum QueryPrinter {
    static func text(_ expression: QueryExpression) -> String {
        switch expression {
        case .all: "*"
        case .and(let parts): parts.map { part in isOr(part) ? "(\(text(part)))" : text(part) }.joined(separator: " ")
        case .or(let parts): parts.map(text).joined(separator: " OR ")
        case .not(let part): isSimple(part) ? "-\(text(part))" : "-(\(text(part)))"
        case .condition(let condition): text(condition)
        }
    }

    private static func isOr(_ expression: QueryExpression) -> Bool {
        if case .or = expression { true } else { false }
    }

    private static func isSimple(_ expression: QueryExpression) -> Bool {
        switch expression {
        case .condition, .all: true
        default: false
        }
    }

    private static func text(_ condition: QueryCondition) -> String {
        switch condition {
        case .text(let field, let pattern): "\(field.description):\(value(pattern, isPath: field.isPath))"
        case .number(.named(.duration), let comparison): "duration:\(comparing(comparison) { number($0) })"
        case .number(let field, .equal(let value)): "\(field.description):\(number(value))..\(number(value))"
        case .number(let field, let comparison): "\(field.description):\(comparing(comparison) { number($0) })"
        case .time(let field, let comparison): "\(field.rawValue):\(comparing(comparison, time))"
        case .severity(let comparison): "severity:\(comparing(comparison, \.rawValue))"
        case .words(let text, let isPrefix): isPrefix ? "\(escaped(text, isLoose: true))*" : loose(text)
        }
    }

    private static func comparing<Value>(_ comparison: Comparison<Value>, _ text: (Value) -> String) -> String {
        switch comparison {
        case .equal(let value): text(value)
        case .less(let value): "<\(text(value))"
        case .lessOrEqual(let value): "<=\(text(value))"
        case .greater(let value): ">\(text(value))"
        case .greaterOrEqual(let value): ">=\(text(value))"
        case .between(let first, let last): "\(text(first))..\(text(last))"
        }
    }

    private static func number(_ value: Double) -> String {
        String(decoding: JSONValue.number(value).canonicalBytes(), as: UTF8.self)
    }

    static func time(_ time: QueryTime) -> String {
        switch time {
        case .written(let moment, let precision): CalendarDate.text(moment, precision)
        case .ago(let count, let unit): "-\(count)\(unit.rawValue)"
        case .now: "now"
        case .today: "today"
        case .yesterday: "yesterday"
        }
    }

    // MARK: Texts

    /// A key of a path.
    static func key(_ key: String) -> String {
        // Of a name before a colon, too: `<`, `>`, `=` and `/` end it.
        let isPlain =
            !key.isEmpty && !key.unicodeScalars.contains { needsEscape($0) || ".:<>=/".unicodeScalars.contains($0) }
        return isPlain ? key : quoted(key)
    }

    private static func value(_ pattern: TextPattern, isPath: Bool) -> String {
        guard let literal = pattern.literal else {
            let written = pattern.pieces.map { escaped($0, isLoose: false) }.joined(separator: "*")
            // `*..5` as a text: a backslash says that it is no comparison.
            return isPath && QueryParser.isNumeric(written) ? written.replacing(".", with: "\\.") : written
        }
        return isPlain(literal) && !(isPath && QueryParser.isNumeric(literal)) ? literal : quoted(literal)
    }

    /// A loose text; what would read as something else is put in quotation marks.
    private static func loose(_ text: String) -> String {
        // By scalars, as the parser reads: a mark behind a colon makes another character of it, but no other scalar.
        let scalars = text.unicodeScalars
        let isOther = scalars.contains(":") || scalars.first == "-" || ["AND", "OR", "NOT"].contains(text)
        return isPlain(text) && !isOther ? text : quoted(text)
    }

    private static func isPlain(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first, first != "<", first != ">" else { return false }
        return !text.unicodeScalars.contains(where: needsEscape)
    }

    private static func needsEscape(_ scalar: Unicode.Scalar) -> Bool {
        QueryParser.isSpace(scalar) || "()\"\\*".unicodeScalars.contains(scalar)
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            if scalar == "\"" || scalar == "\\" { result.unicodeScalars.append("\\") }
            result.unicodeScalars.append(scalar)
        }
        return result + "\""
    }

    /// A piece of a pattern, with a backslash before whatever would end it or mean something else.
    private static func escaped(_ text: String, isLoose: Bool) -> String {
        var result = ""
        let starts = (isLoose ? "-" : "<>").unicodeScalars
        for (place, scalar) in text.unicodeScalars.enumerated() {
            let isSpecial = place == 0 && starts.contains(scalar) || isLoose && scalar == ":"
            if needsEscape(scalar) || isSpecial { result.unicodeScalars.append("\\") }
            result.unicodeScalars.append(scalar)
        }
        return result
    }
}

extension QueryField {
    var isPath: Bool {
        if case .path = self { true } else { false }
    }
}
