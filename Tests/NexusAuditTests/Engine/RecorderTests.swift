import AuditEvents
import Logging
import NexusAudit
import NexusTesting
import Testing

@Suite struct RecorderTests {
    /// An engine made without a logger and a factory speaks through the process's own.
    @Test func theProcessWideRecordersHearAnEngineOfDefaults() async throws {
        let metrics = MetricsRecorder.process
        let log = LogRecorder.process
        let before = metrics.counter("nexus_audit_failures_total", [("code", "missing_context")])
        let audit = AuditLogger(engine: LoggingEngine(backend: MemoryBackend()))
        let error = try await auditError { try await audit.emit("notes.create") }
        #expect(metrics.counter("nexus_audit_failures_total", [("code", "missing_context")]) > before)
        let line = try #require(log.lines.first { $0.metadata["event_id"] == error.eventID })
        #expect(line.label == "nexus.audit")
        #expect(line.level == .error)
    }

    @Test func aLoggersMetadataAndLevelAreItsOwn() {
        let recorder = LogRecorder()
        var quiet = recorder.logger("quiet", level: .error)
        quiet[metadataKey: "part"] = "a"
        quiet.info("unheard")
        quiet.error("heard", metadata: ["more": "b"])
        recorder.logger("loud").trace("heard too")
        #expect(recorder.lines.map(\.text) == ["error quiet heard more=b part=a", "trace loud heard too "])
    }
}
