package import AuditEvents
package import AuditQuery

/// Queries, most conditions of which some event fulfils.
extension RandomEvents {
    /// - Parameter event: What is asked for is taken from it; other events may be meant as well.
    package mutating func query(about event: JSONObject) -> EventQuery { EventQuery(expression(event, depth: 3)) }

    private mutating func expression(_ event: JSONObject, depth: Int) -> QueryExpression {
        switch generator.number(0...(depth > 0 ? 9 : 5)) {
        case 0...5: return .condition(condition(event))
        case 6: return .not(expression(event, depth: depth - 1))
        case let kind:
            var parts: [QueryExpression] = []
            for _ in 0..<generator.number(2...3) { parts.append(expression(event, depth: depth - 1)) }
            return kind == 7 ? .and(parts) : .or(parts)
        }
    }

    private mutating func condition(_ event: JSONObject) -> QueryCondition {
        // Every scalar of the event, with the keys that lead to it.
        let scalars = Self.scalars(in: .object(event), [])
        let (keys, value) = generator.one(of: scalars)
        switch generator.number(0...9) {
        case 0...2:
            let text = generator.one(of: scalars.compactMap { $0.value.string })
            return words(of: text)
        case 3: return .severity(comparison(generator.one(of: Severity.allCases), generator.one(of: Severity.allCases)))
        case 4:
            let moment = generator.one(of: QueryField.Moment.allCases)
            return .time(moment, comparison(time(), time()))
        case 5: return .number(.named(.duration), comparison(Double(generator.number(0...20) * 250), 5_000))
        case 6, 7: return named(event)
        default:
            if let number = value.number {
                return .number(.path(keys), comparison(number, number + Double(generator.number(-2...2))))
            }
            return .text(.path(keys), pattern(of: value.string ?? Self.text(value)))
        }
    }

    private mutating func named(_ event: JSONObject) -> QueryCondition {
        let name = generator.one(of: QueryField.Name.allCases.filter { $0 != .duration })
        let text: String? =
            switch name {
            case .actor: event["actor"]?["id"]?.string
            case .type: event["actor"]?["type"]?.string
            case .onBehalfOf: event["actor"]?["on_behalf_of"]?["id"]?.string
            case .pii: "EMAIL"
            case .piiField: "input.b.0"
            case .train: generator.one(of: ["yes", "no"])
            case .resource: event["resource"].map { "\($0["type"]?.string ?? ""):\($0["id"]?.string ?? "")" }
            case .trace: event["metadata"]?["trace_id"]?.string
            case .request: event["metadata"]?["request_id"]?.string
            default:
                ["\(name.rawValue)", "\(name.rawValue)_id", "storage_\(name.rawValue)"]
                    .map { $0.replacing("-", with: "_").replacing("surface_id_id", with: "surface_id") }
                    .compactMap { event[$0]?.string }.first
            }
        return .text(.named(name), pattern(of: text ?? "u_1"))
    }

    private mutating func words(of text: String) -> QueryCondition {
        let scalars = Array(text.unicodeScalars)
        let start = generator.chance(1, in: 2) ? 0 : generator.number(0...scalars.count)
        let end = generator.chance(1, in: 2) ? scalars.count : generator.number(start...scalars.count)
        var part = String.UnicodeScalarView()
        part.append(contentsOf: scalars[start..<end])
        let sought = generator.chance(1, in: 4) ? String(part).uppercased() : String(part)
        let hasWord = sought.unicodeScalars.contains { $0.properties.isAlphabetic || $0.properties.numericType != nil }
        return .words(hasWord ? sought : "create", isPrefix: generator.chance(1, in: 3))
    }

    private mutating func pattern(of text: String) -> TextPattern {
        var pieces = [""]
        for scalar in text.unicodeScalars {
            switch generator.number(0...11) {
            case 0: pieces.append("")
            case 1: pieces += ["", String(scalar)]
            default: pieces[pieces.count - 1].unicodeScalars.append(scalar)
            }
        }
        return generator.chance(1, in: 3) ? TextPattern(literal: text) : TextPattern(pieces: pieces)
    }

    private mutating func comparison<Value>(_ first: Value, _ last: Value) -> Comparison<Value> {
        switch generator.number(0...5) {
        case 0: .equal(first)
        case 1: .less(first)
        case 2: .lessOrEqual(first)
        case 3: .greater(first)
        case 4: .greaterOrEqual(first)
        default: .between(first, last)
        }
    }

    private mutating func time() -> QueryTime {
        switch generator.number(0...4) {
        case 0: .ago(generator.number(0...4), generator.one(of: QueryTime.Unit.allCases))
        case 1: generator.one(of: [.now, .today, .yesterday])
        case 2: .written(Timestamp("2026-11-0\(generator.number(1...8))T00:00:00Z")!, .day)
        case 3: .written(Timestamp("202\(generator.number(4...6))-01-01T00:00:00Z")!, .year)
        default: .written(Self.now, generator.one(of: [.minute, .second, .microsecond]))
        }
    }

    private static func scalars(in value: JSONValue, _ keys: [String]) -> [(keys: [String], value: JSONValue)] {
        switch value {
        case .object(let object): object.members.flatMap { scalars(in: $0.value, keys + [$0.key]) }
        case .array(let items): items.flatMap { scalars(in: $0, keys) }
        default: [(keys, value)]
        }
    }

    private static func text(_ value: JSONValue) -> String { String(decoding: value.canonicalBytes(), as: UTF8.self) }
}
