public import AuditEvents

/// Tells whether an event is what a query asks for: reads nothing but the event.
///
/// This is what the query language means; an index is a faster way to the same answer.
public struct QueryMatcher: Sendable {
    let check: Check

    /// - Parameter now: What `-24h` and `today` are counted from.
    public init(_ query: EventQuery, now: Timestamp) { check = Check(query.expression, now: now) }

    /// - Parameter leaf: A stored event's canonical bytes.
    /// - Throws: `malformed` for bytes that are no event.
    public func matches(_ leaf: [UInt8]) throws(AuditError) -> Bool {
        var document = QueryDocument()
        return try matches(leaf, &document)
    }

    /// Reuses a document's memory.
    ///
    /// - Parameter look: Called with the event while it is taken apart, if it matches.
    package func matches(
        _ leaf: [UInt8], _ document: inout QueryDocument, look: (borrowing QueryDocument) -> Void = { _ in }
    ) throws(AuditError) -> Bool {
        let result = leaf.withUnsafeBufferPointer { bytes in
            Result { () throws(AuditError) in
                try document.read(bytes)
                var words = Words()
                guard check.holds(for: document, &words) else { return false }
                look(document)
                return true
            }
        }
        return try result.get()
    }
}

/// A query's expression with its times resolved and its words folded.
indirect enum Check: Sendable {
    case all
    case and([Check])
    case or([Check])
    case not(Check)
    case text(QueryField, BytePattern)
    case number(QueryField, Comparison<Double>)
    case time(QueryField.Moment, Range<Int64>)
    case severity(Set<[UInt8]>)
    case words(SoughtWords, id: [UInt8]?)

    init(_ expression: QueryExpression, now: Timestamp) {
        switch expression {
        case .all: self = .all
        case .and(let parts): self = .and(parts.map { Check($0, now: now) })
        case .or(let parts): self = .or(parts.map { Check($0, now: now) })
        case .not(let part): self = .not(Check(part, now: now))
        case .condition(.text(let field, let pattern)): self = .text(field, BytePattern(pattern))
        case .condition(.number(let field, let comparison)): self = .number(field, comparison)
        case .condition(.time(let moment, let comparison)): self = .time(moment, comparison.microseconds(now: now))
        case .condition(.severity(let comparison)):
            self = .severity(Set(comparison.severities.map { Array($0.rawValue.utf8) }))
        case .condition(.words(let text, let isPrefix)):
            self = .words(SoughtWords(text, isPrefix: isPrefix), id: isPrefix ? nil : Array(text.utf8))
        }
    }

    func holds(for event: borrowing QueryDocument, _ words: inout Words) -> Bool {
        switch self {
        case .all: return true
        case .and(let parts):
            for part in parts where !part.holds(for: event, &words) { return false }
            return true
        case .or(let parts):
            for part in parts where part.holds(for: event, &words) { return true }
            return false
        case .not(let part): return !part.holds(for: event, &words)
        case .text(.named(.resource), let pattern): return event.resourceTexts().contains { pattern.matches($0) }
        case .text(.named(.train), let pattern):
            return Self.contains(.named(.train), in: event) { place in
                pattern.matches(event.tape.bool(place) ? "yes" : "no")
            }
        case .text(let field, let pattern):
            return Self.contains(field, in: event) { event.withText($0) { pattern.matches($0) } }
        case .number(let field, let comparison):
            return Self.contains(field, in: event) { place in event.number(place).map(comparison.holds) ?? false }
        case .time(let moment, let range):
            guard let place = event.member(moment.member) else { return false }
            return Timestamp(event.tape.string(place)).map { range.contains($0.microseconds) } ?? false
        case .severity(let names):
            return event.member(.severity).map { event.withText($0) { names.contains(Array($0)) } } ?? false
        case .words(let sought, let id):
            if let id, Self.hasID(id, event) { return true }
            return event.containsText { place in
                event.withText(place) { words.read($0) }
                return sought.isFound(in: words)
            }
        }
    }

    static func contains(
        _ field: QueryField, in event: borrowing QueryDocument, where body: (Int) -> Bool
    ) -> Bool {
        switch field {
        case .named(let name): event.contains(name, where: body)
        case .path(let keys): event.contains(path: keys, where: body)
        }
    }

    private static func hasID(_ id: [UInt8], _ event: borrowing QueryDocument) -> Bool {
        for name in QueryField.Name.ids {
            if event.contains(name, where: { place in event.withText(place) { $0.elementsEqual(id) } }) { return true }
        }
        return false
    }
}

extension QueryField.Moment {
    /// The event's member that holds it.
    package var member: RootMember {
        switch self {
        case .created: .recordedAt
        case .time: .time
        }
    }
}

/// A pattern as bytes.
struct BytePattern: Sendable {
    private let pieces: [[UInt8]]

    init(_ pattern: TextPattern) { pieces = pattern.pieces.map { Array($0.utf8) } }

    func matches(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { matches($0) }
    }

    func matches(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard pieces.count > 1 else { return text.elementsEqual(pieces[0]) }
        let (first, last) = (pieces[0], pieces[pieces.count - 1])
        guard text.count >= first.count + last.count, text.starts(with: first),
            text.suffix(last.count).elementsEqual(last)
        else { return false }
        // Between the ends every piece is taken where it first stands: if any way fits, this one does.
        var start = first.count
        let end = text.count - last.count
        for piece in pieces.dropFirst().dropLast() {
            guard let found = Self.first(piece, in: text, start..<end) else { return false }
            start = found + piece.count
        }
        return true
    }

    private static func first(_ piece: [UInt8], in text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int? {
        guard piece.count <= range.count else { return nil }
        for start in range.lowerBound...(range.upperBound - piece.count)
        where text[start] == piece[0] && text[start..<(start + piece.count)].elementsEqual(piece) {
            return start
        }
        return nil
    }
}
