import AuditEvents
import AuditQuery
import NexusAudit

/// What a query asks of the index: terms, a stretch of the order of events, and whether that is all.
struct SearchPlan: Sendable {
    /// Finds at least the events that match.
    var terms: TermExpression
    /// The moments of `recorded_at`, in microseconds.
    var recorded: Range<Int64>
    /// Whether what is found matches, so that nothing has to be read to know it.
    var isExact: Bool

    /// The same without what FTS5 would have to gather first; finds more. nil where there is nothing of the kind.
    var relaxed: SearchPlan? {
        guard terms.hasBeginning else { return nil }
        var plan = self
        plan.terms = terms.relaxed
        plan.isExact = false
        return plan
    }

    static let always: Range<Int64> = .min..<Int64.max

    init(_ query: EventQuery, tenant: TenantID?, now: Timestamp) {
        var recorded = Self.always
        var parts: [Bounds] = []
        // What is asked of `created` beside everything else is a stretch of the order; elsewhere it must be looked at.
        let factors = if case .and(let factors) = query.expression { factors } else { [query.expression] }
        for factor in factors {
            if case .condition(.time(.created, let comparison)) = factor {
                recorded = recorded.clamped(to: comparison.microseconds(now: now))
            } else {
                parts.append(Bounds(factor, now: now))
            }
        }
        let bounds = Bounds(every: parts)
        let own = tenant.map { TermExpression.term(Bounds.named(.tenant, Array("\($0)".utf8))) } ?? .all
        terms = recorded.isEmpty ? .none : .every([own, bounds.over])
        self.recorded = recorded
        isExact = bounds.isExact
    }
}

/// Terms for a part of a query, from above and from below.
///
/// Not everything that can be asked is a term: a text in the middle of another is not. Then `over` finds more than matches,
/// and `under` less, so that the negation of such a part still finds everything.
private struct Bounds {
    var over: TermExpression
    var under: TermExpression
    var isExact: Bool { over == under }

    init(_ exact: TermExpression) {
        over = exact
        under = exact
    }

    init(over: TermExpression, under: TermExpression = .none) {
        self.over = over
        self.under = under
    }

    init(every parts: [Bounds]) {
        over = .every(parts.map(\.over))
        under = .every(parts.map(\.under))
    }

    init(any parts: [Bounds]) {
        over = .any(parts.map(\.over))
        under = .any(parts.map(\.under))
    }

    var negated: Bounds {
        var bounds = self
        (bounds.over, bounds.under) = (under.negated, over.negated)
        return bounds
    }

    init(_ expression: QueryExpression, now: Timestamp) {
        switch expression {
        case .all: self.init(.all)
        case .and(let parts): self.init(every: parts.map { Bounds($0, now: now) })
        case .or(let parts): self.init(any: parts.map { Bounds($0, now: now) })
        case .not(.condition(.text(.named(let name), let pattern)))
        where name.choices != nil && pattern.literal != nil:
            // Not one of them is one of the others, of which there are fewer: `-outcome:success` is the rare case.
            let others = (name.choices ?? []).filter { $0 != pattern.literal }
            self.init(.any(others.map { .term(Self.named(name, Array($0.utf8))) }))
        case .not(let part): self = Bounds(part, now: now).negated
        case .condition(.text(let field, _)) where !field.isIndexed: self.init(over: .all)
        case .condition(.number(let field, _)) where !field.isIndexed: self.init(over: .all)
        case .condition(.text(let field, let pattern)): self = Self.text(field, pattern)
        case .condition(.number(let field, let comparison)): self = Self.number(field, comparison)
        case .condition(.severity(let comparison)):
            self.init(.any(comparison.severities.map { .term([Term.severity, UInt8(ascii: "0") + UInt8($0.rank)]) }))
        case .condition(.time(.created, _)): self.init(over: .all)
        case .condition(.time(.time, let comparison)): self = Self.hours(comparison.microseconds(now: now))
        case .condition(.words(let text, let isPrefix)): self = Self.words(text, isPrefix)
        }
    }

    /// A term as the index has it.
    static func named(_ name: QueryField.Name, _ text: [UInt8]) -> [UInt8] {
        Term.stored([Term.letter(of: name)] + text)
    }

    /// What stands before the text of a field in its terms.
    private static func stem(_ field: QueryField) -> [UInt8] {
        switch field {
        case .named(let name): [Term.letter(of: name)]
        case .path(let keys): path(keys) + [Term.textMark]
        }
    }

    private static func path(_ keys: [String]) -> [UInt8] {
        [Term.path] + Array(keys.map { Array($0.utf8) }.joined(separator: [Term.separator]))
    }

    private static func text(_ field: QueryField, _ pattern: TextPattern) -> Bounds {
        let stem = stem(field)
        guard case .path = field else {
            if let literal = pattern.literal { return Bounds(.term(Term.stored(stem + Array(literal.utf8)))) }
            if field == .named(.action), pattern.isBeginningOnly, pattern.beginning.hasSuffix(".") {
                return Bounds(.term(Term.stored([Term.actionArea] + Array(pattern.beginning.utf8.dropLast()))))
            }
            return beginning(stem + Array(pattern.beginning.utf8), isAll: pattern.isBeginningOnly)
        }
        if let literal = pattern.literal {
            if literal.utf8.count <= Term.maximumText { return Bounds(.term(Term.stored(stem + Array(literal.utf8)))) }
            let tokens = SoughtWords.tokens(of: literal).prefix(16).map {
                TermExpression.term(Term.stored([Term.word] + $0))
            }
            return Bounds(over: .every([.term(Term.stored(stem + Term.longText(literal.utf8)))] + tokens))
        }
        let short = beginning(stem + Array(pattern.beginning.utf8), isAll: pattern.isBeginningOnly)
        // Where a long text is cut, it is among what begins so.
        if pattern.beginning.utf8.count <= Term.longBeginning { return short }
        let long = TermExpression.term(Term.stored(stem + Term.longText(pattern.beginning.utf8)))
        return Bounds(over: .any([short.over, long]), under: short.under)
    }

    /// - Parameter isAll: Whether nothing else is asked of the term.
    private static func beginning(_ bytes: [UInt8], isAll: Bool) -> Bounds {
        // Of a long term the index has only so much in the clear; what is cut there is looked at.
        let kept = Array(Term.stored(bytes).prefix(Term.keptLength))
        return isAll && bytes.count <= Term.keptLength
            ? Bounds(.beginning(kept)) : Bounds(over: .beginning(kept))
    }

    private static func number(_ field: QueryField, _ comparison: Comparison<Double>) -> Bounds {
        let stem: [UInt8] =
            switch field {
            case .named(let name): [Term.letter(of: name)]
            case .path(let keys): path(keys) + [Term.numberMark]
            }
        let (least, greatest) = (Term.sortable(-.greatestFiniteMagnitude), Term.sortable(.greatestFiniteMagnitude))
        let range: (UInt64, UInt64) =
            switch comparison.map(Term.sortable) {
            case .equal(let value): (value, value)
            case .less(let value): (least, value - 1)
            case .lessOrEqual(let value): (least, value)
            case .greater(let value): (value + 1, greatest)
            case .greaterOrEqual(let value): (value, greatest)
            case .between(let first, let last): (first, last)
            }
        // A path so long that its numbers are cut off is looked at.
        guard stem.count + 16 <= Term.maximumLength else { return beginning(stem, isAll: false) }
        let beginnings = Term.beginnings(from: range.0, through: range.1)
        return Bounds(.any(beginnings.map { $0.count == 16 ? .term(stem + $0) : .beginning(stem + $0) }))
    }

    private static func hours(_ moments: Range<Int64>) -> Bounds {
        guard !moments.isEmpty else { return Bounds(.none) }
        let first = UInt64(moments.lowerBound == .min ? 0 : Term.hour(of: moments.lowerBound))
        let last = UInt64(moments.upperBound == .max ? .max : Term.hour(of: moments.upperBound - 1))
        let beginnings = Term.beginnings(from: first, through: last, count: 8)
        return Bounds(over: .any(beginnings.map { .beginning([Term.hour] + $0) }))
    }

    private static func words(_ text: String, _ isPrefix: Bool) -> Bounds {
        let sought = SoughtWords(text, isPrefix: isPrefix)
        let tokens = sought.certainTokens.map { token in
            token.isPrefix
                ? beginning([Term.word] + token.bytes, isAll: true)
                : Bounds(.term(Term.stored([Term.word] + token.bytes)))
        }
        var found = Bounds(every: tokens)
        if case .phrase = sought { found.under = .none }
        guard !isPrefix else { return found }
        let ids = QueryField.Name.ids.map { Bounds(.term(named($0, Array(text.utf8)))) }
        return Bounds(any: [found] + ids)
    }
}
