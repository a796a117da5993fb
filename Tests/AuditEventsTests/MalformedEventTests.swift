import AuditEvents
import Testing

/// A text that is no event, and what is said about it.
struct BadEvent: Sendable, CustomTestStringConvertible {
    let name: String
    let bytes: [UInt8]
    let code: AuditError.Code
    let field: String?
    var limit: Int?
    var actual: Int?

    init(
        _ name: String, _ text: String, _ code: AuditError.Code, _ field: String? = nil, limit: Int? = nil,
        actual: Int? = nil
    ) {
        self.init(name, bytes: Array(text.utf8), code, field, limit: limit, actual: actual)
    }

    init(
        _ name: String, bytes: [UInt8], _ code: AuditError.Code, _ field: String? = nil, limit: Int? = nil,
        actual: Int? = nil
    ) {
        self.name = name
        self.bytes = bytes
        self.code = code
        self.field = field
        self.limit = limit
        self.actual = actual
    }

    var testDescription: String { name }

    static func text(_ length: Int) -> String { String(repeating: "x", count: length) }

    static func nested(_ levels: Int) -> String {
        String(repeating: "[", count: levels) + String(repeating: "]", count: levels)
    }

    static func chain(_ links: Int) -> String {
        var actor = #"{"type":"human","id":"u"}"#
        for _ in 1..<links { actor = #"{"type":"agent","id":"a","on_behalf_of":\#(actor)}"# }
        return actor
    }
}

@Suite struct MalformedEventTests {
    static let notJSON: [BadEvent] = [
        BadEvent("empty", "", .malformed),
        BadEvent("space only", " \n", .malformed),
        BadEvent("not an object", "[]", .malformed),
        BadEvent("not JSON", "action=a", .malformed),
        BadEvent("cut", #"{"action":"a.b""#, .malformed, "action"),
        BadEvent("cut in a string", #"{"action":"a."#, .malformed, "action"),
        BadEvent("something behind", #"{"action":"a.b"} x"#, .malformed, "action"),
        BadEvent("trailing comma", #"{"action":"a.b",}"#, .malformed, "action"),
        BadEvent("trailing comma in a list", #"{"input":{"a":[1,]}}"#, .malformed, "input"),
        BadEvent("single quotes", "{'action':'a.b'}", .malformed),
        BadEvent("comment", #"{"action":"a.b"/**/}"#, .malformed, "action"),
        BadEvent("byte order mark", "\u{FEFF}{}", .malformed),
        BadEvent("key twice", #"{"action":"a.b","outcome":"error","action":"a.c"}"#, .malformed, "action"),
        BadEvent("key twice, once escaped", #"{"action":"a.b","\u0061ction":"a.c"}"#, .malformed),
        BadEvent(
            "key twice below", #"{"action":"a.b","input":{"b":1,"ana@example.com":1,"b":2}}"#, .malformed, "input"),
        BadEvent(
            "key twice among many", "{\"input\":{" + (0..<50).map { "\"k\(99 - $0)\":1," }.joined() + "\"k70\":1}}",
            .malformed, "input"),
        BadEvent("control character", "{\"action\":\"a\u{1}b\"}", .malformed, "action"),
        BadEvent("newline in a key", "{\"acti\non\":1}", .malformed),
        BadEvent("control character behind eight bytes", "{\"input\":{\"a\":\"12345678901\t\"}}", .malformed, "input"),
        BadEvent("unknown escape", #"{"action":"\x"}"#, .malformed, "action"),
        BadEvent("short \\u", #"{"action":"\u12"}"#, .malformed, "action"),
        BadEvent("\\u with a sign", #"{"action":"\u+123"}"#, .malformed, "action"),
        BadEvent("high surrogate alone", #"{"input":{"a":"\ud83d"}}"#, .malformed, "input"),
        BadEvent("high surrogate before a letter", #"{"input":{"a":"\ud83d\u0041"}}"#, .malformed, "input"),
        BadEvent("low surrogate alone", #"{"input":{"a":"\ude00"}}"#, .malformed, "input"),
        BadEvent("two low surrogates", #"{"input":{"a":"\ude00\ude00"}}"#, .malformed, "input"),
        BadEvent(
            "invalid UTF-8", bytes: Array("{\"action\":\"".utf8) + [0xC3, 0x28] + Array("\"}".utf8), .malformed,
            "action"),
        BadEvent(
            "invalid UTF-8 beside an escape", bytes: Array("{\"action\":\"\\n".utf8) + [0xFF] + Array("\"}".utf8),
            .malformed, "action"),
        BadEvent(
            "overlong UTF-8", bytes: Array("{\"input\":\"".utf8) + [0xC0, 0xAF] + Array("\"}".utf8), .malformed, "input"
        ),
        BadEvent(
            "surrogate in UTF-8", bytes: Array("{\"input\":\"".utf8) + [0xED, 0xA0, 0x80] + Array("\"}".utf8),
            .malformed, "input"),
        BadEvent("leading zero", #"{"duration_ms":01}"#, .malformed, "duration_ms"),
        BadEvent("plus sign", #"{"duration_ms":+1}"#, .malformed, "duration_ms"),
        BadEvent("point without digits", #"{"duration_ms":1.}"#, .malformed, "duration_ms"),
        BadEvent("no digit before the point", #"{"duration_ms":.5}"#, .malformed, "duration_ms"),
        BadEvent("exponent without digits", #"{"duration_ms":1e+}"#, .malformed, "duration_ms"),
        BadEvent("minus alone", #"{"duration_ms":-}"#, .malformed, "duration_ms"),
        BadEvent("hex number", #"{"duration_ms":0x10}"#, .malformed, "duration_ms"),
        BadEvent("NaN", #"{"duration_ms":NaN}"#, .malformed, "duration_ms"),
        BadEvent("Infinity", #"{"duration_ms":-Infinity}"#, .malformed, "duration_ms"),
        BadEvent("upper-case literal", #"{"input":{"a":True}}"#, .malformed, "input"),
        BadEvent("cut literal", #"{"input":{"a":tru"#, .malformed, "input"),
        BadEvent("huge integer", #"{"input":{"n":9007199254740993}}"#, .numberRange, "input"),
        BadEvent("number without end", #"{"input":{"n":1e400}}"#, .numberRange, "input"),
        BadEvent("huge number under a key of one's own", #"{"ana@example.com":1e400}"#, .numberRange),
        BadEvent(
            "deep nesting", #"{"input":{"a":"# + BadEvent.nested(63) + "}}", .tooDeep, "input", limit: 64, actual: 65),
        BadEvent("bottomless nesting", String(repeating: "[", count: 1_000_000), .tooDeep, limit: 64, actual: 65),
        BadEvent("bottomless objects", String(repeating: #"{"a":"#, count: 100_000), .tooDeep, limit: 64, actual: 65),
    ]

    static let notAnEvent: [BadEvent] = [
        BadEvent("no action", "{}", .missingField, "action"),
        BadEvent("action null", #"{"action":null}"#, .missingField, "action"),
        BadEvent("action not a string", #"{"action":1}"#, .invalidField, "action"),
        BadEvent("action empty", #"{"action":""}"#, .invalidField, "action"),
        BadEvent("action upper case", #"{"action":"Maybes.create"}"#, .invalidField, "action"),
        BadEvent("action with an empty word", #"{"action":"a..b"}"#, .invalidField, "action"),
        BadEvent("action ends with a dot", #"{"action":"a."}"#, .invalidField, "action"),
        BadEvent("action starts with a digit", #"{"action":"1.b"}"#, .invalidField, "action"),
        BadEvent("action with a newline", #"{"action":"a.b\n"}"#, .invalidField, "action"),
        BadEvent(
            "action too long", #"{"action":"\#(BadEvent.text(129))"}"#, .tooLarge, "action", limit: 128, actual: 129),
        BadEvent("unknown field", #"{"action":"a","colour":"red"}"#, .unknownField, "colour"),
        BadEvent("unknown field that may be a person", #"{"action":"a","ana@example.com":1}"#, .unknownField),
        BadEvent("unknown field that may be a phone", #"{"action":"a","p4111111":1}"#, .unknownField),
        BadEvent("utm field that may be a person", #"{"action":"a","utm_ana@example.com":"1"}"#, .unknownField),
        BadEvent("bad tenant", #"{"action":"a","tenant_id":"Demo"}"#, .invalidTenant, "tenant_id"),
        BadEvent("bad tenant by its older name", #"{"action":"a","tenantId":"t_A"}"#, .invalidTenant, "tenant_id"),
        BadEvent("tenant not a string", #"{"action":"a","tenant_id":{}}"#, .invalidField, "tenant_id"),
        BadEvent("two tenants", #"{"action":"a","tenant_id":"t_a","tenantId":"t_b"}"#, .invalidField, "tenant_id"),
        BadEvent(
            "two actor types", #"{"action":"a","actor_type":"tool","actorType":"human"}"#, .invalidField, "actor_type"),
        BadEvent(
            "actor type against the actor", #"{"action":"a","actor_type":"tool","actor":{"type":"human","id":"u"}}"#,
            .invalidField, "actor_type"),
        BadEvent("actor type unknown", #"{"action":"a","actor_type":"robot"}"#, .invalidField, "actor_type"),
        BadEvent("actor a string", #"{"action":"a","actor":"human:u_1"}"#, .invalidField, "actor"),
        BadEvent("actor without id", #"{"action":"a","actor":{"type":"human"}}"#, .missingField, "actor.id"),
        BadEvent("actor without type", #"{"action":"a","actor":{"id":"u"}}"#, .missingField, "actor.type"),
        BadEvent(
            "actor with an empty id", #"{"action":"a","actor":{"type":"human","id":""}}"#, .invalidField, "actor.id"),
        BadEvent(
            "actor with more", #"{"action":"a","actor":{"type":"human","id":"u","mail":"x"}}"#, .unknownField,
            "actor.mail"),
        BadEvent(
            "actor's principal",
            #"{"action":"a","actor":{"type":"agent","id":"a","on_behalf_of":{"type":"human","id":"u\u0007"}}}"#,
            .invalidField, "actor.on_behalf_of.id"),
        BadEvent(
            "actor chain of nine", #"{"action":"a","actor":\#(BadEvent.chain(9))}"#, .tooLarge, "actor", limit: 8,
            actual: 9),
        BadEvent(
            "actor id too long", #"{"action":"a","actor":{"type":"human","id":"\#(BadEvent.text(257))"}}"#, .tooLarge,
            "actor.id", limit: 256, actual: 257),
        BadEvent("resource without id", #"{"action":"a","resource":{"type":"maybe"}}"#, .missingField, "resource.id"),
        BadEvent(
            "resource id too long", #"{"action":"a","resource":{"type":"maybe","id":"\#(BadEvent.text(1025))"}}"#,
            .tooLarge, "resource.id", limit: 1024, actual: 1025),
        BadEvent(
            "resource with more", #"{"action":"a","resource":{"type":"m","id":"1","Ana Ng":1}}"#, .unknownField,
            "resource"),
        BadEvent("outcome", #"{"action":"a","outcome":"ok"}"#, .invalidField, "outcome"),
        BadEvent("severity", #"{"action":"a","severity":3}"#, .invalidField, "severity"),
        BadEvent("storage class", #"{"action":"a","storage_class":"hot"}"#, .invalidField, "storage_class"),
        BadEvent("time", #"{"action":"a","time":"yesterday"}"#, .invalidField, "time"),
        BadEvent("time a number", #"{"action":"a","time":1700000000}"#, .invalidField, "time"),
        BadEvent("event id with a space", #"{"action":"a","event_id":"e 1"}"#, .invalidField, "event_id"),
        BadEvent("event id empty", #"{"action":"a","event_id":""}"#, .invalidField, "event_id"),
        BadEvent(
            "event id too long", #"{"action":"a","event_id":"\#(BadEvent.text(129))"}"#, .tooLarge, "event_id",
            limit: 128, actual: 129),
        BadEvent("request id", #"{"action":"a","requestId":"\u00e9"}"#, .invalidField, "request_id"),
        BadEvent("trace id", #"{"action":"a","trace_id":" "}"#, .invalidField, "trace_id"),
        BadEvent(
            "env too long", #"{"action":"a","env":"\#(BadEvent.text(65))"}"#, .tooLarge, "env", limit: 64, actual: 65),
        BadEvent("surface with a C1 control", #"{"action":"a","surface":"a\u0085"}"#, .invalidField, "surface"),
        BadEvent(
            "scope key too long", #"{"action":"a","run_id":"\#(BadEvent.text(257))"}"#, .tooLarge, "run_id", limit: 256,
            actual: 257),
        BadEvent("analytics field not a string", #"{"action":"a","utm_source":1}"#, .invalidField, "utm_source"),
        BadEvent(
            "analytics field too long", #"{"action":"a","seo_title":"\#(BadEvent.text(4097))"}"#, .tooLarge,
            "seo_title", limit: 4096, actual: 4097),
        BadEvent("input a list", #"{"action":"a","input":[]}"#, .invalidField, "input"),
        BadEvent("output a string", #"{"action":"a","output":"x"}"#, .invalidField, "output"),
        BadEvent("metadata a number", #"{"action":"a","metadata":1}"#, .invalidField, "metadata"),
        BadEvent("usage a list", #"{"action":"a","usage":[]}"#, .invalidField, "usage"),
        BadEvent("negative duration", #"{"action":"a","duration_ms":-1}"#, .invalidField, "duration_ms"),
        BadEvent("schema version 2", #"{"action":"a","schema_version":"2"}"#, .invalidField, "schema_version"),
        BadEvent("schema version a number", #"{"action":"a","schema_version":1}"#, .invalidField, "schema_version"),
        BadEvent("train_ok true", #"{"action":"a","train_ok":true}"#, .reservedField, "train_ok"),
        BadEvent("train_ok a string", #"{"action":"a","train_ok":"no"}"#, .invalidField, "train_ok"),
        BadEvent("recorded_at", #"{"action":"a","recorded_at":"2026-01-01T00:00:00Z"}"#, .reservedField, "recorded_at"),
        BadEvent("recorded_at null", #"{"action":"a","recorded_at":null}"#, .reservedField, "recorded_at"),
        BadEvent("pii_flags", #"{"action":"a","pii_flags":{}}"#, .reservedField, "pii_flags"),
        BadEvent("train_reason", #"{"action":"a","train_reason":"allowed"}"#, .reservedField, "train_reason"),
        BadEvent("train_preference", #"{"action":"a","train_preference":1}"#, .reservedField, "train_preference"),
        BadEvent("content_mac", #"{"action":"a","content_mac":"00"}"#, .reservedField, "content_mac"),
        BadEvent("recorded_by", #"{"action":"a","recorded_by":"me"}"#, .reservedField, "recorded_by"),
    ]

    private static func refusal(of bytes: [UInt8]) -> AuditError? {
        do {
            _ = try IncomingEvent(parsing: bytes)
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: notJSON + notAnEvent)
    func aMalformedEventGetsItsCodeAndField(bad: BadEvent) throws {
        let error = try #require(Self.refusal(of: bad.bytes))
        #expect(error.code == bad.code, "\(error)")
        #expect(error.field == bad.field)
        #expect(error.limit == bad.limit)
        #expect(error.actual == bad.actual)
        #expect(!error.message.contains("example.com"))
        #expect(!error.isRetryable)
    }

    @Test func theMessageTellsTheByteOfTheFault() throws {
        for (text, offset) in [
            (#"{"action":"a.b","action":"a.c"}"#, 16), (#"{"input":{"k":1, "k":2}}"#, 17), (#"{"a":tru}"#, 5),
            ("{\"input\":\"12345678\u{1}\"}", 18), (#"{"a":1e400}"#, 5), (#"{"a":"x\q"}"#, 7),
        ] {
            let error = try #require(Self.refusal(of: Array(text.utf8)))
            #expect(error.message.contains("at byte \(offset)"), "\(error.message)")
        }
        let broken = Array("\"abcdefgh\u{e9}".utf8) + [0xE2, 0x28, 0xA1] + Array("\"".utf8)
        #expect(throws: AuditError(.malformed, "")) { try JSONValue(parsing: broken) }
        #expect(Self.refusal(of: broken)?.message.contains("at byte 11") == true)
    }

    @Test func aTextBeyondTheLimitIsRefusedUnread() throws {
        let limits = JSONLimits(bytes: 16)
        #expect(throws: Never.self) { try JSONValue(parsing: #"{"a":"12345678"}"#, limits: limits) }
        do {
            _ = try JSONValue(parsing: #"{"a":"123456789"}"#, limits: limits)
            Issue.record("17 bytes were read under a limit of 16")
        } catch {
            #expect(error.code == .tooLarge)
            #expect(error.limit == 16)
            #expect(error.actual == 17)
        }
    }

    @Test func theDeepestNestingAllowedIsRead() throws {
        #expect(try JSONValue(parsing: BadEvent.nested(64)).canonicalBytes().count == 128)
        let objects = { (levels: Int) in
            String(repeating: #"{"a":"#, count: levels) + "1" + String(repeating: "}", count: levels)
        }
        #expect(try JSONValue(parsing: objects(64)).canonicalBytes().count == 64 * 6 + 1)
        #expect(throws: AuditError(.tooDeep, "")) { try JSONValue(parsing: objects(65)) }
        let deep = JSONLimits(depth: 10_000)
        #expect(deep.depth == JSONLimits.maximumDepth)
        #expect(try JSONValue(parsing: BadEvent.nested(256), limits: deep).canonicalBytes().count == 512)
    }

    @Test func nullStandsForAnAbsentField() throws {
        let event = try IncomingEvent(
            parsing: Array(#"{"action":"a.b","resource":null,"time":null,"train_ok":null}"#.utf8))
        #expect(event == IncomingEvent(action: "a.b"))
    }

    @Test func theOlderNamesAreReadAndMayRepeatTheNewOnes() throws {
        let text = #"""
            {"action":"a.b","tenantId":"t_demo","agentId":"ag","traceId":"t","requestId":"r","actorType":"agent",
            "tenant_id":"t_demo"}
            """#
        let expected = IncomingEvent(
            tenantID: "t_demo", agentID: "ag", action: "a.b", actorKind: .agent, requestID: "r", traceID: "t")
        #expect(try IncomingEvent(parsing: Array(text.utf8)) == expected)
    }
}
