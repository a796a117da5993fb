import AuditEvents
import Logging
import MerkleLog
import NexusAudit
import NexusTesting
import Redaction
import Testing

/// One test per line of the contract, as far as the engine decides it.
@Suite struct ContractTests {
    @Test func contract01EmitReturnsAReceiptForADurableEntryOrThrows() async throws {
        let harness = Harness()
        let receipt = try await harness.audit.emit("notes.create", context: Harness.context)
        let stored = try #require(try await harness.entries().first)
        #expect(receipt.index == 0)
        #expect(receipt.leafHash == MerkleHash.leaf(stored.bytes))
        #expect(receipt.log == "memory.example/t_demo")

        harness.backend.fail(.append, .before(AuditError(.storeFull, "full")))
        let full = try await auditError { try await harness.audit.emit("notes.create", context: Harness.context) }
        #expect(full.code == .storeFull)
        #expect(full.durability == .notWritten)
        #expect(try await harness.entries().count == 1)

        // The commit is made, its answer lost: the id that the error carries settles it.
        let lost = AuditError(.io, "lost", isRetryable: true, durability: .unknown)
        harness.backend.fail(.append, .after(lost))
        let unknown = try await auditError {
            try await harness.audit.emit("notes.create", input: ["n": 7], context: Harness.context)
        }
        #expect(unknown.durability == .unknown)
        #expect(unknown.isRetryable)
        let id = try #require(unknown.eventID)
        harness.clock.advance(bySeconds: 3)
        var retry = Harness.context
        retry.requestID = "req-124"
        let settled = try await harness.audit.emit("notes.create", input: ["n": 7], eventID: id, context: retry)
        #expect(settled.isDuplicate)
        #expect(settled.index == 1)
        #expect(try await harness.entries().count == 2)
    }

    @Test func contract02ContextIsOnEveryEvent() async throws {
        let harness = Harness()
        let event = try await harness.event(
            harness.audit.emit("notes.create", metadata: ["own": 1], context: Harness.context))
        #expect(
            event.metadata == [
                "trace_id": "req-123", "request_id": "req-123", "actor_type": "human", "action": "notes.create",
                "own": 1,
            ])
        let contradiction = try await auditError {
            try await harness.audit.emit(
                "notes.create", metadata: ["request_id": "req-999"], context: Harness.context)
        }
        #expect(contradiction.code == .reservedMetadata)
        #expect(contradiction.field == "metadata.request_id")
        let missing = try await auditError { try await harness.audit.emit("notes.create") }
        #expect(missing.code == .missingContext)

        var reported = Harness.context
        reported.recordedBy = "cred_7"
        let relayed = try await harness.event(harness.audit.emit("notes.create", context: reported))
        #expect(relayed.record?.recordedBy == "cred_7")

        reported.recordedBy = "ci@example.com"
        let personal = try await harness.audit.emit("notes.create", context: reported)
        let pseudonym = try #require(try await harness.event(personal).record?.recordedBy)
        #expect(pseudonym.hasPrefix("<EMAIL:k1:"))
        #expect(personal.piiFlags.kinds == ["EMAIL": 1])
        #expect(personal.piiFlags.fields == ["recorded_by"])
    }

    @Test func contract03RedactionPrecedesEveryWrite() async throws {
        let harness = Harness()
        let receipt = try await harness.audit.emit(
            "notes.create", resource: Resource("user", "ana@example.com"), input: ["note": "call ana@example.com"],
            context: Harness.context)
        let event = try await harness.event(receipt)
        #expect(receipt.piiFlags.kinds["EMAIL"] != nil)
        #expect(receipt.piiFlags.policy == RedactionPolicy.standard.version)
        #expect(event.record?.piiFlags == receipt.piiFlags)
        #expect(try await !harness.everythingWritten().contains("ana@example.com"))
    }

    @Test func contract03ARedactorThatFailsRejectsTheEvent() async throws {
        let memory = MemoryBackend()
        let log = LogRecorder()
        let engine = LoggingEngine(backend: memory, logger: log.logger()) { _, _ throws(AuditError) in
            throw AuditError(
                .redactionFailed, "the detector gave up at input.ana@example.com", field: "input.ana@example.com")
        }
        let error = try await auditError {
            _ = try await engine.run(IncomingEvent(action: "notes.create"), context: Harness.context)
        }
        #expect(error.code == .redactionFailed)
        #expect(error.field != nil)
        #expect(!"\(error) \(error.json) \(log.lines)".contains("ana@example.com"))
        #expect(error.durability == .notWritten)
        #expect(try await memory.size(of: Harness.demo) == 0)
        #expect(log.lines.map(\.level) == [.error])
    }

    @Test(arguments: ["event_id", "request_id", "trace_id"])
    func contract03AnIdentifierWithPIIIsRefusedAndNotRepeated(_ field: String) async throws {
        let harness = Harness()
        let personal = "ana@example.com"
        var context = Harness.context
        if field == "request_id" { context.requestID = personal }
        if field == "trace_id" { context.w3cTraceID = personal }
        let error = try await auditError {
            try await harness.audit.emit(
                "notes.create", eventID: field == "event_id" ? personal : nil, context: context)
        }
        #expect(error.code == .piiInIdentifier)
        #expect(error.field == field)
        #expect(!"\(error.json)".contains(personal))
        #expect(!harness.log.lines.map(\.text).joined().contains(personal))
        #expect(try await harness.entries().isEmpty)
    }

    @Test func contract04TrainOKIsDecidedBeforeTheWrite() async throws {
        let harness = Harness()
        let allowed = try await harness.audit.emit("notes.create", context: Harness.context)
        #expect(allowed.trainOK)
        #expect(allowed.trainReason == .allowed)

        let choice = try await harness.engine.setTrainPreference(
            optOut: true, userID: "u_1", context: Harness.context)
        let refused = try await harness.audit.emit("notes.create", context: Harness.context)
        #expect(!refused.trainOK)
        #expect(refused.trainReason == .userOptOut)
        let event = try await harness.event(refused)
        #expect(event.record?.trainOK == false)
        #expect(event.record?.trainPreference == choice.index)

        let pii = try await harness.audit.emit(
            "notes.create", input: ["to": "ana@example.com"],
            context: RequestContext(tenantID: "t_demo", userID: "u_2", requestID: "r"))
        #expect(pii.trainReason == .pii)
    }

    @Test func contract05WhatStandsInTheLogStaysAsItIs() async throws {
        let harness = Harness()
        let first = try await harness.audit.emit("notes.create", eventID: "e-1", context: Harness.context)
        let before = try await harness.entries()
        _ = try? await harness.audit.emit("notes.update", eventID: "e-1", context: Harness.context)
        try await harness.audit.emit("notes.correct", resource: Resource("event", "e-1"), context: Harness.context)
        let after = try await harness.entries()
        #expect(after.first == before.first)
        #expect(after.count == 2)
        #expect(first.leafHash == after.first?.leafHash)
    }

    @Test func contract06APoisonedStoreIsReportedAsSuch() async throws {
        let harness = Harness()
        harness.backend.fail(.append, .before(AuditError(.storePoisoned, "reopen the store")), times: 2)
        for _ in 0..<2 {
            let error = try await auditError { try await harness.audit.emit("notes.create", context: Harness.context) }
            #expect(error.code == .storePoisoned)
            #expect(error.requestID == "req-123")
        }
        #expect(harness.metrics.counter("nexus_audit_failures_total", [("code", "store_poisoned")]) == 2)
    }

    @Test func contract07OneTenantOneLog() async throws {
        let harness = Harness()
        let other = RequestContext(tenantID: "t_other", userID: "u_1", requestID: "r")
        let big: JSONObject = ["text": .string(String(repeating: "ä", count: 60_000))]
        let ours = try await harness.audit.emit("notes.create", input: big, context: Harness.context)
        let theirs = try await harness.audit.emit("notes.create", context: other)
        #expect(ours.log == "memory.example/t_demo")
        #expect(theirs.log == "memory.example/t_other")
        #expect(theirs.index == 0)
        let reference = try #require(try await harness.event(ours).input["$blob"]?.string?.dropFirst("sha256:".count))
        #expect(try await harness.memory.blob(String(reference), tenant: Harness.demo) != nil)
        #expect(try await harness.memory.blob(String(reference), tenant: theirs.tenantID) == nil)
        // A preference of one tenant is none of the other's.
        _ = try await harness.engine.setTrainPreference(optOut: true, userID: nil, context: Harness.context)
        #expect(try await harness.audit.emit("notes.create", context: other).trainOK)
    }

    @Test func contract08TheSameEventIDGivesTheFirstReceiptAgain() async throws {
        let harness = Harness()
        func emit(_ title: String) async throws -> Receipt {
            try await harness.audit.emit(
                "notes.create", input: ["title": .string(title)], eventID: "e-1", context: Harness.context)
        }
        let first = try await emit("Call Ana")
        harness.clock.advance(bySeconds: 90)
        var again = try await emit("Call Ana")
        #expect(again.isDuplicate)
        again.isDuplicate = false
        #expect(again == first)

        let conflict = try await auditError { _ = try await emit("Call Bert") }
        #expect(conflict.code == .conflict)
        #expect(conflict.eventID == "e-1")
        #expect(!conflict.isRetryable)
        #expect(try await harness.event(first).record?.contentMAC?.utf8.count == 32)

        let entry = try #require(try await harness.entries().first)
        let remade = try Receipt(entry: entry, log: first.log, tenant: Harness.demo, isDuplicate: false)
        #expect(remade == first)
    }

    @Test func contract09TooLargeIsRefusedAndNothingIsTrimmed() async throws {
        let harness = Harness()
        // {"text":"…"} of exactly 17 MiB.
        let text = String(repeating: "x", count: 17 * 1024 * 1024 - 11)
        let error = try await auditError {
            try await harness.audit.emit("notes.create", input: ["text": .string(text)], context: Harness.context)
        }
        #expect(error.code == .tooLarge)
        #expect(error.field == "input")
        #expect(error.limit == 16_777_216)
        #expect(error.actual == 17_825_792)
        #expect(harness.backend.count(of: .storeBlob) == 0)
        #expect(try await harness.entries().isEmpty)

        let number = try await auditError {
            try await harness.audit.emit("notes.create", input: ["n": .number(0x1p53)], context: Harness.context)
        }
        #expect(number.code == .numberRange)
    }

    @Test func contract10OverloadIsHandedOnWithItsDelay() async throws {
        let harness = Harness()
        harness.backend.fail(
            .append, .before(AuditError(.overloaded, "busy", isRetryable: true, retryAfter: .milliseconds(250))))
        let error = try await auditError { try await harness.audit.emit("notes.create", context: Harness.context) }
        #expect(error.code == .overloaded)
        #expect(error.isRetryable)
        #expect(error.retryAfter == .milliseconds(250))
        #expect(error.eventID != nil)
        #expect(harness.backend.count(of: .append) == 1)
    }

    @Test func contract11IndexIsTheOrderAndAStaleStampIsMadeAnew() async throws {
        let harness = Harness()
        let ahead = try await harness.audit.emit("notes.create", context: Harness.context)
        harness.clock.advance(bySeconds: -30)
        let behind = try await harness.audit.emit("notes.create", context: Harness.context)
        #expect(behind.index == 1)
        #expect(behind.recordedAt == ahead.recordedAt)
        #expect(try await harness.event(behind).record?.recordedAt == ahead.recordedAt)
        #expect(harness.metrics.counter("nexus_audit_clock_behind_total") == 1)
        #expect(harness.log.lines.map(\.level) == [.warning])

        harness.clock.advance(bySeconds: 25)
        let tolerated = try await harness.audit.emit("notes.create", context: Harness.context)
        #expect(tolerated.recordedAt == ahead.recordedAt.advanced(bySeconds: -5))
    }
}
