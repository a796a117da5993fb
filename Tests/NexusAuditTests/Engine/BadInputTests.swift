import AuditEvents
import NexusAudit
import NexusTesting
import Testing

@Suite struct BadInputTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var code: AuditError.Code
        var field: String?
        var change: @Sendable (inout IncomingEvent, inout RequestContext) -> Void

        init(
            _ name: String, _ code: AuditError.Code, _ field: String?,
            _ change: @escaping @Sendable (inout IncomingEvent, inout RequestContext) -> Void
        ) {
            testDescription = name
            self.code = code
            self.field = field
            self.change = change
        }
    }

    private static func nested(_ depth: Int) -> JSONValue {
        (0..<depth).reduce(.null) { value, _ in ["a": value] }
    }

    @Test(arguments: [
        Row("tenant without t_", .invalidTenant, "tenant_id") { _, context in context.tenantID = "demo" },
        Row("tenant in capitals", .invalidTenant, "tenant_id") { _, context in context.tenantID = "t_Demo" },
        Row("tenant with a slash", .invalidTenant, "tenant_id") { _, context in context.tenantID = "t_../x" },
        Row("tenant too long", .invalidTenant, "tenant_id") { _, context in
            context.tenantID = "t_" + String(repeating: "a", count: 63)
        },
        Row("empty tenant", .invalidTenant, "tenant_id") { _, context in context.tenantID = "" },
        Row("empty request id", .invalidField, "request_id") { _, context in context.requestID = "" },
        Row("request id with a newline", .invalidField, "request_id") { _, context in context.requestID = "a\nb" },
        Row("trace id with a space", .invalidField, "trace_id") { _, context in context.w3cTraceID = "a b" },
        Row("empty event id", .invalidField, "event_id") { event, _ in event.eventID = "" },
        Row("event id beyond ASCII", .invalidField, "event_id") { event, _ in event.eventID = "é" },
        Row("event id too long", .tooLarge, "event_id") { event, _ in
            event.eventID = String(repeating: "e", count: 129)
        },
        Row("empty action", .invalidField, "action") { event, _ in event.action = "" },
        Row("action with a space", .invalidField, "action") { event, _ in event.action = "notes create" },
        Row("control character in a name", .invalidField, "env") { event, _ in event.env = "a\u{0}b" },
        Row("empty user id", .invalidField, "user_id") { _, context in context.userID = "" },
        Row("nested too deep", .tooDeep, "input") { event, _ in event.input = ["a": nested(63)] },
        Row("huge number", .numberRange, "input") { event, _ in event.input = ["n": 9_007_199_254_740_993] },
        Row("infinite number", .numberRange, "output") { event, _ in event.output = ["n": .number(.infinity)] },
        Row("not a number", .numberRange, "metadata") { event, _ in event.metadata = ["n": [.number(.nan)]] },
        Row("huge usage", .numberRange, "usage") { event, _ in event.usage = ["tokens": .number(-1e17)] },
        Row("negative duration", .invalidField, "duration_ms") { event, _ in event.durationMilliseconds = -1 },
        Row("train_ok of the caller", .reservedField, "train_ok") { event, _ in event.callerTrainOK = true },
        Row("unknown analytics field", .unknownField, "utm") { event, _ in event.analytics = Analytics(["utm": "x"]) },
    ])
    func isRefusedWithItsCodeAndField(_ row: Row) async throws {
        let harness = Harness()
        var event = IncomingEvent(action: "notes.create")
        var context = Harness.context
        row.change(&event, &context)
        let error = try await auditError { [event, context] in try await harness.audit.emit(event, context: context) }
        #expect(error.code == row.code)
        #expect(error.field == row.field)
        #expect(error.durability == .notWritten)
        #expect(!error.isRetryable)
        #expect(harness.backend.count(of: .append) == 0)
        #expect(harness.log.lines.count == 1)
    }

    @Test func theDeepestThatIsTakenComesBackFromTheLog() async throws {
        let harness = Harness()
        let input: JSONObject = ["a": Self.nested(62)]
        let receipt = try await harness.audit.emit("notes.create", input: input, context: Harness.context)
        #expect(try await harness.event(receipt).input == input)
    }

    @Test func anEmptyEventIsTaken() async throws {
        let harness = Harness()
        let receipt = try await harness.audit.emit("a", context: RequestContext(tenantID: "t_a", requestID: "r"))
        #expect(try await harness.event(receipt).input == [:])
    }
}
