import AuditEvents
package import AuditQuery

/// Queries of every shape in normal form, most of which no event fulfils: for parser and printer.
package struct RandomQuery {
    package var generator: SeededGenerator

    package init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    package mutating func query() -> EventQuery { EventQuery(expression(depth: 4)) }

    private mutating func expression(depth: Int) -> QueryExpression {
        switch generator.number(0...(depth > 0 ? 9 : 5)) {
        case 0 where generator.chance(1, in: 4): return .all
        case 0...5: return .condition(condition())
        case 6: return .not(expression(depth: depth - 1))
        case let kind:
            var parts: [QueryExpression] = []
            for _ in 0..<generator.number(0...4) { parts.append(expression(depth: depth - 1)) }
            return kind == 7 ? .or(parts) : .and(parts)
        }
    }

    private mutating func condition() -> QueryCondition {
        switch generator.number(0...6) {
        case 0, 1: return words()
        case 2:
            let name = generator.one(of: QueryField.Name.allCases.filter { $0 != .duration })
            return .text(.named(name), pattern(of: name))
        case 3: return .text(path(), pattern())
        case 4:
            let field = generator.chance(1, in: 3) ? QueryField.named(.duration) : path()
            var numbers = comparison(of: { $0.quantity() })
            // Of a path, one number alone is a text, and a stretch of one number is that number.
            if case .path = field, case .between(let first, let last) = numbers, first == last {
                numbers = .equal(first)
            }
            return .number(field, numbers)
        case 5: return .severity(comparison(of: { $0.one(of: Severity.allCases) }))
        default:
            var times = comparison(of: { $0.time() })
            if case .between(.written, .written(let last, let precision)) = times {
                times = .between(.written(Timestamp("0001-01-01T00:00:00Z")!, .year), .written(last, precision))
            }
            return .time(generator.one(of: QueryField.Moment.allCases), times)
        }
    }

    private mutating func words() -> QueryCondition {
        // What is looked for has a letter.
        let isPrefix = generator.chance(1, in: 3)
        return .words(generator.text(0...4) + "a" + generator.text(0...4), isPrefix: isPrefix)
    }

    private mutating func path() -> QueryField {
        if generator.chance(1, in: 6) {
            return .path([generator.one(of: ["utm_source", "seo_title", "asset_alt_text"])])
        }
        let root = generator.one(of: ["input", "output", "metadata", "usage"])
        let keys = generator.some(1...3) { $0.text(0...4) }
        // A few names in metadata have a field of their own.
        return .path([root] + (root == "metadata" ? ["own"] : []) + keys)
    }

    private mutating func pattern(of name: QueryField.Name) -> TextPattern {
        switch name {
        case .type: TextPattern(literal: generator.one(of: Actor.Kind.allCases).rawValue)
        case .outcome: TextPattern(literal: generator.one(of: Outcome.allCases).rawValue)
        case .storageClass: TextPattern(literal: generator.one(of: StorageClass.allCases).rawValue)
        case .trainReason: TextPattern(literal: generator.one(of: TrainReason.allCases).rawValue)
        case .train: TextPattern(literal: generator.one(of: ["yes", "no"]))
        case .pii: TextPattern(pieces: pattern().pieces.map { $0.uppercased() })
        default: pattern()
        }
    }

    private mutating func pattern() -> TextPattern { TextPattern(pieces: generator.some(1...3) { $0.text(0...5) }) }

    private mutating func comparison<Value>(
        of value: (inout SeededGenerator) -> Value
    ) -> Comparison<Value> {
        let first = value(&generator)
        switch generator.number(0...5) {
        case 0: return .equal(first)
        case 1: return .less(first)
        case 2: return .lessOrEqual(first)
        case 3: return .greater(first)
        case 4: return .greaterOrEqual(first)
        default: return .between(first, value(&generator))
        }
    }
}

extension SeededGenerator {
    private static let letters = Array("aBcOR".unicodeScalars)
    private static let special = Array("\"\\*()<>=-_.:/, \t\n\r0159éß東\u{301}👋\u{0}\u{A0}".unicodeScalars)

    /// Letters, whatever the language gives a meaning, and anything at all.
    package mutating func text(_ count: ClosedRange<Int>) -> String {
        var text = String.UnicodeScalarView()
        for _ in 0..<number(count) {
            switch number(0...9) {
            case 0...4: text.append(one(of: Self.letters))
            case 5...8: text.append(one(of: Self.special))
            default: text.append(scalar())
            }
        }
        return String(text)
    }

    package mutating func scalar() -> Unicode.Scalar {
        while true {
            if let scalar = Unicode.Scalar(UInt32(number(0...(chance(1, in: 2) ? 0x2FF : 0x10FFFF)))) { return scalar }
        }
    }

    package mutating func quantity() -> Double {
        switch number(0...3) {
        case 0: return Double(number(-5...5))
        case 1: return Double(number(-99_999...99_999)) / 1000
        default:
            let value = Double(bitPattern: next())
            return value.isFinite && value != 0 ? value : 7
        }
    }

    package mutating func time() -> QueryTime {
        switch number(0...4) {
        case 0: return .now
        case 1: return one(of: [.today, .yesterday])
        case 2: return .ago(number(0...999_999_999), one(of: QueryTime.Unit.allCases))
        default:
            let precision = one(of: QueryTime.Precision.allCases)
            let moment = Timestamp(microseconds: Int64(number(-62_135_596_800_000_000...253_402_300_799_999_999)))
            let width = [4, 7, 10, 16, 19, 26][precision.rawValue]
            let rest = "0001-01-01T00:00:00.000000Z".dropFirst(width)
            return .written(Timestamp("\(String(moment.description).prefix(width))\(rest)")!, precision)
        }
    }
}
