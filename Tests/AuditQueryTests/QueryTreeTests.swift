import AuditEvents
import AuditQuery
import Testing

/// What an expression is as a value.
@Suite struct QueryTreeTests {
    @Test("An expression is read as a tree", arguments: trees)
    func readsAsTree(expression: String, tree: QueryExpression) throws {
        #expect(try EventQuery(expression).expression == tree)
    }

    @Test("The normal form has no list in a list of its kind, and no double negation")
    func normalForm() {
        let (a, b, c) = (Self.word("a"), Self.word("b"), Self.word("c"))
        func normal(_ expression: QueryExpression) -> QueryExpression { EventQuery(expression).expression }
        #expect(normal(.and([a, .and([b, .and([c])])])) == .and([a, b, c]))
        #expect(normal(.or([.or([a]), .and([.or([b, c])])])) == .or([a, b, c]))
        #expect(normal(.and([])) == .all)
        #expect(normal(.and([.all, a])) == a)
        #expect(normal(.or([.all, a])) == .or([.all, a]))
        #expect(normal(.not(.not(.not(a)))) == .not(a))
        #expect(normal(.not(.and([.not(a)]))) == a)
        #expect(EventQuery(a).and(EventQuery(.and([b, c]))).expression == .and([a, b, c]))
        #expect(EventQuery.all.and(EventQuery(a)) == EventQuery(a))
    }

    @Test("A comparison of severities means the severities that fulfil it")
    func severities() {
        #expect(Comparison.greaterOrEqual(Severity.warning).severities == [.warning, .error, .critical])
        #expect(Comparison.less(Severity.info).severities == [.debug])
        #expect(Comparison.between(Severity.info, .error).severities == [.info, .warning, .error])
        #expect(Comparison.greater(Severity.critical).severities == [])
    }

    private static func word(_ text: String) -> QueryExpression { .condition(.words(text, isPrefix: false)) }
    private static func text(_ name: QueryField.Name, _ pieces: String...) -> QueryExpression {
        .condition(.text(.named(name), TextPattern(pieces: pieces)))
    }
    private static func at(_ time: String, _ precision: QueryTime.Precision) -> QueryTime {
        .written(Timestamp(time)!, precision)
    }

    private static let trees: [(String, QueryExpression)] = [
        ("", .all), ("*", .all), ("a", word("a")), ("a*", .condition(.words("a", isPrefix: true))),
        (#""exact words""#, word("exact words")), (#""a*""#, word("a*")), ("a b", .and([word("a"), word("b")])),
        ("a b OR c", .or([.and([word("a"), word("b")]), word("c")])),
        ("a (b OR c)", .and([word("a"), .or([word("b"), word("c")])])),
        ("-a b", .and([.not(word("a")), word("b")])), ("-(a b)", .not(.and([word("a"), word("b")]))),
        ("NOT a OR b", .or([.not(word("a")), word("b")])), ("--a", word("a")),
        ("actor:u_1", text(.actor, "u_1")), ("action:*.create", text(.action, "", ".create")),
        ("action:a*b*c", text(.action, "a", "b", "c")), ("actor:*", text(.actor, "", "")),
        (#"actor:"*""#, text(.actor, "*")), ("pii:email", text(.pii, "EMAIL")), ("train:false", text(.train, "no")),
        ("resource:note:42", text(.resource, "note:42")),
        (#"input."a.b".c:x"#, .condition(.text(.path(["input", "a.b", "c"]), TextPattern(literal: "x")))),
        ("utm_source:x", .condition(.text(.path(["utm_source"]), TextPattern(literal: "x")))),
        ("metadata.n:5", .condition(.text(.path(["metadata", "n"]), TextPattern(literal: "5")))),
        ("metadata.n:5..5", .condition(.number(.path(["metadata", "n"]), .equal(5)))),
        ("metadata.n:1..2.5", .condition(.number(.path(["metadata", "n"]), .between(1, 2.5)))),
        ("metadata.n:..5", .condition(.number(.path(["metadata", "n"]), .lessOrEqual(5)))),
        ("duration:>=1.5s", .condition(.number(.named(.duration), .greaterOrEqual(1500)))),
        ("duration:250ms", .condition(.number(.named(.duration), .equal(250)))),
        ("severity:>info", .condition(.severity(.greater(.info)))),
        ("created:>-24h", .condition(.time(.created, .greater(.ago(24, .hours))))),
        ("created:2026-11..", .condition(.time(.created, .greaterOrEqual(at("2026-11-01T00:00:00Z", .month))))),
        ("time:2026", .condition(.time(.time, .equal(at("2026-01-01T00:00:00Z", .year))))),
        ("time:2026-11-01", .condition(.time(.time, .equal(at("2026-11-01T00:00:00Z", .day))))),
        ("time:2026-11-01T10:30+02:00", .condition(.time(.time, .equal(at("2026-11-01T08:30:00Z", .minute))))),
        ("time:2026-11-01T10:30:07", .condition(.time(.time, .equal(at("2026-11-01T10:30:07Z", .second))))),
        ("time:2026-11-01T10:30:07.5", .condition(.time(.time, .equal(at("2026-11-01T10:30:07.5Z", .microsecond))))),
        (
            "created:2026-11-01..today",
            .condition(.time(.created, .between(at("2026-11-01T00:00:00Z", .day), .today)))
        ),
    ]
}
