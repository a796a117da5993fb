/// Makes questions from events that are there: values come as often as they do in events, and half of the questions are the
/// largest tenant's.
struct QuestionDice {
    private typealias Condition = SearchQuestion.Condition

    private var dice: EventDice
    private let events: Int
    private let each: Int

    /// - Parameters:
    ///   - events: In the store.
    ///   - each: Questions of a kind.
    init(seed: UInt64, events: Int, each: Int) {
        dice = EventDice(seed: seed)
        (self.events, self.each) = (events, each)
    }

    private mutating func event(where isWanted: (SearchEvent) -> Bool = { _ in true }) -> SearchEvent {
        for _ in 0..<100_000 {
            let event = SearchEvent(dice.int(0...events - 1))
            if isWanted(event) { return event }
        }
        return SearchEvent(0)
    }

    private mutating func kind(
        _ name: String, _ form: SearchQuestion.Form = .page,
        _ make: (inout QuestionDice) -> (tenant: Int, conditions: [SearchQuestion.Condition])
    ) throws -> (name: String, questions: [SearchQuestion]) {
        var questions: [SearchQuestion] = []
        for _ in 0..<each {
            let (tenant, conditions) = make(&self)
            questions.append(try SearchQuestion(form, conditions, tenant: tenant))
        }
        return (name, questions)
    }

    private static func isTail(_ event: SearchEvent) -> Bool {
        event.actor.hasPrefix("u_") && Int(event.actor.dropFirst(3)) ?? 0 > 2_000
    }

    // MARK: Kinds

    mutating func fields() throws -> [(name: String, questions: [SearchQuestion])] {
        [
            try kind("actor") { $0.event { !Self.isTail($0) }.asked(\.actorIs) },
            try kind("rare actor") { $0.event(where: Self.isTail).asked(\.actorIs) },
            try kind("action") { $0.event().asked(\.actionIs) },
            try kind("rare action") { $0.event { SearchEvent.rareActions.contains($0.action) }.asked(\.actionIs) },
            try kind("resource") { $0.event().asked(\.resourceIs) },
            try kind("request id") { $0.event().asked(\.requestIs) },
            try kind("trace") { $0.event().asked(\.traceIs) },
            try kind("outcome, actor") { $0.event { $0.outcome != "success" }.asked(\.outcomeIs, \.actorIs) },
            try kind("action, actor") { dice in
                // Of two events: that both are frequent does not mean that they meet.
                let (one, other) = (dice.event(), dice.event())
                return (one.tenant, [one.actorIs, other.actionIs])
            },
            try kind("not success, action") { $0.event().asked(\.isNoSuccess, \.actionIs) },
            try kind("metadata path") { $0.event().asked(\.regionIs) },
            try kind("metadata path, action") { $0.event().asked(\.versionIs, \.actionIs) },
            try kind("metadata path, actor") { $0.event().asked(\.hostIs, \.actorIs) },
            try kind("action:area.*") { $0.event().asked(\.areaIs) },
            try kind("action:area.*, outcome") { $0.event { $0.outcome != "success" }.asked(\.areaIs, \.outcomeIs) },
            try kind("action:area.*, actor") { dice in
                let (one, other) = (dice.event(), dice.event())
                return (one.tenant, [one.actorIs, other.areaIs])
            },
        ]
    }

    mutating func texts() throws -> [(name: String, questions: [SearchQuestion])] {
        func any(_ event: SearchEvent, _ dice: inout QuestionDice) -> SearchQuestion.Condition {
            .word(event.words[dice.dice.int(0...event.words.count - 1)])
        }
        return [
            try kind("word, action") { dice in
                let event = dice.event()
                return (event.tenant, [any(event, &dice), event.actionIs])
            },
            try kind("word, actor") { dice in
                let event = dice.event()
                return (event.tenant, [any(event, &dice), event.actorIs])
            },
            try kind("word, outcome") { dice in
                let event = dice.event { $0.outcome != "success" }
                return (event.tenant, [any(event, &dice), event.outcomeIs])
            },
            try kind("rare word, action") { dice in
                let event = dice.event()
                return (
                    event.tenant,
                    [.word(SearchEvent.word(dice.dice.int(2_000...SearchEvent.vocabulary))), event.actionIs]
                )
            },
            try kind("two words, outcome") { dice in
                let event = dice.event()
                return (event.tenant, [any(event, &dice), any(event, &dice), event.outcomeIs])
            },
            try kind("beginning of a word, action") { dice in
                let event = dice.event()
                let word = event.words.max { $0.count < $1.count } ?? ""
                return (event.tenant, [.prefix(String(word.prefix(5))), event.actionIs])
            },
        ]
    }

    mutating func histograms() throws -> [(name: String, questions: [SearchQuestion])] {
        func day(_ dice: inout QuestionDice) -> SearchQuestion.Condition {
            .day(dice.dice.int(0...SearchStore.days - 1))
        }
        return [
            try kind("a day", .histogram) { dice in (dice.event().tenant, [day(&dice)]) },
            try kind("a day, action", .histogram) { dice in
                let event = dice.event()
                return (event.tenant, [day(&dice), event.actionIs])
            },
            try kind("a day, not success", .histogram) { dice in
                let event = dice.event()
                return (event.tenant, [day(&dice), event.isNoSuccess])
            },
            try kind("a day, action:area.*", .histogram) { dice in
                let event = dice.event()
                return (event.tenant, [day(&dice), event.areaIs])
            },
        ]
    }

    mutating func counts() throws -> [(name: String, questions: [SearchQuestion])] {
        [
            try kind("total of action", .total) { $0.event().asked(\.actionIs) },
            try kind("total of actor", .total) { $0.event().asked(\.actorIs) },
            try kind("facet of everything", .facet) { ($0.event().tenant, []) },
            try kind("facet of actor", .facet) { $0.event().asked(\.actorIs) },
        ]
    }
}

extension SearchEvent {
    fileprivate func asked(_ conditions: (SearchEvent) -> SearchQuestion.Condition...) -> (
        tenant: Int, conditions: [SearchQuestion.Condition]
    ) {
        (tenant, conditions.map { $0(self) })
    }

    fileprivate var actorIs: SearchQuestion.Condition { .field("actor", column: "actor", actor) }
    fileprivate var actionIs: SearchQuestion.Condition { .field("action", column: "action", action) }
    fileprivate var resourceIs: SearchQuestion.Condition {
        .field("resource", column: "resource", "\(resourceType):\(resourceID)")
    }
    fileprivate var outcomeIs: SearchQuestion.Condition { .field("outcome", column: "outcome", outcome) }
    fileprivate var isNoSuccess: SearchQuestion.Condition { .other(than: "success", field: "outcome") }
    fileprivate var requestIs: SearchQuestion.Condition { .field("request", column: "request_id", requestID) }
    fileprivate var traceIs: SearchQuestion.Condition { .field("trace", column: "trace_id", traceID) }
    fileprivate var regionIs: SearchQuestion.Condition { .metadata(metadata[0].key, metadata[0].value) }
    fileprivate var versionIs: SearchQuestion.Condition { .metadata(metadata[1].key, metadata[1].value) }
    fileprivate var hostIs: SearchQuestion.Condition { .metadata(metadata[2].key, metadata[2].value) }
    fileprivate var areaIs: SearchQuestion.Condition { .area(String(action.prefix { $0 != "." })) }
}
