public import AuditEvents
public import NexusAudit

extension SearchIndex {
    /// How a question would be answered, for people who wonder.
    ///
    /// - Returns: `{"query", "exact", "terms", "recorded_from", "recorded_to", "indexed"}`: the query in normal form, whether the
    ///   index alone can tell which events match, what it is asked, and how many events it holds.
    public func explanation(of scope: SearchScope) async throws(AuditError) -> JSONObject {
        let question = try await question(scope)
        let indexed = try await sizes().values.reduce(0, +)
        let recorded = question.plan.recorded
        func moment(_ microseconds: Int64, _ open: Int64) -> JSONValue {
            microseconds == open ? .null : .string("\(Timestamp(microseconds: microseconds))")
        }
        return [
            "query": .string("\(scope.query)"), "exact": .bool(question.plan.isExact),
            "terms": .string(question.plan.terms.readable),
            "recorded_from": moment(recorded.lowerBound, .min), "recorded_to": moment(recorded.upperBound, .max),
            "indexed": .number(Double(indexed)),
        ]
    }
}

extension TermExpression {
    /// For people: terms in angle brackets, with a star where more may follow.
    var readable: String {
        switch self {
        case .all: "everything"
        case .none: "nothing"
        case .term(let bytes): "<\(Self.text(bytes))>"
        case .beginning(let bytes): "<\(Self.text(bytes))*>"
        case .and(let parts): parts.map { $0.isList ? "(\($0.readable))" : $0.readable }.joined(separator: " AND ")
        case .or(let parts): parts.map { $0.isList ? "(\($0.readable))" : $0.readable }.joined(separator: " OR ")
        case .not(let inner): "NOT \(inner.isList ? "(\(inner.readable))" : inner.readable)"
        }
    }

    private var isList: Bool {
        switch self {
        case .and, .or: true
        default: false
        }
    }

    private static func text(_ bytes: [UInt8]) -> String {
        String(decoding: bytes.map { $0 < 0x20 ? UInt8(ascii: "|") : $0 }, as: UTF8.self)
    }
}
