import AuditEvents
import AuditIngest
import Testing

@Suite struct NexusMapperTests {
    @Test func theEventTellsItsRequest() throws {
        let text = #"""
            {"event_id":"e-1","action":"a.b","tenant_id":"t_demo","request_id":"r-1","trace_id":"t-1","env":"test","surface":"cli","project_id":"p","actor":{"type":"agent","id":"ag","on_behalf_of":{"type":"human","id":"u"}}}
            """#
        let record = try Reading.records(text, tenant: nil)[0]
        #expect(record.event == (try IncomingEvent(parsing: text.utf8)))
        let expected = RequestContext(
            tenantID: "t_demo", requestID: "r-1", w3cTraceID: "t-1",
            actor: Actor(.agent, "ag", onBehalfOf: Actor(.human, "u")), env: "test", surface: "cli",
            scope: EventScope(projectID: "p"), recordedBy: "key_1")
        #expect(record.context == expected)
    }

    @Test func withoutARequestTheEventIsItsOwn() throws {
        let record = try Reading.records(#"{"action":"a.b"}"#)[0]
        #expect(record.event.eventID?.hasPrefix("mac_") == true)
        #expect(record.context.requestID == record.event.eventID)
        #expect(record.context.traceID == record.event.eventID)
        #expect(record.context.actor == Actor(.system, "system"))
        let named = try Reading.records(#"{"action":"a.b","event_id":"e-1"}"#)[0]
        #expect(named.context.requestID == "e-1")
    }

    @Test(arguments: [
        (#""actor_type":"tool","agent_id":"x""#, Actor(.tool, "x")), (#""agentId":"x""#, Actor(.agent, "x")),
        (#""agent_id":"system""#, Actor(.system, "system")), (#""actorType":"system""#, Actor(.system, "system")),
    ])
    func earlierWritersNameTheActorByTypeAndID(fields: String, actor: Actor) throws {
        #expect(try Reading.records(#"{"action":"a.b",\#(fields)}"#)[0].context.actor == actor)
    }

    @Test func anActorTypeWithoutAnIDIsRefused() {
        #expect(Reading.refusal(#"{"action":"a.b","actor_type":"human"}"#)?.code == .missingField)
        #expect(Reading.refusal(#"{"action":"a.b","actor_type":"human"}"#)?.field == "actor")
    }

    @Test func theTenantIsNamedOnceOrAgrees() throws {
        #expect(try Reading.records(#"{"action":"a","tenant_id":"t_demo"}"#)[0].context.tenantID == "t_demo")
        #expect(Reading.refusal(#"{"action":"a","tenant_id":"t_other"}"#)?.code == .invalidField)
        #expect(Reading.refusal(#"{"action":"a"}"#, tenant: nil)?.code == .missingField)
        #expect(Reading.refusal(#"{"action":"a"}"#, tenant: nil)?.field == "tenant_id")
    }

    @Test func aNumberThatNoDoubleHoldsIsRefusedInOurOwnFormat() {
        for format in [IngestFormat.auto, .nexus] {
            let error = Reading.refusal(#"{"action":"a","input":{"n":9007199254740993}}"#, format: format)
            #expect(error?.code == .numberRange)
            #expect(error?.field == "input")
        }
    }
}
