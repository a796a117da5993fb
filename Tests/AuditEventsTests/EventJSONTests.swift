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

    @Test func aFullEventHasTheFieldNamesOfTheFormat() {
        let names = Self.full.json.members.map(\.key)
        #expect(
            Set(names)
                == DatasetEvent.fieldNames.subtracting(["analytics_event_type", "analytics_platform"]).union([
                    "utm_source"
                ]))
        #expect(Self.full.json["pii_flags"] == ["policy": "nexus-1", "kinds": ["EMAIL": 2], "fields": ["input.note"]])
        #expect(
            Self.full.json["actor"] == ["type": "agent", "id": "a_1", "on_behalf_of": ["type": "human", "id": "u_1"]])
        #expect(Self.full.json["time"] == "2026-01-31T09:30:00.000001Z")
        #expect(Self.full.json["train_preference"] == 4)
    }

    @Test func whatIsAbsentIsLeftOutAndMetadataNever() {
        let event = DatasetEvent(
            eventID: "e", time: Timestamp(microseconds: 0), tenantID: "t_demo", env: "test", surface: "cli",
            agentID: "system", action: "a", actor: Actor(.system, "system"))
        #expect(
            event.json.members.map(\.key) == [
                "action", "actor", "agent_id", "env", "event_id", "metadata", "outcome", "schema_version", "severity",
                "storage_class", "surface", "tenant_id", "time",
            ])
    }

    @Test func aCallersOptOutIsKeptUntilAndAsTheReason() throws {
        var event = Self.full
        event.record = nil
        event.callerTrainOK = false
        #expect(event.json["train_ok"] == false)
        #expect(try DatasetEvent(unrecorded: event.json) == event)
        event.record = Self.full.record
        event.record?.trainReason = .caller
        #expect(try DatasetEvent(stored: event.json) == event)
    }

    private static func refusal(_ json: JSONObject) -> AuditError? {
        do {
            _ = try DatasetEvent(stored: json)
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: [
        "action", "actor", "agent_id", "env", "event_id", "metadata", "outcome", "pii_flags", "recorded_at",
        "schema_version",
        "severity", "storage_class", "surface", "tenant_id", "time", "train_ok", "train_reason",
    ])
    func aStoredEventWithoutOneOfItsFieldsIsRefused(field: String) {
        var json = Self.full.json
        json[field] = nil
        #expect(Self.refusal(json)?.code == .missingField)
        #expect(Self.refusal(json)?.field == field)
    }

    @Test func aStoredEventWithAFieldOfAnotherTypeOrNameIsRefused() {
        for name in DatasetEvent.fieldNames {
            var json = Self.full.json
            json[name] = .null
            #expect(Self.refusal(json)?.code == .invalidField)
            #expect(Self.refusal(json)?.field == name)
        }
        var json = Self.full.json
        json["colour"] = "red"
        #expect(Self.refusal(json)?.code == .unknownField)
        json = Self.full.json
        json["train_preference"] = -1
        #expect(Self.refusal(json)?.field == "train_preference")
        json["train_preference"] = 1.5
        #expect(Self.refusal(json)?.field == "train_preference")
    }

    @Test func anEventThatTheEngineStampedIsNotUnrecorded() {
        do {
            _ = try DatasetEvent(unrecorded: Self.full.json)
            Issue.record("engine-written fields were read as a caller's")
        } catch {
            #expect(error.code == .reservedField)
        }
    }
}
