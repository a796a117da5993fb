import AuditEvents
import AuditQuery
import QueryTesting
import Testing

/// Where an event meets a query.
@Suite struct HighlightTests {
    @Test("A condition is met at a path, in a part of its value", arguments: places)
    func place(expression: String, path: String, marked: String) throws {
        let event = Event([
            "input": ["note": "Ship the Größe, 東京!", "list": [1, ["a", "two words"]], "x": ["n": 5]],
            "output": ["code": 404],
        ])
        let highlight = try #require(try event.highlights(expression).first)
        #expect(highlight.path == path)
        #expect(highlight.marked == marked)
    }

    @Test(
        "Each condition that is met is marked once, those that are not or are excluded never",
        arguments: [
            ("actor:a_7 severity:warning", ["actor.id", "severity"]),
            ("outcome:success OR outcome:denied", ["outcome"]),
            ("actor:a_7 OR actor:a_*", ["actor.id"]), ("-outcome:success env:production", ["env"]), ("*", []),
            ("-actor:u_9", []),
            ("(actor:u_9 env:production) OR surface:api", ["surface"]), ("maybes create", ["action"]),
        ])
    func paths(expression: String, paths: [String]) throws {
        #expect(try Event().highlights(expression).map(\.path) == paths)
    }

    @Test("There are at most eight")
    func most() throws {
        let expression = "actor:* type:agent action:* outcome:denied tenant:* trace:* request:* run:* step:* span:*"
        #expect(try Event().highlights(expression).count == QueryMatcher.maximumHighlights)
    }

    @Test("A long text is cut around what was met", arguments: [0, 1, 30, 40, 41, 100, 150, 200, 260, 299] as [Int])
    func cut(place: Int) throws {
        for filler in ["x ", "é ", "👋 ", "東"] {
            let unit = filler.unicodeScalars.count
            let text =
                String(repeating: filler, count: place) + " needle " + String(repeating: filler, count: 299 - place)
            let highlight = try #require(try Event(["input": ["note": .string(text)]]).highlights("needle").first)
            #expect(highlight.marked == "needle")
            let scalars = highlight.text.unicodeScalars
            #expect(scalars.count <= 162)
            #expect((scalars.first == "…") == (place * unit + 1 > 40))
            let bare = highlight.text.replacing("…", with: "")
            #expect(text.contains(bare))
            #expect(bare.unicodeScalars.count == 160)
            #expect(text.hasSuffix(bare) == (scalars.last != "…"))
        }
    }

    @Test("A mark that is longer than the excerpt ends with it")
    func longMark() throws {
        let text = String(repeating: "é", count: 500)
        let highlight = try #require(try Event(["input": ["note": .string(text)]]).highlights("input.note:*").first)
        #expect(highlight.ranges[0] == 0..<160)
        #expect(highlight.text == String(repeating: "é", count: 160) + "…")
        let behind = try #require(try Event(["input": ["note": .string("a b " + text)]]).highlights("é*").first)
        #expect(behind.ranges[0] == 4..<160)
    }

    @Test("The least texts", arguments: ["", "a", "👋"])
    func least(text: String) throws {
        let highlight = try #require(try Event(["input": ["note": .string(text)]]).highlights("input.note:*").first)
        #expect(highlight.path == "input.note" && highlight.text == text)
        #expect(highlight.ranges[0] == 0..<text.unicodeScalars.count)
    }

    @Test("Every highlight of a random event lies in it", arguments: 1...4 as ClosedRange<UInt64>)
    func random(seed: UInt64) throws {
        var random = RandomEvents(seed: 50 + seed)
        for _ in 0..<150 {
            let event = random.event()
            let matcher = QueryMatcher(random.query(about: event), now: RandomEvents.now)
            for highlight in try matcher.highlights(event.canonicalBytes()) {
                #expect(highlight.ranges[0].lowerBound >= 0)
                #expect(highlight.ranges[0].upperBound <= highlight.text.unicodeScalars.count)
                #expect(event[String(highlight.path.prefix { $0 != "." })] != nil)
            }
        }
    }

    private static let places: [(String, String, String)] = [
        ("größe", "input.note", "Größe"), ("SHIP*", "input.note", "Ship"), ("shi*", "input.note", "Ship"),
        ("\"ship the\"", "input.note", "Ship the"), ("\"the größe\"", "input.note", "the Größe"),
        ("京", "input.note", "京"),
        ("東京", "input.note", "東京"), ("words", "input.list.1.1", "words"), ("404", "output.code", "404"),
        ("create", "action", "create"), ("a_7", "actor.id", "a_7"),
        ("u_1", "actor.on_behalf_of.on_behalf_of.id", "u_1"),
        ("west", "metadata.region", "west"), ("newsletter", "utm_source", "newsletter"), ("42", "resource.id", "42"),
        ("req-9", "metadata.request_id", "req-9"), ("run_1", "run_id", "run_1"), ("actor:a_*", "actor.id", "a_7"),
        ("on-behalf-of:u_1", "actor.on_behalf_of.on_behalf_of.id", "u_1"), ("resource:note:42", "resource", "note:42"),
        ("resource:note", "resource.type", "note"), ("train:no", "train_ok", "false"),
        ("duration:>5", "duration_ms", "250"),
        ("severity:>info", "severity", "warning"), ("created:today", "recorded_at", "2026-11-08T11:00:00.000000Z"),
        ("time:2026", "time", "2026-11-07T10:30:00.500000Z"), ("pii:email", "pii_flags.kinds.EMAIL", "EMAIL"),
        ("pii-field:input.n*", "pii_flags.fields.1", "input.note"), ("input.x.n:>4", "input.x.n", "5"),
        ("input.list:a", "input.list.1.0", "a"), ("input.note:*東*", "input.note", "Ship the Größe, 東京!"),
    ]
}

extension QueryHighlight {
    fileprivate var marked: String {
        let scalars = Array(text.unicodeScalars)
        var part = String.UnicodeScalarView()
        part.append(contentsOf: scalars[ranges[0]])
        return String(part)
    }
}
