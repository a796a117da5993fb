import AuditEvents
import InMemoryTracing
import Logging
import NexusAudit
import NexusTesting
import Testing
import Tracing

@Suite struct FailureTests {
    @Test func auditLoggerFailureNotSilent() async throws {
        let harness = Harness()
        harness.backend.fail(.append, .before(AuditError(.storeFull, "no space left")))
        let error = try await auditError {
            try await harness.audit.emit("notes.create", input: ["title": "Call Ana"], context: Harness.context)
        }
        let line = try #require(harness.log.lines.first)
        #expect(harness.log.lines.count == 1)
        #expect(line.level == .error)
        #expect(line.metadata["trace_id"] == "req-123")
        #expect(line.metadata["request_id"] == "req-123")
        #expect(line.metadata["tenant"] == "t_demo")
        #expect(line.metadata["code"] == "store_full")
        #expect(line.metadata["durability"] == "not_written")
        #expect(line.metadata["event_id"] == error.eventID)
        #expect(!line.text.contains("Call Ana"))
        #expect(harness.metrics.counter("nexus_audit_failures_total", [("code", "store_full")]) == 1)
        #expect(harness.metrics.counter("nexus_audit_events_total") == 0)
        #expect(error.tenantID == "t_demo")
        #expect(error.requestID == "req-123")
    }

    @Test func emitWithoutAContextIsRefusedLoggedAndCounted() async throws {
        let harness = Harness()
        let error = try await auditError { try await harness.audit.emit("notes.create", eventID: "e-1") }
        #expect(error.code == .missingContext)
        #expect(error.eventID == "e-1")
        #expect(harness.log.lines.map { $0.metadata["code"] } == ["missing_context"])
        #expect(harness.metrics.counter("nexus_audit_failures_total", [("code", "missing_context")]) == 1)
    }

    @Test func everyDoorLogsItsFailureOnce() async throws {
        let harness = Harness()
        let prepared = try await harness.audit.prepare("notes.create", context: Harness.context)
        harness.backend.fail(.append, .before(AuditError(.io, "gone")))
        _ = try await auditError { try await harness.audit.emit(prepared) }
        _ = try await auditError { _ = try await harness.audit.prepare("Not An Action", context: Harness.context) }
        _ = try await auditError {
            _ = try await harness.engine.setTrainPreference(optOut: true, userID: "", context: Harness.context)
        }
        #expect(harness.log.lines.map { $0.metadata["code"] } == ["io", "invalid_field", "invalid_field"])
        #expect(harness.log.lines.allSatisfy { $0.metadata["tenant"] == "t_demo" })
    }

    @Test func successIsCountedAndTimed() async throws {
        let harness = Harness()
        for _ in 0..<2 { try await harness.audit.emit("notes.create", eventID: "e", context: Harness.context) }
        #expect(harness.metrics.counter("nexus_audit_events_total") == 1)
        #expect(harness.metrics.counter("nexus_audit_duplicates_total") == 1)
        #expect(harness.metrics.values("nexus_audit_emit_duration_seconds").count == 2)
        #expect(harness.log.lines.isEmpty)
    }

    @Test func aFailedLookAtThePreferencesRefusesTheEvent() async throws {
        let harness = Harness()
        harness.backend.fail(.controlEntries, .before(AuditError(.corrupt, "bad entry")))
        let error = try await auditError { try await harness.audit.emit("notes.create", context: Harness.context) }
        #expect(error.code == .corrupt)
        #expect(error.durability == .notWritten)
        try await harness.audit.emit("notes.create", context: Harness.context)
        #expect(try await harness.entries().count == 1)
    }

    @Test func anInvalidTenantOrIDIsNotRepeatedInTheError() async throws {
        let harness = Harness()
        let context = RequestContext(tenantID: "Ana Example", requestID: "req with space")
        let error = try await auditError { try await harness.audit.emit("notes.create", context: context) }
        #expect(error.code == .invalidTenant)
        #expect(error.field == "tenant_id")
        #expect(error.tenantID == nil)
        #expect(error.requestID == nil)
        #expect(error.eventID != nil)
        #expect(!harness.log.lines[0].text.contains("Ana Example"))
    }

    @Test func aClockThatStaysBehindIsARetryableError() async throws {
        let memory = MemoryBackend()
        let log = LogRecorder()
        let clock = ManualClock()
        let engine = LoggingEngine(backend: RunawayBackend(memory), logger: log.logger(), now: clock.now)
        let error = try await auditError {
            _ = try await engine.run(IncomingEvent(action: "notes.create"), context: Harness.context)
        }
        #expect(error.code == .clockBehind)
        #expect(error.isRetryable)
        #expect(error.durability == .notWritten)
        #expect(log.lines.filter { $0.level == .warning }.count == 5)
    }

    @Test func aSpanSurroundsTheEmitAndHoldsNoContent() async throws {
        let harness = Harness()
        let tracer = InMemoryTracer()
        try await withTracer(tracer) {
            try await harness.audit.emit("notes.create", context: Harness.context)
            _ = try? await harness.audit.emit("Not An Action", context: Harness.context)
        }
        let spans = tracer.finishedSpans
        #expect(spans.map(\.operationName) == ["nexus.emit", "nexus.emit"])
        #expect(spans.first?.attributes["nexus.tenant"]?.toSpanAttribute() == .string("t_demo"))
        #expect(spans.first?.attributes["nexus.action"]?.toSpanAttribute() == .string("notes.create"))
        #expect(spans.first?.attributes["nexus.index"]?.toSpanAttribute() == .int64(0))
        #expect(spans.last?.attributes["nexus.error_code"]?.toSpanAttribute() == .string("invalid_field"))
        #expect(spans.last?.attributes["nexus.action"] == nil)
    }
}
