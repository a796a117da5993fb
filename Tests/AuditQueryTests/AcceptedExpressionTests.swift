import AuditQuery
import Testing

/// What an expression is read as, told by its printed form.
@Suite struct AcceptedExpressionTests {
    @Test("A condition of a field is read", arguments: fields)
    func aField(expression: String, printed: String) throws { try expect(expression, toPrint: printed) }

    @Test("Conditions hang together as they are written", arguments: operators)
    func connections(expression: String, printed: String) throws { try expect(expression, toPrint: printed) }

    @Test("Quotation marks and backslashes make characters mean themselves", arguments: quotations)
    func literals(expression: String, printed: String) throws { try expect(expression, toPrint: printed) }

    @Test("Numbers, severities and times are compared", arguments: comparisons)
    func ranges(expression: String, printed: String) throws { try expect(expression, toPrint: printed) }

    private func expect(_ expression: String, toPrint printed: String) throws {
        let query = try EventQuery(expression)
        #expect(query.description == printed)
        #expect(try EventQuery(printed) == query)
    }

    private static let fields: [(String, String)] = [
        ("actor:u_1", "actor:u_1"), ("type:agent", "type:agent"), ("type:HUMAN", "type:human"),
        ("on-behalf-of:u_2", "on-behalf-of:u_2"), ("action:maybes.*", "action:maybes.*"),
        ("outcome:Denied", "outcome:denied"), ("tenant:t_demo", "tenant:t_demo"),
        ("resource:note:42", "resource:note:42"), ("resource:note:*", "resource:note:*"), ("actor:-x*", "actor:-x*"),
        ("trace:4bf92f3577b34da6a3ce929d0e0e4736", "trace:4bf92f3577b34da6a3ce929d0e0e4736"),
        ("request:req-9", "request:req-9"), ("run:r1", "run:r1"), ("step:s1", "step:s1"), ("span:p1", "span:p1"),
        ("project:p", "project:p"), ("app:a", "app:a"), ("surface:cli", "surface:cli"),
        ("surface-id:s", "surface-id:s"), ("env:prod*", "env:prod*"), ("agent:a_7", "agent:a_7"),
        ("event:01890a5d-ac96", "event:01890a5d-ac96"), ("pii:email", "pii:EMAIL"), ("pii:cre*", "pii:CRE*"),
        ("train:no", "train:no"), ("train:true", "train:yes"), ("train:False", "train:no"),
        ("class:cost", "class:cost"),
        ("pii-field:input.to.0", "pii-field:input.to.0"), ("train-reason:user_opt_out", "train-reason:user_opt_out"),
        ("recorded-by:key_1", "recorded-by:key_1"), ("actor:*", "actor:*"), ("actor:a**b", "actor:a*b"),
        // Names of the event's JSON.
        ("actor.id:u_1", "actor:u_1"), ("actor.type:tool", "type:tool"), ("actor_type:tool", "type:tool"),
        ("actor.on_behalf_of.id:u", "on-behalf-of:u"), ("tenant_id:t", "tenant:t"), ("trace_id:t", "trace:t"),
        ("request_id:r", "request:r"), ("surface_id:s", "surface-id:s"), ("id:e", "event:e"),
        ("storage_class:ops", "class:ops"), ("duration_ms:5", "duration:5"), ("train_ok:true", "train:yes"),
        ("pii_flags.kinds:EMAIL", "pii:EMAIL"), ("pii_flags.fields:input.a", "pii-field:input.a"),
        ("metadata.request_id:r", "request:r"), ("metadata.trace_id:t", "trace:t"), ("metadata.action:a", "action:a"),
        ("metadata.actor_type:agent", "type:agent"), ("recorded_at:today", "created:today"),
        // Paths.
        ("metadata.region:eu-*", "metadata.region:eu-*"), ("input.a.b.c:x", "input.a.b.c:x"),
        (#"input."a key".name:x"#, #"input."a key".name:x"#), (#"input."plain":x"#, "input.plain:x"),
        (#"output."a.b":x"#, #"output."a.b":x"#), (#"output."":x"#, #"output."":x"#),
        (#"output."a\"b\\c":x"#, #"output."a\"b\\c":x"#), (#"input."a/b":x"#, #"input."a/b":x"#),
        (#"input."a=b"."<c>":x"#, #"input."a=b"."<c>":x"#), ("input.größe:x", "input.größe:x"),
        ("usage.model:m", "usage.model:m"), ("utm_source:news", "utm_source:news"), ("seo_title:a", "seo_title:a"),
        ("analytics_platform:ios", "analytics_platform:ios"),
    ]

    private static let operators: [(String, String)] = [
        ("", "*"), ("  \t\n", "*"), ("*", "*"), ("**", "*"), ("-*", "-*"), ("* a *", "a"), ("* OR a", "* OR a"),
        ("loose words", "loose words"), ("a AND b", "a b"), ("a OR b", "a OR b"), ("a b OR c d", "a b OR c d"),
        ("(a OR b) c", "(a OR b) c"), ("a (b OR c)", "a (b OR c)"), ("a OR (b OR c)", "a OR b OR c"),
        ("(a b) (c d)", "a b c d"), ("((((a))))", "a"), ("( a )", "a"), ("a(b)c", "a b c"), ("a OR(b)", "a OR b"),
        ("-a", "-a"), ("NOT a", "-a"), ("NOT(a b)", "-(a b)"), ("--a", "a"), ("NOT NOT a", "a"), ("-NOT a", "a"),
        ("-(a)", "-a"), ("-(a OR b)", "-(a OR b)"), ("-(-a b)", "-(-a b)"), ("a AND NOT b", "a -b"),
        ("a OR -b c", "a OR -b c"), ("actor:u_1 -outcome:success", "actor:u_1 -outcome:success"),
        ("-actor:*", "-actor:*"), ("and or not", "and or not"), ("ORDER ANDROID NOTE", "ORDER ANDROID NOTE"),
        ("OR* AND* NOT*", "OR* AND* NOT*"), ("\u{A0}a\u{2003}b", "a b"),
    ]

    private static let quotations: [(String, String)] = [
        (#""exact words""#, #""exact words""#), (#""one""#, "one"), (#""OR" "AND" "NOT""#, #""OR" "AND" "NOT""#),
        (#"\OR"#, #""OR""#), (#""-a""#, #""-a""#), (#"\-a"#, #""-a""#), ("a-b", "a-b"), (#""a:b""#, #""a:b""#),
        (#"a\:b"#, #""a:b""#), (#""a*b""#, #""a*b""#), (#"a\*b"#, #""a*b""#), (#"a\*b*"#, #"a\*b*"#),
        (#"a\ b"#, #""a b""#), (#"a\ b*"#, #"a\ b*"#), (#""(a)""#, #""(a)""#), (#"\(a\)"#, #""(a)""#),
        (#""a \"b\" \\ c""#, #""a \"b\" \\ c""#), (#"a\"b"#, #""a\"b""#), (#""a"(b)"#, "a b"), ("create*", "create*"),
        (">5", #"">5""#), ("a=b:c", #""a=b:c""#), ("/a:b", #""/a:b""#), (":a", #"":a""#), ("a.:b", #""a.:b""#),
        (#"actor:"""#, #"actor:"""#), (#"actor:"a b""#, #"actor:"a b""#), (#"actor:"u_1""#, "actor:u_1"),
        (#"actor:">5""#, #"actor:">5""#), (#"actor:\>5*"#, #"actor:\>5*"#), (#"actor:\*"#, #"actor:"*""#),
        (#"actor:a\*b*"#, #"actor:a\*b*"#), (#"actor:-x"#, "actor:-x"), (#"type:"agent""#, "type:agent"),
        ("größe Straße", "größe Straße"), ("東京 メモ", "東京 メモ"), ("\"a:\u{301}b\"", "\"a:\u{301}b\""),
        ("\"-\u{301}a\"", "\"-\u{301}a\""), ("\"👋 hello\"", "\"👋 hello\""), ("a\\:\u{301}*", "a\\:\u{301}*"),
    ]

    private static let comparisons: [(String, String)] = [
        ("severity:warning", "severity:warning"), ("severity:>=Warning", "severity:>=warning"),
        ("severity:<error", "severity:<error"), ("severity:info..error", "severity:info..error"),
        ("severity:..info", "severity:<=info"), ("severity:error..*", "severity:>=error"),
        ("duration:250ms", "duration:250"), ("duration:>1.5s", "duration:>1500"),
        ("duration:<=2m", "duration:<=120000"),
        ("duration:>1h", "duration:>3600000"), ("duration:1..2s", "duration:1..2000"),
        ("duration:5..5", "duration:5..5"),
        ("duration:1e3", "duration:1000"), ("duration:*..5", "duration:<=5"),
        ("metadata.n:5", "metadata.n:5"), ("metadata.n:>5", "metadata.n:>5"),
        ("metadata.n:>=-2.50", "metadata.n:>=-2.5"),
        ("metadata.n:<-0", "metadata.n:<0"), ("metadata.n:1..10", "metadata.n:1..10"),
        ("metadata.n:1..", "metadata.n:>=1"), ("metadata.n:..10", "metadata.n:<=10"),
        ("metadata.n:5..5", "metadata.n:5..5"),
        ("metadata.n:>1e21", "metadata.n:>1e+21"), (#"metadata.n:">5""#, #"metadata.n:">5""#),
        (#"metadata.n:"1..5""#, #"metadata.n:"1..5""#), (#"metadata.n:1\.\.*"#, #"metadata.n:1\.\.*"#),
        ("metadata.n:a..b", "metadata.n:a..b"), ("metadata.n:..", "metadata.n:.."),
        ("created:2026", "created:2026"), ("created:2026-11", "created:2026-11"),
        ("created:2026-11-01", "created:2026-11-01"),
        ("created:2026-11-01T10:30", "created:2026-11-01T10:30Z"), ("time:2026-11-01t10:30z", "time:2026-11-01T10:30Z"),
        ("created:2026-11-01T10:30:05", "created:2026-11-01T10:30:05Z"),
        ("created:2026-11-01T10:30:05.25Z", "created:2026-11-01T10:30:05.250000Z"),
        ("created:>2026-11-01T10:30+01:30", "created:>2026-11-01T09:00Z"),
        ("created:<2026-11-01T23:30:00-01:00", "created:<2026-11-02T00:30:00Z"),
        ("created:2026-11-01..2026-11-07", "created:2026-11-01..2026-11-07"), ("created:2026..", "created:>=2026"),
        ("created:>-24h", "created:>-24h"), ("created:-7d..-1d", "created:-7d..-1d"),
        ("created:>-007w", "created:>-7w"),
        ("created:>=-30s", "created:>=-30s"), ("time:<-5m", "time:<-5m"),
        ("created:yesterday..now", "created:yesterday..now"),
        ("created:today", "created:today"), ("created:>-999999999w", "created:>-999999999w"),
    ]
}
