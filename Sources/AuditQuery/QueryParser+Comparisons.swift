import AuditEvents

/// `>5`, `<=5`, `1..5`, and what stands in them.
extension QueryParser {
    /// Whether a plain value behind a path would be read as a comparison of numbers.
    static func isNumeric(_ text: String) -> Bool {
        guard case .success(let comparison) = comparison(text, number) else { return false }
        if case .equal = comparison { return false }
        return true
    }

    private enum Failure: Error {
        /// The operator has nothing behind it, or what it has is not of the kind.
        case badValue
        case notOne
    }

    /// - Parameter read: Reads one value; nil if it is none.
    private static func comparison<Value>(
        _ text: String, _ read: (String) -> Value?
    ) -> Result<Comparison<Value>, Failure> {
        func one(_ rest: Substring, _ make: (Value) -> Comparison<Value>) -> Result<Comparison<Value>, Failure> {
            read(String(rest)).map { .success(make($0)) } ?? .failure(.badValue)
        }
        if text.hasPrefix(">=") { return one(text.dropFirst(2), Comparison.greaterOrEqual) }
        if text.hasPrefix("<=") { return one(text.dropFirst(2), Comparison.lessOrEqual) }
        if text.hasPrefix(">") { return one(text.dropFirst(), Comparison.greater) }
        if text.hasPrefix("<") { return one(text.dropFirst(), Comparison.less) }
        if let dots = dots(in: text) {
            let (first, last) = (text[..<dots.lowerBound], text[dots.upperBound...])
            switch (isOpen(first), isOpen(last)) {
            case (true, true): return .failure(.badValue)
            case (true, false): return one(last, Comparison.lessOrEqual)
            case (false, true): return one(first, Comparison.greaterOrEqual)
            case (false, false):
                guard let first = read(String(first)), let last = read(String(last)) else { return .failure(.badValue) }
                return .success(.between(first, last))
            }
        }
        return read(text).map { .success(.equal($0)) } ?? .failure(.notOne)
    }

    private static func isOpen(_ end: Substring) -> Bool { end.isEmpty || end == "*" }

    private static func dots(in text: String) -> Range<String.Index>? {
        var at = text.startIndex
        while at < text.endIndex {
            let next = text.index(after: at)
            if next < text.endIndex, text[at] == ".", text[next] == "." { return at..<text.index(after: next) }
            at = next
        }
        return nil
    }

    // MARK: Numbers

    /// A comparison of numbers behind a path; nil if the value is a text.
    func numbers(_ value: RawValue) throws(QueryError) -> Comparison<Double>? {
        guard let plain = value.plain else { return nil }
        let isComparison = plain.hasPrefix("<") || plain.hasPrefix(">")
        switch Self.comparison(plain, Self.number) {
        // A number alone is compared as it is written: an id of digits is no quantity.
        case .success(.equal): return nil
        case .success(.between(let first, let last)): return first == last ? .equal(first) : .between(first, last)
        case .success(let comparison): return comparison
        case .failure where isComparison:
            throw error("what is compared here is a number, as in >5, <=2.5 or 1..10", at: value.start)
        case .failure: return nil
        }
    }

    static func number(_ text: String) -> Double? {
        guard let first = text.utf8.first,
            first == UInt8(ascii: "-") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first),
            let last = text.utf8.last, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(last),
            text.utf8.allSatisfy({ "0123456789+-.eE".utf8.contains($0) }), let number = Double(text), number.isFinite
        else { return nil }
        return number == 0 ? 0 : number
    }

    /// Milliseconds; `ms`, `s`, `m` and `h` may stand behind.
    func durations(_ value: RawValue) throws(QueryError) -> Comparison<Double> {
        let result = value.plain.map { Self.comparison($0, Self.milliseconds) }
        guard case .success(let comparison) = result else {
            throw error(
                "a duration is a number of milliseconds, or 250ms, 1.5s, 2m, with >, >=, <, <= or ..", at: value.start)
        }
        return comparison
    }

    private static func milliseconds(_ text: String) -> Double? {
        for (unit, factor) in [("ms", 1.0), ("s", 1_000), ("m", 60_000), ("h", 3_600_000)] where text.hasSuffix(unit) {
            guard let number = number(String(text.dropLast(unit.count))) else { return nil }
            let product = number * factor
            return product.isFinite ? product : nil
        }
        return number(text)
    }

    // MARK: Severities and times

    func severities(_ value: RawValue) throws(QueryError) -> Comparison<Severity> {
        let result = value.plain.map { Self.comparison($0) { Severity(rawValue: $0.lowercased()) } }
        guard case .success(let comparison) = result else {
            let names = Severity.allCases.map(\.rawValue).joined(separator: ", ")
            throw error("severity is one of \(names), with >, >=, <, <= or .. where you like", at: value.start)
        }
        return comparison
    }

    func times(_ value: RawValue) throws(QueryError) -> Comparison<QueryTime> {
        let result = value.plain.map { Self.comparison($0, Self.time) }
        guard case .success(let comparison) = result else {
            throw error(
                "a time is 2026-11-01, 2026-11-01T10:30Z, -24h, today, yesterday or now, with >, >=, <, <= or ..",
                at: value.start)
        }
        if case .between(.written(let first, _), .written(let last, let precision)) = comparison,
            CalendarDate.end(of: last, precision) <= first.microseconds
        {
            throw error("this stretch of time ends before it begins", at: value.start)
        }
        return comparison
    }

    private static func time(_ text: String) -> QueryTime? {
        switch text {
        case "now": return .now
        case "today": return .today
        case "yesterday": return .yesterday
        default: break
        }
        if text.hasPrefix("-"), let last = text.last, let unit = QueryTime.Unit(rawValue: String(last)) {
            let digits = text.dropFirst().dropLast()
            guard (1...9).contains(digits.utf8.count), digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
                return nil
            }
            return Int(digits).map { .ago($0, unit) }
        }
        return CalendarDate.read(text)
    }
}
