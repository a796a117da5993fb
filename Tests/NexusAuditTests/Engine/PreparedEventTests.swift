import AuditEvents
import NexusAudit
import NexusTesting
import Redaction
import Testing

@Suite struct PreparedEventTests {
    static let input: JSONObject = ["note": "write to ana@example.com", "n": 1]

    @Test(arguments: [nil, "e-1"])
    func appendingTwiceGivesTheSameReceipt(_ eventID: String?) async throws {
        let harness = Harness()
        let prepared = try await harness.audit.prepare(
            "notes.create", input: Self.input, eventID: eventID, context: Harness.context)
        #expect(try await harness.entries().isEmpty)
        let first = try await harness.audit.emit(prepared)
        #expect(!first.isDuplicate)
        #expect(first.eventID == prepared.event.eventID)
        harness.clock.advance(bySeconds: 100)
        // In another process, from the stored bytes.
        var again = try await harness.otherEngine().append(try PreparedEvent(encoded: prepared.encoded))
        #expect(again.isDuplicate)
        again.isDuplicate = false
        #expect(again == first)
    }

    @Test func theEncodedFormIsRedactedAndComesBackWhole() async throws {
        let harness = Harness()
        var context = Harness.context
        context.recordedBy = "cred_1"
        context.userID = "ana@example.com"
        let events = [
            IncomingEvent(eventID: "e-1", time: Timestamp(microseconds: 5), action: "a.b", input: Self.input),
            IncomingEvent(action: "a.b", requestID: "req-123", output: Self.input, callerTrainOK: false),
            IncomingEvent(action: "a.b", traceID: "req-123", metadata: ["x": ["y": "to ana@example.com"]]),
        ]
        for event in events {
            let prepared = try await harness.audit.prepare(event, context: context)
            let text = String(decoding: prepared.encoded, as: UTF8.self)
            #expect(!text.contains("ana@example.com"))
            #expect(!text.contains("ana@"))
            #expect(try PreparedEvent(encoded: prepared.encoded) == prepared)
            #expect(try PreparedEvent(encoded: prepared.encoded).encoded == prepared.encoded)
        }
    }

    @Test func emitAndPrepareThenEmitWriteTheSameEvent() async throws {
        let direct = Harness()
        let stepwise = Harness()
        let event = IncomingEvent(eventID: "e-1", action: "notes.create", input: Self.input)
        let first = try await direct.audit.emit(event, context: Harness.context)
        let second = try await stepwise.audit.emit(stepwise.audit.prepare(event, context: Harness.context))
        #expect(first == second)
    }

    @Test func thePreferenceOfTheAppendDecides() async throws {
        let harness = Harness()
        let prepared = try await harness.audit.prepare("notes.create", context: Harness.context)
        _ = try await harness.engine.setTrainPreference(optOut: true, userID: nil, context: Harness.context)
        #expect(try await harness.audit.emit(prepared).trainReason == .tenantOptOut)
    }

    @Test func aRetryByEmitAndThePreparedFormAreOneEvent() async throws {
        let harness = Harness()
        let prepared = try await harness.audit.prepare("notes.create", input: Self.input, context: Harness.context)
        try await harness.audit.emit(
            "notes.create", input: Self.input, eventID: prepared.event.eventID, context: Harness.context)
        #expect(try await harness.audit.emit(prepared).isDuplicate)
    }

    @Test func prepareTakesTheTasksContext() async throws {
        let harness = Harness()
        let prepared = try await Harness.context.run { try await harness.audit.prepare("notes.create") }
        #expect(prepared.event.actor == Actor(.human, "u_1"))
        let error = try await auditError { _ = try await harness.audit.prepare("notes.create") }
        #expect(error.code == .missingContext)
    }

    @Test func decodingIsStrict() async throws {
        let harness = Harness()
        let prepared = try await harness.audit.prepare("notes.create", eventID: "e-1", context: Harness.context)
        let whole = try #require(try JSONValue(parsing: prepared.encoded).object)
        func code(_ change: (inout JSONObject) -> Void) -> AuditError.Code? {
            var json = whole
            change(&json)
            do {
                _ = try PreparedEvent(encoded: JSONValue.object(json).canonicalBytes())
                return nil
            } catch {
                return error.code
            }
        }
        #expect(code { _ in } == nil)
        #expect(code { $0["extra"] = 1 } == .unknownField)
        #expect(code { $0["prepared"] = 2 } == .invalidField)
        #expect(code { $0["content_mac"] = "short" } == .invalidField)
        for member in whole.members where member.key != "content_mac" {
            #expect(code { $0[member.key] = nil } == .missingField, "\(member.key)")
            #expect(code { $0[member.key] = .array([]) } == .invalidField, "\(member.key)")
        }
        func inEvent(_ change: (inout JSONObject) -> Void) -> AuditError.Code? {
            code { json in
                var event = json["event"]?.object ?? [:]
                change(&event)
                json["event"] = .object(event)
            }
        }
        #expect(inEvent { _ in } == nil)
        #expect(inEvent { $0["tenant_id"] = "demo" } == .invalidTenant)
        #expect(inEvent { $0["event_id"] = "a b" } == .invalidField)
        #expect(inEvent { $0["agent_id"] = "u_2" } == .invalidField)
        #expect(inEvent { $0["recorded_at"] = "2026-01-31T09:30:00.000000Z" } == .reservedField)
        for key in ["action", "actor_type", "request_id", "trace_id"] {
            let changed = inEvent { event in
                var metadata = event["metadata"]?.object ?? [:]
                metadata[key] = "not it"
                event["metadata"] = .object(metadata)
            }
            #expect(changed == .invalidField, "\(key)")
        }
        #expect(throws: AuditError(.malformed, "")) { try PreparedEvent(encoded: Array("[]".utf8)) }
        #expect(throws: AuditError(.malformed, "")) { try PreparedEvent(encoded: Array("{".utf8)) }
    }

    @Test func aForgedControlEventIsRefusedAtTheAppend() async throws {
        let harness = Harness()
        let prepared = try await harness.audit.prepare(
            ControlEvent.setTrainPreference,
            input: TrainPreferenceChange(subject: .tenant, isOptOut: true).input, context: Harness.context)
        let text = String(decoding: prepared.encoded, as: UTF8.self)
        let forged = text.split(separator: "opt_out", omittingEmptySubsequences: false).joined(separator: "whatever")
        #expect(forged != text)
        let event = try PreparedEvent(encoded: Array(forged.utf8))
        let error = try await auditError { try await harness.audit.emit(event) }
        #expect(error.code == .invalidField)
        #expect(error.field == "input.train")
    }
}
