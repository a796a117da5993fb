import AuditEvents
import NexusAudit
import NexusTesting
import Testing

@Suite struct DuplicateTests {
    /// Every part of an event that a repetition must bring again.
    struct Change: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var change: @Sendable (inout IncomingEvent, inout RequestContext) -> Void
        init(_ name: String, _ change: @escaping @Sendable (inout IncomingEvent, inout RequestContext) -> Void) {
            testDescription = name
            self.change = change
        }
    }

    static let time = Timestamp(microseconds: 1_700_000_000_000_000)

    static func event() -> IncomingEvent {
        IncomingEvent(
            eventID: "e-1", time: time, action: "notes.create", resource: Resource("note", "n_1"),
            input: ["to": "ana@example.com"], metadata: ["own": "x"])
    }

    @Test(arguments: [
        Change("action") { event, _ in event.action = "notes.update" },
        Change("time") { event, _ in event.time = time.advanced(bySeconds: 1) },
        Change("no time") { event, _ in event.time = nil },
        Change("resource") { event, _ in event.resource?.id = "n_2" },
        Change("outcome") { event, _ in event.outcome = .denied },
        Change("input that redacts to the same") { event, _ in event.input = ["to": "bob@example.com"] },
        Change("normalisation of a text") { event, _ in event.metadata = ["own": "x", "caf\u{65}\u{301}": 1] },
        Change("metadata") { event, _ in event.metadata = ["own": "y"] },
        Change("scope") { event, _ in event.scope.runID = "run" },
        Change("train_ok") { event, _ in event.callerTrainOK = false },
        Change("a request that the event names") { event, _ in event.requestID = "req-123" },
        Change("the user") { _, context in context.userID = "u_2" },
        Change("an agent in between") { _, context in context.agentID = "a_1" },
    ])
    func otherContentUnderTheSameIDIsAConflict(_ change: Change) async throws {
        let harness = Harness()
        let first = try await harness.audit.emit(Self.event(), context: Harness.context)
        var event = Self.event()
        var context = Harness.context
        change.change(&event, &context)
        let error = try await auditError { [event, context] in try await harness.audit.emit(event, context: context) }
        #expect(error.code == .conflict)
        #expect(error.durability == .notWritten)
        #expect(try await harness.entries().count == 1)
        // And the first is still itself.
        let again = try await harness.audit.emit(Self.event(), context: Harness.context)
        #expect(again.isDuplicate)
        #expect(again.leafHash == first.leafHash)
    }

    @Test func aRepetitionInAnotherRequestIsTheSameEvent() async throws {
        let harness = Harness()
        let first = try await harness.audit.emit(Self.event(), context: Harness.context)
        var context = Harness.context
        context.requestID = "req-777"
        context.w3cTraceID = "0af7651916cd43dd8448eb211c80319c"
        context.recordedBy = "cred_1"
        let again = try await harness.audit.emit(Self.event(), context: context)
        #expect(again.isDuplicate)
        #expect(again.leafHash == first.leafHash)
        // Unless the event itself says in which request it was.
        var named = Self.event()
        named.eventID = "e-2"
        named.requestID = "req-123"
        try await harness.audit.emit(named, context: Harness.context)
        named.requestID = "req-777"
        let conflict = try await auditError { [named, context] in try await harness.audit.emit(named, context: context)
        }
        #expect(conflict.code == .conflict)
    }

    @Test func aRepetitionAfterARestartAndAnotherPreferenceGivesTheFirstReceipt() async throws {
        let harness = Harness()
        let first = try await harness.audit.emit("notes.create", eventID: "e-1", context: Harness.context)
        _ = try await harness.engine.setTrainPreference(optOut: true, userID: nil, context: Harness.context)
        harness.clock.advance(bySeconds: 3600)
        let again = try await harness.otherEngine().run(
            IncomingEvent(eventID: "e-1", action: "notes.create"), context: Harness.context)
        #expect(again.isDuplicate)
        #expect(again.trainOK)
        #expect(again.recordedAt == first.recordedAt)
    }

    @Test func ofManyEmitsOfOneIDAtOnceOneIsNew() async throws {
        let harness = Harness()
        let receipts = try await withThrowingTaskGroup(of: Receipt.self) { group in
            for _ in 0..<100 {
                group.addTask { try await harness.audit.emit(Self.event(), context: Harness.context) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(receipts.filter { !$0.isDuplicate }.count == 1)
        #expect(Set(receipts.map(\.leafHash)).count == 1)
        #expect(try await harness.entries().count == 1)
    }

    /// An engine-made id has no content MAC: what is left after redaction is compared.
    @Test func aRetryWithTheErrorsIDSettlesOrConflicts() async throws {
        let harness = Harness()
        let lost = AuditError(.io, "lost", isRetryable: true, durability: .unknown)
        let big: JSONObject = [
            "to": "ana@example.com", "text": .string(String(repeating: "long ", count: 20_000)),
        ]
        for input in [["to": "ana@example.com"], big] as [JSONObject] {
            harness.backend.fail(.append, .after(lost))
            let error = try await auditError {
                try await harness.audit.emit("notes.create", input: input, context: Harness.context)
            }
            let id = try #require(error.eventID)
            let stored = try #require(try await harness.entries().last)
            harness.clock.advance(bySeconds: 5)
            let settled = try await harness.audit.emit(
                "notes.create", input: input, eventID: id, context: Harness.context)
            #expect(settled.isDuplicate)
            #expect(settled.leafHash == stored.leafHash)
            let conflict = try await auditError {
                try await harness.audit.emit(
                    "notes.create", input: ["to": "nobody"], eventID: id, context: Harness.context)
            }
            #expect(conflict.code == .conflict)
        }
    }

    @Test func aRetryAfterNotWrittenIsAppended() async throws {
        let harness = Harness()
        harness.backend.fail(.append, .before(AuditError(.overloaded, "busy", isRetryable: true)))
        let error = try await auditError { try await harness.audit.emit("notes.create", context: Harness.context) }
        let receipt = try await harness.audit.emit("notes.create", eventID: error.eventID, context: Harness.context)
        #expect(!receipt.isDuplicate)
        #expect(receipt.eventID == error.eventID)
    }

    @Test func theContentMACDependsOnTheInstance() async throws {
        func mac(_ seed: UInt8) async throws -> String? {
            let memory = MemoryBackend(seed: Array(repeating: seed, count: 32))
            let engine = LoggingEngine(backend: memory, logger: LogRecorder().logger())
            _ = try await engine.run(Self.event(), context: Harness.context)
            let entry = try #require(try await memory.entries(of: Harness.demo, from: 0, limit: 1).first)
            return try DatasetEvent(leaf: entry.bytes).record?.contentMAC
        }
        let first = try await mac(1)
        #expect(first != nil)
        #expect(try await mac(1) == first)
        #expect(try await mac(2) != first)
    }

    @Test func onlyIDsOfCallersHaveAContentMAC() async throws {
        let harness = Harness()
        let receipt = try await harness.audit.emit("notes.create", context: Harness.context)
        #expect(try await harness.event(receipt).record?.contentMAC == nil)
    }
}
