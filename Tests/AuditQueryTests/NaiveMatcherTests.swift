import AuditEvents
import AuditQuery
import QueryTesting
import Testing

/// The matcher against the language said once more, plainly.
@Suite(.timeLimit(.minutes(5))) struct NaiveMatcherTests {
    @Test("Random queries about random events match as the plain matcher says", arguments: 1...8 as ClosedRange<UInt64>)
    func agree(seed: UInt64) throws {
        var random = RandomEvents(seed: seed)
        var (matches, all) = (0, 0)
        for _ in 0..<25 {
            let events = (0..<8).map { _ in random.event() }
            let leaves = events.map { $0.canonicalBytes() }
            for _ in 0..<12 {
                let query = random.query(about: random.generator.one(of: events))
                let matcher = QueryMatcher(query, now: RandomEvents.now)
                for (event, leaf) in zip(events, leaves) {
                    let expected = NaiveMatcher(event, now: RandomEvents.now).matches(query)
                    #expect(
                        try matcher.matches(leaf) == expected, "\(query) of \(String(decoding: leaf, as: UTF8.self))")
                    if !expected { continue }
                    matches += 1
                    #expect(try matcher.highlights(leaf).count <= QueryMatcher.maximumHighlights)
                }
                all += events.count
            }
        }
        // What matches seldom shows little.
        #expect((all / 5...all * 4 / 5).contains(matches))
    }

    @Test("The words of random texts are those of the plain rule", arguments: 1...4 as ClosedRange<UInt64>)
    func words(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<500 {
            let (text, sought) = (generator.text(0...24), generator.text(1...3))
            let isPrefix = generator.chance(1, in: 2)
            let query = EventQuery(.condition(.words(sought, isPrefix: isPrefix)))
            let found = NaiveWords(text).has(NaiveWords(sought), isPrefix: isPrefix)
            let event = Event([
                "action": "-", "actor": [:], "resource": .null, "metadata": [:], "utm_source": .string(text),
            ])
            let isID = !isPrefix && ["api", "a_7"].contains(sought)
            #expect(
                try QueryMatcher(query, now: Event.now).matches(event.leaf) == (found || isID), "\(sought) in \(text)")
        }
    }
}
