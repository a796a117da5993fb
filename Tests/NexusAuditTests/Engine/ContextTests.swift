import AuditEvents
import NexusAudit
import NexusTesting
import Testing

@Suite struct ContextTests {
    /// The W3C trace id where the request has one, else the request id.
    @Test(arguments: [nil, "0af7651916cd43dd8448eb211c80319c"])
    func traceIDAttached(_ w3cTraceID: String?) async throws {
        let harness = Harness()
        var context = Harness.context
        context.w3cTraceID = w3cTraceID
        let receipt = try await context.run { try await harness.audit.emit("notes.create") }
        let event = try await harness.event(receipt)
        #expect(event.metadata["trace_id"] == .string(w3cTraceID ?? "req-123"))
        #expect(event.metadata["request_id"] == "req-123")
    }

    @Test func childTasksInheritTheContext() async throws {
        let harness = Harness()
        let receipt = try await Harness.context.run {
            async let receipt = harness.audit.emit("notes.create")
            return try await receipt
        }
        #expect(try await harness.event(receipt).actor == Actor(.human, "u_1"))
    }

    @Test func aPassedContextWinsOverTheTasks() async throws {
        let harness = Harness()
        let passed = RequestContext(tenantID: "t_other", requestID: "r-2")
        let receipt = try await Harness.context.run {
            try await harness.audit.emit("notes.create", context: passed)
        }
        #expect(receipt.tenantID.description == "t_other")
    }

    @Test(
        arguments: [
            (nil, nil, nil, Actor(.system, "system")),
            ("u_1", nil, nil, Actor(.human, "u_1")),
            (nil, "a_1", nil, Actor(.agent, "a_1")),
            ("u_1", "a_1", nil, Actor(.agent, "a_1", onBehalfOf: Actor(.human, "u_1"))),
            ("u_1", "a_1", Actor(.tool, "search"), Actor(.tool, "search")),
        ] as [(String?, String?, Actor?, Actor)])
    func theActorIsDerived(_ user: String?, _ agent: String?, _ explicit: Actor?, _ wanted: Actor) async throws {
        let harness = Harness()
        let context = RequestContext(
            tenantID: "t_demo", userID: user, agentID: agent, requestID: "r", actor: explicit)
        let event = try await harness.event(harness.audit.emit("notes.create", context: context))
        #expect(event.actor == wanted)
        #expect(event.agentID == wanted.id)
        #expect(event.metadata["actor_type"] == .string(wanted.kind.rawValue))
    }

    @Test func theEventNamesTheActorWhereTheContextNamesNobody() async throws {
        let harness = Harness()
        let tool = Actor(.tool, "search", onBehalfOf: Actor(.human, "u_9"))
        let event = IncomingEvent(action: "tool.call", actor: tool)
        let context = RequestContext(tenantID: "t_demo", requestID: "r")
        let stored = try await harness.event(harness.audit.emit(event, context: context))
        #expect(stored.actor == tool)
        #expect(stored.metadata["actor_type"] == "tool")
    }

    @Test func envSurfaceAndScopeComeFromTheEventElseFromTheContext() async throws {
        let harness = Harness()
        var context = Harness.context
        context.env = "staging"
        context.surface = "console"
        context.scope = EventScope(projectID: "p_ctx", runID: "run_ctx")
        let event = IncomingEvent(surface: "api", action: "notes.create", scope: EventScope(projectID: "p_event"))
        let stored = try await harness.event(harness.audit.emit(event, context: context))
        #expect(stored.env == "staging")
        #expect(stored.surface == "api")
        #expect(stored.scope == EventScope(projectID: "p_event", runID: "run_ctx"))
    }

    @Test func whatAgreesWithTheContextIsAccepted() async throws {
        let harness = Harness()
        let event = IncomingEvent(
            tenantID: "t_demo", agentID: "u_1", action: "notes.create", actor: Actor(.human, "u_1"), actorKind: .human,
            requestID: "req-123",
            metadata: [
                "trace_id": "req-123", "request_id": "req-123", "actor_type": "human", "action": "notes.create",
            ])
        let stored = try await harness.event(harness.audit.emit(event, context: Harness.context))
        #expect(stored.metadata.count == 4)
    }

    struct Contradiction: Sendable, CustomTestStringConvertible {
        var code: AuditError.Code
        var field: String
        var change: @Sendable (inout IncomingEvent) -> Void
        var testDescription: String { field }
    }

    @Test(arguments: [
        Contradiction(code: .invalidField, field: "tenant_id") { $0.tenantID = "t_other" },
        Contradiction(code: .reservedMetadata, field: "request_id") { $0.requestID = "req-999" },
        Contradiction(code: .reservedMetadata, field: "trace_id") { $0.traceID = "other" },
        Contradiction(code: .invalidField, field: "actor") { $0.actor = Actor(.human, "u_2") },
        Contradiction(code: .reservedMetadata, field: "actor_type") { $0.actorKind = .agent },
        Contradiction(code: .invalidField, field: "agent_id") { $0.agentID = "u_2" },
        Contradiction(code: .reservedMetadata, field: "metadata.trace_id") { $0.metadata["trace_id"] = "other" },
        Contradiction(code: .reservedMetadata, field: "metadata.request_id") { $0.metadata["request_id"] = 7 },
        Contradiction(code: .reservedMetadata, field: "metadata.actor_type") { $0.metadata["actor_type"] = "agent" },
        Contradiction(code: .reservedMetadata, field: "metadata.action") { $0.metadata["action"] = "notes.delete" },
    ])
    func whatContradictsTheContextIsRefused(_ contradiction: Contradiction) async throws {
        let harness = Harness()
        var context = Harness.context
        context.w3cTraceID = "0af7651916cd43dd8448eb211c80319c"
        var event = IncomingEvent(action: "notes.create")
        contradiction.change(&event)
        let error = try await auditError { try await harness.audit.emit(event, context: context) }
        #expect(error.code == contradiction.code)
        #expect(error.field == contradiction.field)
        #expect(try await harness.entries().isEmpty)
    }
}
