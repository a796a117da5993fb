import AuditEvents
import Testing

@Suite struct EventRulesTests {
    private static func refusal(_ event: IncomingEvent) -> AuditError? {
        do {
            try EventRules.check(event)
            return nil
        } catch {
            return error
        }
    }

    private static func refusal(_ context: RequestContext) -> AuditError? {
        do {
            try EventRules.check(context)
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: [Double.infinity, -.infinity, .nan, 9_007_199_254_740_992, -9_007_199_254_740_994, 1e20])
    func aNumberThatJSONCannotHoldIsRefusedInAnEventBuiltInSwift(number: Double) {
        for error in [
            Self.refusal(IncomingEvent(action: "a", input: ["list": [1, ["n": .number(number)]]])),
            Self.refusal(IncomingEvent(action: "a", durationMilliseconds: number)),
        ] {
            #expect(error?.code == .numberRange)
        }
        #expect(Self.refusal(IncomingEvent(action: "a", usage: ["n": .number(number)]))?.field == "usage")
    }

    /// The rule is closed: what the rules let through can be written and read back.
    @Test(arguments: [
        0, -0.0, 1e21, -1e30, .greatestFiniteMagnitude, .leastNonzeroMagnitude, 9_007_199_254_740_991, 0.1,
    ])
    func aNumberInRangeIsAcceptedAndReadsBack(number: Double) throws {
        let value: JSONValue = ["n": .number(number)]
        #expect(Self.refusal(IncomingEvent(action: "a", metadata: value.object!)) == nil)
        #expect(try JSONValue(parsing: value.canonicalBytes()) == value)
    }

    @Test func nestingIsBoundedSoThatTheStoredEventCanBeRead() throws {
        func nested(_ levels: Int) -> JSONObject {
            (1..<levels).reduce([:] as JSONObject) { inner, _ in ["a": .object(inner)] }
        }
        let error = Self.refusal(IncomingEvent(action: "a", output: nested(64)))
        #expect(error?.code == .tooDeep)
        #expect(error?.field == "output")
        #expect(error?.limit == 63)
        #expect(error?.actual == 64)

        let deepest = IncomingEvent(action: "a", output: nested(63))
        #expect(Self.refusal(deepest) == nil)
        var event = EventJSONTests.full
        event.output = deepest.output
        #expect(try DatasetEvent(leaf: event.json.canonicalBytes()) == event)
    }

    @Test func aTimeThatCannotBeWrittenIsRefused() {
        #expect(Self.refusal(IncomingEvent(time: Timestamp(microseconds: .max), action: "a"))?.field == "time")
    }

    @Test func aChainOfEightActorsIsTheLongest() {
        var actor = Actor(.human, "u")
        for _ in 1..<8 { actor = Actor(.agent, "a", onBehalfOf: actor) }
        #expect(actor.chainLength == 8)
        #expect(Self.refusal(IncomingEvent(action: "a", actor: actor)) == nil)
        #expect(Self.refusal(IncomingEvent(action: "a", actor: Actor(.tool, "t", onBehalfOf: actor)))?.actual == 9)
    }

    @Test func anAnalyticsFieldOfAnotherNameIsRefused() {
        let event = IncomingEvent(action: "a", analytics: Analytics(["colour": "red"]))
        #expect(Self.refusal(event)?.code == .unknownField)
        let many = Dictionary(uniqueKeysWithValues: (0..<65).map { ("utm_a\($0)", "x") })
        #expect(Self.refusal(IncomingEvent(action: "a", analytics: Analytics(many)))?.code == .tooLarge)
    }

    @Test(arguments: ["a", "a.b", "k8s.pods-exec.create", "x1.2fa.on", "a_b.c-d"])
    func aDottedVerbIsAnAction(action: String) {
        #expect(Self.refusal(IncomingEvent(action: action)) == nil)
    }

    @Test func aContextKeepsTheSameRules() {
        func context(_ change: (inout RequestContext) -> Void) -> AuditError? {
            var context = RequestContext(tenantID: "t_demo", userID: "u_1", requestID: "r-1")
            change(&context)
            return Self.refusal(context)
        }
        #expect(context { _ in } == nil)
        #expect(context { $0.tenantID = "demo" }?.code == .invalidTenant)
        #expect(context { $0.requestID = "" }?.field == "request_id")
        #expect(context { $0.w3cTraceID = "a b" }?.field == "trace_id")
        #expect(context { $0.userID = "a\n" }?.field == "user_id")
        #expect(context { $0.agentID = "" }?.field == "agent_id")
        #expect(context { $0.env = String(repeating: "e", count: 65) }?.limit == 64)
        #expect(context { $0.surface = "" }?.field == "surface")
        #expect(context { $0.scope.spanID = "" }?.field == "span_id")
        #expect(context { $0.recordedBy = "" }?.field == "recorded_by")
        #expect(context { $0.explicitActor = Actor(.tool, "") }?.field == "actor.id")
    }
}
