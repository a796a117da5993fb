import AuditEvents
import AuditQuery
import Testing

/// Whether an event is what an expression asks for.
@Suite struct MatcherTests {
    @Test("A field of the sample matches its value and no other", arguments: fields)
    func aField(expression: String, matches: Bool) throws { #expect(try Event().matches(expression) == matches) }

    @Test("Conditions that hang together match as they are read", arguments: connections)
    func connected(expression: String, matches: Bool) throws { #expect(try Event().matches(expression) == matches) }

    @Test("Loose words are looked for where people write, and among the ids", arguments: words)
    func looseWords(expression: String, matches: Bool) throws {
        let event = Event(["input": ["note": "Ship the Größe"], "output": ["code": 404], "usage": ["model": "gpt-5"]])
        #expect(try event.matches(expression) == matches)
    }

    @Test("A star stands for any run of characters", arguments: stars)
    func star(pattern: String, text: String, matches: Bool) throws {
        #expect(try Event(["input": ["a": .string(text)]]).matches("input.a:\(pattern)") == matches)
    }

    @Test("What an event does not have, no condition finds, and every negation does")
    func missing() throws {
        let event = Event(["resource": .null, "duration_ms": .null, "run_id": .null, "recorded_at": .null])
        for condition in [
            "resource:*", "duration:>=0", "run:*", "created:>2000", "input.a:*", "input.a:<5", "utm_term:*",
        ] {
            #expect(try !event.matches(condition))
            #expect(try event.matches("-\(condition)"))
        }
    }

    @Test("What is no event is refused")
    func malformed() throws {
        let matcher = QueryMatcher(.all, now: Event.now)
        for bytes in ["", "[]", "1", "{", "{\"a\":1"] {
            #expect(throws: AuditError.self) { try matcher.matches(Array(bytes.utf8)) }
        }
        #expect(try matcher.matches(Array("{}".utf8)))
    }

    @Test("A phrase without a word, which no expression can say, is found nowhere")
    func noWord() throws {
        let query = EventQuery(.condition(.words("--", isPrefix: false)))
        #expect(try !QueryMatcher(query, now: Event.now).matches(Event().leaf))
    }

    private static let fields: [(String, Bool)] = [
        ("*", true), ("actor:a_7", true), ("actor:u_1", false), ("actor:A_7", false), ("actor:a_*", true),
        ("actor:*", true), ("type:agent", true), ("type:human", false), ("on-behalf-of:u_1", true),
        ("on-behalf-of:t_3", true), ("on-behalf-of:a_7", false), ("action:maybes.*", true), ("action:*.create", true),
        ("action:maybes", false), ("action:m*b*c*e", true), ("action:m*z*e", false), ("outcome:denied", true),
        ("outcome:success", false), ("tenant:t_demo", true), ("tenant:t_*o", true), ("tenant:t_other", false),
        ("resource:note:42", true), ("resource:note", true), ("resource:note:*", true), ("resource:42", false),
        ("resource:*:42", true), ("resource:note:4", false), ("trace:4bf92f*", true), ("request:req-9", true),
        ("metadata.request_id:req-9", true), ("run:run_1", true), ("step:step_1", true), ("span:span_1", true),
        ("project:proj_1", true), ("app:app_1", true), ("surface:api", true), ("surface-id:sf_1", true),
        ("surface:sf_1", false), ("env:production", true), ("agent:a_7", true), ("event:01890a5d-*", true),
        ("id:01890a5d-ac96-774b-bcce-b302099a8057", true), ("pii:EMAIL", true), ("pii:email", true), ("pii:e*", true),
        ("pii:PHONE", false), ("pii:*", true), ("pii-field:input.to.0", true), ("pii-field:input.*", true),
        ("pii-field:input.cc", false), ("train:no", true), ("train:yes", false), ("class:audit", true),
        ("class:ops", false), ("train-reason:pii", true), ("recorded-by:key_1", true), ("duration:250", true),
        ("duration:>=0.25s", true), ("duration:>250", false), ("duration:200..300", true), ("duration:<=249ms", false),
        ("severity:warning", true), ("severity:>=warning", true), ("severity:>warning", false),
        ("severity:<error", true),
        ("severity:info..error", true), ("severity:error..critical", false), ("utm_source:news*", true),
        ("utm_medium:*", false), ("metadata.region:eu-*", true), ("metadata.region:us-*", false),
        ("metadata.region.more:*", false),
    ]

    private static let connections: [(String, Bool)] = [
        ("actor:a_7 outcome:denied", true), ("actor:a_7 outcome:success", false), ("-outcome:success", true),
        ("-outcome:denied", false), ("outcome:success OR outcome:denied", true),
        ("outcome:success OR actor:u_1", false),
        ("actor:a_7 (outcome:success OR severity:>info)", true), ("actor:u_1 outcome:denied OR env:production", true),
        ("env:production OR actor:u_1 outcome:success", true), ("actor:u_1 (outcome:denied OR env:production)", false),
        ("-(actor:a_7 outcome:success)", true), ("-(actor:a_7 outcome:denied)", false), ("-* OR actor:a_7", true),
        ("-*", false), ("* OR actor:u_1", true), ("-actor:u_1 -actor:u_2", true), ("NOT (NOT actor:a_7)", true),
    ]

    private static let words: [(String, Bool)] = [
        ("ship", true), ("größe", true), ("\"ship the\"", true), ("\"the ship\"", false), ("shi", false),
        ("shi*", true),
        ("create", true), ("maybes.create", true), ("note", true), ("42", true), ("404", true), ("gpt-5", true),
        ("newsletter", true), ("a_7", true), ("t_3", true), ("u_1", true), ("eu", true), ("west", true),
        // Ids, by all of them.
        ("req-9", true), ("req", false), ("4bf92f3577b34da6a3ce929d0e0e4736", true), ("4bf92f*", false),
        ("01890a5d-ac96-774b-bcce-b302099a8057", true), ("key_1", true), ("run_1", true), ("sf_1", true),
        // Neither the context's metadata, nor names, nor what has closed sets of values.
        ("agent", false), ("denied", false), ("t_demo", false), ("production", false), ("region", false),
        ("warning", false), ("EMAIL", false), ("false", false),
    ]

    private static let stars: [(String, String, Bool)] = [
        ("*", "", true), ("*", "x", true), ("a*", "a", true), ("a*", "ba", false), ("*a", "ba", true),
        ("*a", "ab", false),
        ("a*a", "a", false), ("a*a", "aa", true), ("ab*ba", "aba", false), ("ab*ba", "abba", true),
        ("*b*", "abc", true),
        ("*b*", "acc", false), ("a*b*c", "axbxbxc", true), ("*ab*ab*", "abab", true), ("*ab*ab*", "aab", false),
        ("*aa*aa*", "aaa", false), ("*aa*aa*", "aaaa", true),
        ("*aab*", "aaab", true), ("é*", "été", true), ("*é*é", "été", true), (#"\**"#, "*a", true),
        (#"\**"#, "a", false),
        (#""a b""#, "a b", true), (#""""#, "", true), (#""""#, "a", false), ("*\\ *", "a b", true), ("A*", "a", false),
    ]
}
