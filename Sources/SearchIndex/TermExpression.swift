/// Terms, and how they hang together: what the inverted index is asked.
indirect enum TermExpression: Hashable, Sendable {
    case all, none
    case term([UInt8])
    /// Any term that begins so.
    case beginning([UInt8])
    case and([TermExpression])
    case or([TermExpression])
    case not(TermExpression)

    static func every(_ parts: [TermExpression]) -> TermExpression {
        if parts.contains(.none) { return .none }
        let kept = parts.filter { $0 != .all }
        return kept.isEmpty ? .all : kept.count == 1 ? kept[0] : .and(kept)
    }

    static func any(_ parts: [TermExpression]) -> TermExpression {
        if parts.contains(.all) { return .all }
        let kept = parts.filter { $0 != .none }
        return kept.isEmpty ? .none : kept.count == 1 ? kept[0] : .or(kept)
    }

    var negated: TermExpression {
        switch self {
        case .all: .none
        case .none: .all
        case .not(let inner): inner
        default: .not(self)
        }
    }

    /// Whether any part of it asks for more than single terms: FTS5 reads all that begin so before the first answer.
    var hasBeginning: Bool {
        switch self {
        case .all, .none, .term: false
        case .beginning: true
        case .and(let parts), .or(let parts): parts.contains(where: \.hasBeginning)
        case .not(let inner): inner.hasBeginning
        }
    }

    /// At least what it finds, without any beginning.
    var relaxed: TermExpression {
        switch self {
        case .all, .none, .term: self
        case .beginning: .all
        case .and(let parts): .every(parts.map(\.relaxed))
        case .or(let parts): .any(parts.map(\.relaxed))
        case .not(let inner): inner.hasBeginning ? .all : self
        }
    }

    /// In the query language of FTS5 (<https://sqlite.org/fts5.html#full_text_query_syntax>): every term in quotation marks.
    ///
    /// - Returns: nil for `all` and `none`, which ask the index nothing.
    var match: [UInt8]? {
        switch self {
        case .all, .none: nil
        default: written
        }
    }

    private var written: [UInt8] {
        switch self {
        case .all: return Self.quoted(Term.any)
        // No term is empty, and FTS5 finds nothing by an empty phrase.
        case .none: return Array("\"\"".utf8)
        case .term(let bytes): return Self.quoted(bytes)
        case .beginning(let bytes): return Self.quoted(bytes) + Array(" *".utf8)
        case .or(let parts): return Self.joined(parts.map(\.written), " OR ")
        case .not(let inner): return Self.joined([Self.quoted(Term.any), inner.written], " NOT ")
        case .and(let parts):
            let wanted = parts.filter { !$0.isNegation }.map(\.written)
            let excluded = parts.compactMap { part in
                if case .not(let inner) = part { inner.written } else { nil }
            }
            let base = wanted.isEmpty ? Self.quoted(Term.any) : Self.joined(wanted, " AND ")
            return excluded.isEmpty ? base : Self.joined([base, Self.joined(excluded, " OR ")], " NOT ")
        }
    }

    private var isNegation: Bool {
        if case .not = self { true } else { false }
    }

    private static func joined(_ parts: [[UInt8]], _ word: String) -> [UInt8] {
        parts.count == 1 ? parts[0] : [UInt8(ascii: "(")] + parts.joined(separator: word.utf8) + [UInt8(ascii: ")")]
    }

    private static func quoted(_ bytes: [UInt8]) -> [UInt8] {
        let mark = UInt8(ascii: "\"")
        return [mark] + bytes.flatMap { $0 == mark ? [mark, mark] : [$0] } + [mark]
    }
}
