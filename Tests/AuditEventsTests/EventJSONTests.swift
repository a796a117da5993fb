import AuditEvents
import Testing

@Suite struct EventJSONTests {
    static let full = DatasetEvent(
        eventID: "e-1", time: Timestamp("2026-01-31T09:30:00.000001Z")!, tenantID: "t_demo", env: "production",
        surface: "api", agentID: "a_1", action: "maybes.create",
        actor: Actor(.agent, "a_1", onBehalfOf: Actor(.human, "u_1")), resource: Resource("maybe", "m_1"),
        outcome: .denied, severity: .warning, storageClass: .ops,
        scope: EventScope(
            projectID: "p", appID: "app", surfaceID: "s", runID: "r", stepID: "st", spanID: "sp"),
        input: ["title": "Call Ana", "n": 1], output: ["ok": true], metadata: ["trace_id": "r-1"],
        analytics: Analytics(["utm_source": "mail", "asset_alt_text": "a cat"]), durationMilliseconds: 12.5,
        usage: ["tokens": 7],
        record: EngineRecord(
            recordedAt: Timestamp("2026-01-31T09:30:01Z")!,
            piiFlags: PIIFlags(policy: "nexus-1", kinds: ["EMAIL": 2], fields: ["input.note"]), trainOK: false,
            trainReason: .pii, trainPreference: 4, contentMAC: "00ff", recordedBy: "svc"))

    @Test func aFullEventSurvivesTheWayIntoALeafAndBack() throws {
        let leaf = Self.full.json.canonicalBytes()
        #expect(try DatasetEvent(leaf: leaf) == Self.full)
    }

    @Test func aCallersEventIsRead() throws {
        let text = #"{"action":"a.b","tenantId":"t_demo","requestId":"r","train_ok":false,"actor_type":"tool"}"#
        let event = try IncomingEvent(json: try JSONValue(parsing: text).object!)
        #expect(event.action == "a.b")
        #expect(event.tenantID == "t_demo")
        #expect(event.requestID == "r")
        #expect(event.callerTrainOK == false)
        #expect(event.actorKind == .tool)
    }
}
