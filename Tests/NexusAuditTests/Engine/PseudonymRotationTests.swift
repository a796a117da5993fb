import AuditEvents
import Logging
import NexusAudit
import NexusTesting
import Redaction
import Testing

/// What a new epoch of pseudonyms changes, and what it must not.
@Suite struct PseudonymRotationTests {
    private static let ana = "ana@example.com"
    private static let context = RequestContext(tenantID: "t_demo", userID: ana, requestID: "r")

    private func rotate(_ harness: Harness) async throws -> LoggingEngine {
        let rotation = try await harness.otherEngine().rotatePseudonymKey(context: Harness.context)
        #expect(rotation.receipt.tenantID == .system)
        harness.memory.reopen()
        return harness.otherEngine()
    }

    private func emit(_ engine: LoggingEngine, eventID: String? = nil) async throws -> Receipt {
        try await engine.run(IncomingEvent(eventID: eventID, action: "notes.create"), context: Self.context)
    }

    private func actor(_ harness: Harness, _ receipt: Receipt) async throws -> String {
        try await harness.event(receipt).actor.id
    }

    @Test func aRotationIsRecordedAndWritesFromTheNextOpenOn() async throws {
        let harness = Harness()
        let first = try await emit(harness.engine)
        let rotation = try await harness.engine.rotatePseudonymKey(context: Harness.context)
        #expect(rotation.epoch == 2)
        let event = try await harness.event(rotation.receipt)
        #expect(event.action == "redaction.pseudonym_key.rotate" && event.tenantID == "t_system")
        #expect(event.resource == Resource("pseudonym_key", "k2") && event.input == ["epoch": 2])
        #expect(event.actor == Actor(.human, "u_1"))
        // Not before the store is opened anew.
        #expect(try await actor(harness, try await emit(harness.otherEngine())).hasPrefix("<EMAIL:k1:"))
        harness.memory.reopen()
        let after = harness.otherEngine()
        let second = try await emit(after)
        #expect(try await actor(harness, first).hasPrefix("<EMAIL:k1:"))
        #expect(try await actor(harness, second).hasPrefix("<EMAIL:k2:"))
        #expect(try await after.rotatePseudonymKey(context: Harness.context).epoch == 3)
        #expect(try await !harness.everythingWritten().contains(Self.ana))
    }

    @Test func withoutARecordThereIsNoNewEpoch() async throws {
        let harness = Harness()
        harness.backend.fail(.append, .before(AuditError(.io, "no", durability: .unknown)))
        let error = try await auditError {
            _ = try await harness.engine.rotatePseudonymKey(context: Harness.context)
        }
        #expect(error.code == .io)
        harness.memory.reopen()
        #expect(harness.memory.secrets.pseudonymKeys.count == 1)
        let none = try await auditError { _ = try await harness.engine.rotatePseudonymKey(context: nil) }
        #expect(none.code == .missingContext)
        #expect(try await harness.engine.rotatePseudonymKey(context: Harness.context).epoch == 2)
    }

    // MARK: Preferences

    @Test func aPreferenceOfAnEarlierEpochStillCounts() async throws {
        let harness = Harness(policy: RedactionPolicy(allowsTrainingOnMaskedText: true))
        let choice = try await harness.engine.setTrainPreference(optOut: true, userID: Self.ana, context: Self.context)
        var engine = try await rotate(harness)
        for _ in 0..<2 {
            let receipt = try await emit(engine)
            #expect(receipt.trainReason == .userOptOut)
            #expect(try await harness.event(receipt).record?.trainPreference == choice.index)
            // Through an agent, and through a prepared event that another process appends.
            let agent = RequestContext(tenantID: "t_demo", userID: Self.ana, agentID: "a_1", requestID: "r")
            #expect(try await engine.run(IncomingEvent(action: "a.b"), context: agent).trainReason == .userOptOut)
            let prepared = try await engine.prepare(IncomingEvent(action: "a.b"), context: Self.context)
            let stored = try PreparedEvent(encoded: prepared.encoded)
            #expect(stored == prepared)
            #expect(try await engine.append(stored).trainReason == .userOptOut)
            engine = try await rotate(harness)
        }
        // Somebody else has not chosen.
        let other = RequestContext(tenantID: "t_demo", userID: "bo@example.com", requestID: "r")
        #expect(try await engine.run(IncomingEvent(action: "a.b"), context: other).trainReason != .userOptOut)
    }

    @Test func theLatestChoiceWinsWhateverItsEpoch() async throws {
        let harness = Harness()
        let lenient = RedactionPolicy(allowsTrainingOnMaskedText: true)
        func engine() -> LoggingEngine {
            LoggingEngine(backend: harness.memory, redactor: Redactor(policy: lenient), logger: harness.log.logger("x"))
        }
        _ = try await engine().setTrainPreference(optOut: true, userID: Self.ana, context: Self.context)
        _ = try await rotate(harness)
        #expect(try await emit(engine()).trainReason == .userOptOut)
        let optIn = try await engine().setTrainPreference(optOut: false, userID: Self.ana, context: Self.context)
        for _ in 0..<2 {
            let running = engine()
            let receipt = try await emit(running)
            #expect(receipt.trainOK)
            #expect(try await harness.event(receipt).record?.trainPreference == optIn.index)
            _ = try await rotate(harness)
        }
        // Observed by an engine that has its preferences loaded already.
        let running = engine()
        #expect(try await emit(running).trainOK)
        _ = try await running.setTrainPreference(optOut: true, userID: Self.ana, context: Self.context)
        #expect(try await emit(running).trainReason == .userOptOut)
    }

    /// An export has the log alone, and no key.
    @Test func anExportFollowsAPersonAcrossEpochs() async throws {
        let harness = Harness()
        let lenient = RedactionPolicy(allowsTrainingOnMaskedText: true)
        func engine() -> LoggingEngine {
            LoggingEngine(backend: harness.memory, redactor: Redactor(policy: lenient), logger: harness.log.logger("x"))
        }
        func exported() async throws -> Int {
            _ = try await harness.memory.publish(Harness.demo)
            let manifest = try await LogExport(reader: harness.memory, policy: lenient).run(
                Harness.demo, for: .training
            ) { _ in }
            return Int(manifest["count"]?.number ?? -1)
        }
        let other = RequestContext(tenantID: "t_demo", userID: "bo@example.com", requestID: "r")
        func choose(optOut: Bool) async throws {
            _ = try await engine().setTrainPreference(optOut: optOut, userID: Self.ana, context: other)
        }
        _ = try await emit(engine())
        _ = try await engine().run(IncomingEvent(action: "a.b"), context: other)
        #expect(try await exported() == 2)
        // Opted out in the next epoch: the older event goes too.
        _ = try await rotate(harness)
        _ = try await emit(engine())
        #expect(try await exported() == 3)
        try await choose(optOut: true)
        #expect(try await exported() == 2, "ana's two are out; bo's one and the preference event of bo's stay")
        // In yet another epoch an event under an older opt-out is out, though its pseudonym has no choice of its own.
        _ = try await rotate(harness)
        let third = try await emit(engine())
        #expect(third.trainReason == .userOptOut)
        #expect(try await exported() == 2)
        // And all are back when the person opts in.
        try await choose(optOut: false)
        #expect(try await exported() == 6)
    }

    @Test func aPreferenceNamesItsSubjectInEveryEpochOnlyWhereItIsAPseudonym() async throws {
        let harness = Harness()
        let before = try await harness.engine.setTrainPreference(optOut: true, userID: Self.ana, context: Self.context)
        #expect(try await harness.event(before).input["subject"]?["earlier"] == nil)
        let engine = try await rotate(harness)
        let after = try await engine.setTrainPreference(optOut: true, userID: Self.ana, context: Self.context)
        let subject = try await harness.event(after).input["subject"]
        let old = try await harness.event(before).input["subject"]?["id"]
        #expect(subject?["earlier"] == .array([old ?? .null]))
        #expect(subject?["id"]?.string?.hasPrefix("<EMAIL:k2:") == true)
        let plain = try await engine.setTrainPreference(optOut: true, userID: "u_1", context: Self.context)
        #expect(try await harness.event(plain).input["subject"] == ["type": "user", "id": "u_1"])
        let tenant = try await engine.setTrainPreference(optOut: true, userID: nil, context: Self.context)
        #expect(try await harness.event(tenant).input["subject"] == ["type": "tenant"])
        let loaded = try await TrainingPreferences.load(of: Harness.demo, from: harness.memory)
        #expect(loaded == (try await engine.trainingPreferences(of: Harness.demo)))
        #expect(loaded.users.count == 3)
    }

    @Test(arguments: [["<EMAIL:k1:0f1e2d3c4b5a69788796a5b4>"], [], "x"] as [JSONValue])
    func earlierNamesAreNotACallersToGive(_ earlier: JSONValue) async throws {
        let harness = Harness()
        let event = IncomingEvent(
            action: ControlEvent.setTrainPreference,
            input: ["subject": ["type": "user", "id": "u_1", "earlier": earlier], "train": "opt_in"])
        let error = try await auditError { try await harness.audit.emit(event, context: Harness.context) }
        #expect(error.code == .invalidField && error.field == "input.subject")
    }

    // MARK: Exactly once

    @Test func aRepetitionAcrossARotationIsTheFirstEvent() async throws {
        let harness = Harness()
        let first = try await emit(harness.engine, eventID: "e-1")
        let prepared = try await harness.engine.prepare(IncomingEvent(action: "a.b"), context: Self.context)
        let appended = try await harness.engine.append(prepared)
        let choice = try await harness.engine.run(
            IncomingEvent(
                eventID: "c-1", action: ControlEvent.setTrainPreference,
                input: TrainPreferenceChange(subject: .user(Self.ana), isOptOut: true).input), context: Self.context)
        let engine = try await rotate(harness)
        let again = try await emit(engine, eventID: "e-1")
        #expect(again.isDuplicate && again.index == first.index)
        let stored = try await engine.append(PreparedEvent(encoded: prepared.encoded))
        #expect(stored.isDuplicate && stored.index == appended.index)
        let chosen = try await engine.run(
            IncomingEvent(
                eventID: "c-1", action: ControlEvent.setTrainPreference,
                input: TrainPreferenceChange(subject: .user(Self.ana), isOptOut: true).input), context: Self.context)
        #expect(chosen.isDuplicate && chosen.index == choice.index)
        let other = try await auditError {
            _ = try await engine.run(
                IncomingEvent(eventID: "e-1", action: "notes.delete"), context: Self.context)
        }
        #expect(other.code == .conflict)
    }
}
