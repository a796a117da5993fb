import AuditQuery
import Testing

/// Where an expression is wrong, and what would be right.
@Suite struct RefusedExpressionTests {
    @Test("An expression that is none is refused at its column, with what would be right", arguments: refused)
    func isRefused(expression: String, column: Int, says: String) {
        let error = #expect(throws: QueryError.self) { try EventQuery(expression) }
        #expect(error?.column == column)
        #expect(error?.message.contains(says) == true, "\(error?.description ?? "none")")
        #expect(error?.description == "column \(column): \(error?.message ?? "")")
    }

    @Test("No message repeats a value that was typed", arguments: refused)
    func isDiscreet(expression: String, column: Int, says: String) {
        let error = #expect(throws: QueryError.self) { try EventQuery(expression) }
        #expect(error?.message.contains("secret") == false)
    }

    @Test("What a message gives as an example is an expression", arguments: examples)
    func exampleIsRight(expression: String, example: String) throws {
        let error = #expect(throws: QueryError.self) { try EventQuery(expression) }
        #expect(error?.message.contains(example) == true, "\(error?.description ?? "none")")
        _ = try EventQuery(example)
    }

    @Test("A star is offered where it is taken", arguments: ["actor", "event", "pii", "metadata.a", "utm_source"])
    func starIsTaken(field: String) throws {
        let error = #expect(throws: QueryError.self) { try EventQuery("\(field):") }
        #expect(error?.message.hasSuffix("or * for any") == true)
        _ = try EventQuery("\(field):*")
    }

    @Test("A star is not offered where it is none", arguments: ["type", "train", "severity", "duration", "created"])
    func starIsNone(field: String) {
        let error = #expect(throws: QueryError.self) { try EventQuery("\(field):") }
        #expect(error?.message.contains("*") == false)
        #expect(throws: QueryError.self) { try EventQuery("\(field):*") }
    }

    @Test("Limits hold to the last one that is allowed")
    func limits() throws {
        let depth = EventQuery.maximumDepth
        func nested(_ depth: Int) -> String {
            String(repeating: "(", count: depth) + "a" + String(repeating: ")", count: depth)
        }
        #expect(try EventQuery(nested(depth)).description == "a")
        #expect(#expect(throws: QueryError.self) { try EventQuery(nested(depth + 1)) }?.column == depth + 1)
        #expect(try EventQuery(String(repeating: "-", count: depth) + "a").description == "a")
        #expect(throws: QueryError.self) { try EventQuery(String(repeating: "-", count: depth + 1) + "a") }

        let words = [String](repeating: "a", count: EventQuery.maximumConditions).joined(separator: " ")
        _ = try EventQuery(words)
        let many = #expect(throws: QueryError.self) { try EventQuery(words + " a") }
        #expect(many?.column == words.count + 2)
        #expect(many?.message == "at most 128 conditions")

        _ = try EventQuery(String(repeating: "a", count: EventQuery.maximumLength))
        let long = #expect(throws: QueryError.self) {
            try EventQuery(String(repeating: "a", count: EventQuery.maximumLength + 1))
        }
        #expect(long?.message.contains("4096 bytes") == true)
    }

    private static let severities = "severity is one of debug, info, warning, error, critical"
    private static let times = "a time is 2026-11-01, 2026-11-01T10:30Z, -24h, today, yesterday or now"
    private static let durations = "a duration is a number of milliseconds, or 250ms, 1.5s, 2m"

    private static let refused: [(String, Int, String)] = [
        // How conditions hang together.
        ("a OR", 5, "a condition is missing at the end"), ("a AND ", 7, "a condition is missing at the end"),
        ("NOT", 4, "a condition is missing at the end"), ("OR a", 1, "OR stands between two conditions"),
        ("AND", 1, "\"AND\" in quotation marks is a word"), ("a OR OR b", 6, "OR stands between"),
        ("a AND OR b", 7, "OR stands between"), ("- secret", 1, "as in -outcome:success"), ("a -", 3, "right before"),
        ("(a", 1, "this ( is never closed"), ("b (a OR (c)", 3, "this ( is never closed"),
        ("a)", 2, "take it away, or put it in quotation marks"), ("()", 1, "nothing between ( and )"),
        ("a (  )", 3, "nothing between"), ("(a OR )", 7, "a condition is missing before this )"), ("(", 2, "missing"),
        ("-)", 2, "missing before this )"),
        // Fields.
        ("secret:x", 1, "fields are action, actor, "), ("a secret:x", 3, "a word with a colon goes in quotation marks"),
        ("https://secret", 1, "goes in quotation marks"), ("acter:secret", 1, "did you mean actor?"),
        ("a OR Outcome:secret", 6, "did you mean outcome?"), ("sevrity:info", 1, "did you mean severity?"),
        ("traim:no", 1, "did you mean train?"), ("creatde:today", 1, "did you mean created?"),
        ("metadata:secret", 1, "metadata needs the path to a member, as in metadata.region:eu-*"),
        ("input:secret", 1, "input needs the path"), ("other.secret:x", 1, "paths such as metadata.region"),
        ("actor.secret:x", 1, "there is no such field"),
        ("metadata.a\"b\":secret", 11, "put all of it in quotation marks"),
        // Values.
        ("actor:", 7, "a value is missing behind actor: — as in actor:u_1, or * for any"),
        ("actor: secret", 7, "a value is missing"), ("actor:(secret OR b)", 7, "a value is missing"),
        ("outcome:", 9, "as in outcome:success"), ("severity:", 10, "as in severity:>=warning"),
        ("duration:", 10, "as in duration:>250ms"), ("created:", 9, "created:2026-11-01..2026-11-07 or created:>-24h"),
        ("metadata.region:", 17, "as in metadata.region:eu-*"),
        ("actor:>secret", 7, "actor holds text, which is not compared"), ("action:<=b", 8, "goes in quotation marks"),
        ("type:secret", 6, "type is one of human, agent, system, tool"),
        ("outcome:secret", 9, "outcome is one of success, denied, error"), ("outcome:suc*", 9, "outcome is one of"),
        ("train:secret", 7, "train is one of yes, no"), ("class:secret", 7, "class is one of ops, audit, stream, cost"),
        ("train-reason:secret", 14, "train-reason is one of allowed, pii, tenant_opt_out"),
        ("severity:secret", 10, severities), ("severity:>=", 10, severities), ("severity:..", 10, severities),
        ("severity:>=\"info\"", 12, "a quotation mark in the middle"), ("severity:\"..info\"", 10, severities),
        ("duration:secret", 10, durations), ("duration:>5x", 10, durations), ("duration:1..secret", 10, durations),
        ("duration:1e999", 10, durations), ("metadata.n:>secret", 12, "what is compared here is a number, as in >5"),
        ("metadata.n:<", 12, "<=2.5 or 1..10"), ("created:secret", 9, times), ("created:2026-13", 9, times),
        ("created:2026-02-30", 9, times), ("created:2026-11-01T25:00", 9, times), ("created:-24x", 9, times),
        ("created:-1234567890h", 9, times), ("created:>", 9, times), ("time:2026-11-01T", 6, times),
        ("created:2026-11-07..2026-11-01", 9, "ends before it begins"),
        // Words and quotations.
        ("\"secret words", 1, "this quotation is never closed"), ("a actor:\"secret", 9, "never closed"),
        ("input.\"secret:x", 7, "never closed"), ("\"secret\\\"", 1, "never closed"),
        ("\"a\"secret", 4, "a space is missing behind this quotation"), ("a\"secret\"", 2, "or \\\" for one"),
        ("secret\\", 7, "nothing stands behind this backslash"), ("*secret", 1, "as in action:*.create"),
        ("a sec*ret", 3, "a * stands at the end of a loose word only"), ("...", 1, "a word has a letter or a digit"),
        ("a \"\"", 3, "there is no word to look for"), ("_*", 1, "there is no word"), ("a 👋", 3, "there is no word"),
        ("größe (東京", 7, "this ( is never closed"),
    ]

    private static let examples: [(String, String)] = [
        ("- a", "-outcome:success"), ("*a", "action:*.create"), ("metadata:a", "metadata.region:eu-*"),
        ("actor:", "actor:u_1"), ("type:", "type:human"), ("severity:", "severity:>=warning"),
        ("duration:", "duration:>250ms"), ("created:", "created:2026-11-01..2026-11-07"), ("time:", "time:>-24h"),
        ("input.a:", "input.a:eu-*"),
    ]
}
