import AuditEvents
import Logging
import NexusAudit
import NexusTesting
import Redaction
import Testing

/// Events as their callers wrote them: the same entries as of values, the same refusals.
@Suite struct BytesTests {
    static let texts = [
        #"{"action":"a.b"}"#,
        #" { "outcome" : "error" , "action":"a.b","\u0061ctor_type":"human","input":{},"output":{ "b":1e2,"a":[ ] } } "#,
        #"{"action":"a.b","event_id":"e-1","requestId":"req-123","actor":{"id":"u_1","type":"human","on_behalf_of":null}}"#,
        #"{"action":"a.b","event_id":"e-2","time":"2026-03-01T10:00:00+02:00","duration_ms":1.50,"resource":{"type":"user","id":"ana@example.com"}}"#,
        #"{"action":"a.b","event_id":"e-3","metadata":{"z":1,"action":"a.b","request_id":"req-123","trace_id":"t-9","k":{"x":null}},"trace_id":"t-9"}"#,
        #"{"action":"a.b","event_id":"e-4","metadata":{"ana@example.com":"call +1 202-555-0142","a":"\u00e9\n"},"usage":{"model":"m","in":3}}"#,
        #"{"action":"a.b","event_id":"e-5","train_ok":false,"utm_source":"x","seo_title":"mail ana@example.com","analytics_platform":"web","asset_alt_text":"a"}"#,
        #"{"action":"a.b","event_id":"e-6","project_id":"p","app_id":null,"span_id":"s","storage_class":"cost","severity":"debug","surface":"console","env":"test"}"#,
        #"{"action":"a.b","event_id":"e-7","input":{"password":"hunter2","nested":"{\"to\":\"ana@example.com\"}"},"schema_version":"1"}"#,
        #"{"action":"privacy.train_preference.set","event_id":"e-8","input":{"subject":{"type":"user","id":"ana@example.com"},"train":"opt_out"}}"#,
        #"{"action":"a.b","event_id":"e-9","tenantId":"t_demo","agentId":"u_1","input":{"text":"\#(String(repeating: "x", count: 70_000))"}}"#,
    ]

    @Test(arguments: texts)
    func theEntryIsThatOfTheValue(_ text: String) async throws {
        let (byBytes, byValue) = (Harness(), Harness())
        let first = try await byBytes.engine.run(json: text.utf8, context: Harness.context)
        let second = try await byValue.audit.emit(
            IncomingEvent(parsing: text.utf8), context: Harness.context)
        let leaf = try #require(try await byBytes.entries().first).bytes
        let isIDGiven = text.contains("event_id")
        if isIDGiven {
            #expect(first == second)
            #expect(leaf == (try await byValue.entries().first?.bytes))
        }
        // The engine's fields stand in their places.
        #expect(try JSONValue(parsing: leaf).canonicalBytes() == leaf)
        let event = try DatasetEvent(leaf: leaf)
        #expect((event.record?.contentMAC != nil) == isIDGiven)
        #expect(try await !byBytes.everythingWritten().contains("ana@example.com"))
    }

    @Test(arguments: texts.filter { $0.contains("event_id") })
    func aRepetitionIsKnownWhicheverWayItComes(_ text: String) async throws {
        let harness = Harness()
        let first = try await harness.engine.run(json: text.utf8, context: Harness.context)
        harness.clock.advance(bySeconds: 5)
        var again = try await harness.audit.emit(IncomingEvent(parsing: text.utf8), context: Harness.context)
        #expect(again.isDuplicate)
        again.isDuplicate = false
        #expect(again == first)
        let other = text.replacing("\"action\":\"a.b\"", with: "\"action\":\"a.c\"")
        guard other != text, !text.contains(#""metadata":{"z""#) else { return }
        let error = try await auditError {
            _ = try await harness.engine.run(json: other.utf8, context: Harness.context)
        }
        #expect(error.code == .conflict)
    }

    @Test(arguments: [
        ("{", AuditError.Code.malformed, nil), ("[]", .malformed, nil), (#"{"action":"A"}"#, .invalidField, "action"),
        (#"{"action":"a","tenant_id":"t_other"}"#, .invalidField, "tenant_id"),
        (#"{"action":"a","request_id":"other"}"#, .reservedMetadata, "request_id"),
        (#"{"action":"a","metadata":{"action":"b"}}"#, .reservedMetadata, "metadata.action"),
        (#"{"action":"a","metadata":{"trace_id":7}}"#, .reservedMetadata, "metadata.trace_id"),
        (#"{"action":"a","actor":{"type":"human","id":"u_2"}}"#, .invalidField, "actor"),
        (#"{"action":"a","agent_id":"u_2"}"#, .invalidField, "agent_id"),
        (#"{"action":"a","actor_type":"tool"}"#, .reservedMetadata, "actor_type"),
        (#"{"action":"a","input":{"$blob":"sha256:00","bytes":1}}"#, .reservedField, "input"),
        (#"{"action":"a","event_id":"ana@example.com"}"#, .piiInIdentifier, "event_id"),
        (#"{"action":"privacy.train_preference.set","input":{"train":"maybe"}}"#, .invalidField, "input.subject"),
    ])
    func aRefusalNamesItsFieldIsLoggedAndCounted(_ text: String, _ code: AuditError.Code, _ field: String?) async throws
    {
        let harness = Harness()
        let error = try await auditError {
            _ = try await harness.engine.run(json: text.utf8, context: Harness.context)
        }
        #expect(error.code == code)
        #expect(error.field == field)
        #expect(error.tenantID == "t_demo")
        #expect(error.requestID == "req-123")
        #expect(harness.log.lines.map(\.level) == [.error])
        #expect(harness.metrics.counter("nexus_audit_failures_total", [("code", code.rawValue)]) == 1)
        #expect(try await harness.entries().isEmpty)
        #expect(!"\(error.json) \(harness.log.lines)".contains("ana@example.com"))
    }

    @Test func withoutAContextNothingIsRead() async throws {
        let harness = Harness()
        let error = try await auditError { _ = try await harness.engine.run(json: texts[0].utf8, context: nil) }
        #expect(error.code == .missingContext)
    }

    private var texts: [String] { Self.texts }
}

/// Events of requests that others made.
@Suite struct ReporterTests {
    private static let reporter = EventReporter(
        tenantID: "t_demo", env: "staging", surface: "batch", recordedBy: "key_1")

    private func event(_ text: String, _ harness: Harness, eventID: String? = nil) async throws -> DatasetEvent {
        try await harness.event(try await harness.engine.run(json: text.utf8, by: Self.reporter, eventID: eventID))
    }

    @Test func theEventTellsItsRequest() async throws {
        let event = try await event(
            #"""
            {"action":"a.b","request_id":"r-7","trace_id":"t-7","env":"production",
            "actor":{"type":"agent","id":"a_1","on_behalf_of":{"type":"human","id":"u_1"}}}
            """#, Harness())
        #expect(event.metadata["request_id"] == "r-7")
        #expect(event.metadata["trace_id"] == "t-7")
        #expect(event.metadata["actor_type"] == "agent")
        #expect(event.actor == Actor(.agent, "a_1", onBehalfOf: Actor(.human, "u_1")))
        #expect(event.agentID == "a_1")
        #expect(event.env == "production")
        #expect(event.surface == "batch")
        #expect(event.tenantID == "t_demo")
        #expect(event.record?.recordedBy == "key_1")
    }

    @Test func whatIsNotToldIsTheEventsIDAndTheSystem() async throws {
        let event = try await event(#"{"action":"a.b"}"#, Harness(), eventID: "mac_1")
        #expect(event.eventID == "mac_1")
        #expect(event.metadata["request_id"] == "mac_1")
        #expect(event.metadata["trace_id"] == "mac_1")
        #expect(event.actor == Actor(.system, "system"))
        #expect(event.env == "staging")
        #expect(event.record?.contentMAC != nil)
    }

    @Test(arguments: [
        (#""agent_id":"system""#, Actor(.system, "system")), (#""agent_id":"bot""#, Actor(.agent, "bot")),
        (#""actorType":"human","agentId":"u_1""#, Actor(.human, "u_1")),
        (#""actor_type":"system""#, Actor(.system, "system")),
    ])
    func theActorOfEarlierWriters(_ fields: String, _ actor: Actor) async throws {
        let event = try await event(#"{"action":"a.b",\#(fields)}"#, Harness())
        #expect(event.actor == actor)
        #expect(event.metadata["actor_type"] == .string(actor.kind.rawValue))
    }

    @Test(arguments: [
        (#"{"action":"a","tenant_id":"t_other"}"#, AuditError.Code.invalidField, "tenant_id"),
        (#"{"action":"a","actor_type":"human"}"#, .missingField, "actor"),
        (#"{"action":"a","request_id":"ana@example.com"}"#, .piiInIdentifier, "request_id"),
    ])
    func whatCannotBeReportedIsRefused(_ text: String, _ code: AuditError.Code, _ field: String) async throws {
        let harness = Harness()
        let error = try await auditError { _ = try await event(text, harness) }
        #expect(error.code == code)
        #expect(error.field == field)
        #expect(try await harness.entries().isEmpty)
    }

    /// An id beside the event is as much a caller's as one in it.
    @Test(arguments: [
        ("ana@example.com", AuditError.Code.piiInIdentifier), ("", .invalidField), ("a b", .invalidField),
        (String(repeating: "x", count: 129), .tooLarge),
    ])
    func anIDBesideTheEventKeepsTheRulesOfOneInIt(_ id: String, _ code: AuditError.Code) async throws {
        let harness = Harness()
        let error = try await auditError {
            _ = try await event(#"{"action":"a","request_id":"r-1"}"#, harness, eventID: id)
        }
        #expect(error.code == code)
        #expect(error.field == "event_id")
        #expect(try await harness.entries().isEmpty)
        #expect(!"\(error.json) \(harness.log.lines)".contains("ana@example.com"))
    }

    @Test func aReporterKeepsTheRulesOfAContext() async throws {
        let harness = Harness()
        let faults: [(EventReporter, String)] = [
            (EventReporter(tenantID: "t_demo", env: ""), "env"),
            (EventReporter(tenantID: "t_demo", surface: "a\u{7}"), "surface"),
            (EventReporter(tenantID: "t_demo", recordedBy: String(repeating: "k", count: 257)), "recorded_by"),
        ]
        for (reporter, field) in faults {
            let error = try await auditError {
                _ = try await harness.engine.run(json: #"{"action":"a"}"#.utf8, by: reporter)
            }
            #expect(error.field == field)
        }
        #expect(try await harness.entries().isEmpty)
    }

    @Test func aReporterWithoutATenantTakesTheEvents() async throws {
        let harness = Harness()
        let open = EventReporter()
        let receipt = try await harness.engine.run(json: #"{"action":"a","tenant_id":"t_demo"}"#.utf8, by: open)
        #expect(receipt.tenantID == Harness.demo)
        let error = try await auditError {
            _ = try await harness.engine.run(json: #"{"action":"a"}"#.utf8, by: open)
        }
        #expect(error.code == .missingField)
        #expect(error.field == "tenant_id")
    }

    @Test func manyAtOnceKeepTheirOrder() async throws {
        let harness = Harness()
        let events = try (0..<50).map { number in
            try harness.engine.prepare(
                json: #"{"action":"a.b","input":{"n":\#(number)}}"#.utf8, by: Self.reporter, eventID: "e-\(number / 2)")
        }
        let receipts = await harness.engine.append(events)
        #expect(receipts.count == 50)
        for (number, receipt) in receipts.enumerated() {
            switch receipt {
            case .success(let receipt):
                #expect(number.isMultiple(of: 2))
                #expect(receipt.index == UInt64(number / 2))
            case .failure(let error):
                #expect(!number.isMultiple(of: 2))
                #expect(error.code == .conflict)
            }
        }
        #expect(harness.metrics.counter("nexus_audit_events_total") == 25)
        #expect(harness.log.lines.count == 25)
    }
}
