import AuditEvents
import MerkleLog
import Testing

@testable import nexus

@Suite struct TraceStoryTests {
    private func event(
        _ action: String, at second: Int64, _ actor: Actor, scope: EventScope = EventScope(),
        metadata: JSONObject = [:],
        tenant: String = "t_demo", index: UInt64 = 0
    ) -> TraceEvent {
        let event = DatasetEvent(
            eventID: action, time: Timestamp(microseconds: second * 1_000_000), tenantID: tenant, env: "test",
            surface: "test", agentID: actor.id, action: action, actor: actor, scope: scope, metadata: metadata)
        return TraceEvent(tenant: TenantID(tenant)!, index: index, leafHash: .emptyRoot, event: event)
    }

    private let human = Actor(.human, "u_1")
    private var agent: Actor { Actor(.agent, "a_1", onBehalfOf: human) }
    private var tool: Actor { Actor(.tool, "search", onBehalfOf: agent) }

    private func told(_ events: [TraceEvent]) -> [String] {
        TraceStory(events).lines.map { String(repeating: ">", count: $0.depth) + $0.event.event.action }
    }

    @Test("in time order the agent stands beneath its human and the tool beneath its agent")
    func chain() {
        #expect(
            told([
                event("tool.call", at: 3, tool), event("human.ask", at: 1, human), event("agent.think", at: 2, agent),
                event("human.read", at: 4, human),
            ]) == ["human.ask", ">agent.think", ">>tool.call", "human.read"])
    }

    @Test("who left no event of their own still sets the depth")
    func missingPrincipals() {
        #expect(told([event("tool.call", at: 1, tool)]) == [">>tool.call"])
    }

    @Test("a named parent span comes before the actor's chain")
    func parentSpan() {
        #expect(
            told([
                event("agent.run", at: 1, agent, scope: EventScope(spanID: "s1")),
                event("agent.step", at: 2, agent, scope: EventScope(spanID: "s2"), metadata: ["parent_span_id": "s1"]),
                event("agent.inner", at: 3, agent, metadata: ["parent_span_id": "s2"]),
            ]) == [">agent.run", ">>agent.step", ">>>agent.inner"])
    }

    @Test("a tool that names nobody hangs on the agent of its step or run")
    func toolByStep() {
        let search = Actor(.tool, "search")
        #expect(
            told([
                event("agent.run", at: 1, agent, scope: EventScope(runID: "r", stepID: "1")),
                event("tool.call", at: 2, search, scope: EventScope(runID: "r", stepID: "1")),
                event("tool.other", at: 3, search, scope: EventScope(runID: "other")),
            ]) == [">agent.run", ">>tool.call", "tool.other"])
    }

    @Test("at the same time the order is that of tenant and index")
    func sameTime() {
        #expect(
            told([
                event("c", at: 1, human, tenant: "t_b", index: 0), event("b", at: 1, human, tenant: "t_a", index: 2),
                event("a", at: 1, human, tenant: "t_a", index: 1),
            ]) == ["a", "b", "c"])
    }
}
