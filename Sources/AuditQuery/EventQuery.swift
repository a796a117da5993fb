/// A question about events: what `actor:u_1 action:maybes.* -outcome:success "exact words"` says, as a value.
///
/// `Docs/Search.md` describes the language. Printing a query gives an expression that parses to the same query.
///
/// ```swift
/// let query = try EventQuery("actor:u_1 (outcome:denied OR severity:>=error) created:>-24h")
/// ```
public struct EventQuery: Hashable, Sendable {
    public let expression: QueryExpression

    /// UTF-8 bytes of an expression, at most.
    public static let maximumLength = 4_096
    /// Parentheses and negations within each other, at most.
    public static let maximumDepth = 32
    /// Conditions in one expression, at most.
    public static let maximumConditions = 128

    /// Every event.
    public static let all = EventQuery(.all)

    /// - Parameter expression: Is brought into normal form.
    public init(_ expression: QueryExpression) { self.expression = expression.normal }

    /// Reads an expression; an empty one asks for every event.
    ///
    /// - Throws: `QueryError` with the column at fault and what would be right.
    public init(_ text: String) throws(QueryError) {
        var parser = try QueryParser(text)
        self.init(try parser.parse())
    }

    /// Both this and another.
    public func and(_ other: EventQuery) -> EventQuery { EventQuery(.and([expression, other.expression])) }
}

extension EventQuery: CustomStringConvertible {
    /// The expression, parseable.
    public var description: String { QueryPrinter.text(expression) }
}

/// Conditions, and how they hang together.
public indirect enum QueryExpression: Hashable, Sendable {
    /// Every event.
    case all
    case and([QueryExpression])
    case or([QueryExpression])
    case not(QueryExpression)
    case condition(QueryCondition)

    /// The same with no list in a list of its kind, none of fewer than two, and no double negation.
    var normal: QueryExpression {
        switch self {
        case .all, .condition: return self
        case .not(let inner):
            if case .not(let twice) = inner.normal { return twice }
            return .not(inner.normal)
        case .and(let parts):
            let flat = parts.map(\.normal).flatMap { part in
                if case .and(let inner) = part { return inner }
                return part == .all ? [] : [part]
            }
            return flat.count > 1 ? .and(flat) : flat.first ?? .all
        case .or(let parts):
            let flat = parts.map(\.normal).flatMap { part in
                if case .or(let inner) = part { inner } else { [part] }
            }
            return flat.count > 1 ? .or(flat) : flat.first ?? .all
        }
    }
}

/// One thing that an event must fulfil.
public enum QueryCondition: Hashable, Sendable {
    /// Some value of the field is this text.
    case text(QueryField, TextPattern)
    /// Some value of the field is such a number; `duration` counts in milliseconds.
    case number(QueryField, Comparison<Double>)
    case time(QueryField.Moment, Comparison<QueryTime>)
    case severity(Comparison<QuerySeverity>)
    /// One word that some text of the event holds, or words that stand there one behind the other, or an id of the event;
    /// with `isPrefix` the last word may go on.
    case words(String, isPrefix: Bool)
}
