import AuditEvents
import NexusAudit
import NexusTesting
import Redaction
import Testing

@Suite struct PreferenceTests {
    @Test func preferencesAreLoadedFromTheLogOnce() async throws {
        let harness = Harness()
        _ = try await harness.otherEngine().setTrainPreference(optOut: true, userID: nil, context: Harness.context)
        for _ in 0..<3 {
            let receipt = try await harness.audit.emit("notes.create", context: Harness.context)
            #expect(receipt.trainReason == .tenantOptOut)
        }
        #expect(harness.backend.count(of: .controlEntries) == 1)
        #expect(try await harness.engine.trainingPreferences(of: Harness.demo).tenant?.isOptOut == true)
    }

    @Test func theUsersChoiceOverridesTheTenants() async throws {
        let harness = Harness()
        _ = try await harness.engine.setTrainPreference(optOut: true, userID: nil, context: Harness.context)
        let optIn = try await harness.engine.setTrainPreference(optOut: false, userID: "u_1", context: Harness.context)
        let receipt = try await harness.audit.emit("notes.create", context: Harness.context)
        #expect(receipt.trainOK)
        #expect(try await harness.event(receipt).record?.trainPreference == optIn.index)
    }

    @Test func aPseudonymousUserIsMatched() async throws {
        let harness = Harness()
        let user = "ana@example.com"
        let context = RequestContext(tenantID: "t_demo", userID: user, requestID: "r")
        let choice = try await harness.engine.setTrainPreference(optOut: true, userID: user, context: context)
        let agent = RequestContext(tenantID: "t_demo", userID: user, agentID: "a_1", requestID: "r")
        let receipt = try await harness.audit.emit("notes.create", context: agent)
        #expect(receipt.trainReason == .userOptOut)
        #expect(try await harness.event(receipt).record?.trainPreference == choice.index)
        #expect(try await !harness.everythingWritten().contains(user))
        // And after a restart.
        let again = try await harness.otherEngine().run(IncomingEvent(action: "notes.create"), context: context)
        #expect(again.trainReason == .userOptOut)
    }

    @Test func aCallersOwnFalseIsKept() async throws {
        let harness = Harness()
        let event = IncomingEvent(action: "notes.create", callerTrainOK: false)
        let receipt = try await harness.audit.emit(event, context: Harness.context)
        #expect(receipt.trainReason == .caller)
        #expect(try await harness.event(receipt).record?.trainOK == false)
    }

    @Test func maskedTextMayBeUsedWhereThePolicySaysSo() async throws {
        let harness = Harness(policy: RedactionPolicy(allowsTrainingOnMaskedText: true))
        let receipt = try await harness.audit.emit(
            "notes.create", input: ["to": "ana@example.com"], context: Harness.context)
        #expect(!receipt.piiFlags.isEmpty)
        #expect(receipt.trainOK)
    }

    @Test(arguments: [true, false]) func anOptOutHoldsUnderAPolicyThatLeavesSuchTexts(isLenientFirst: Bool) async throws
    {
        var lenient = RedactionPolicy()
        lenient.kinds[.email] = false
        let harness = Harness(policy: lenient)
        let engines = [harness.engine, harness.otherEngine()]
        let ana = "ana@example.com"
        _ = try await engines[isLenientFirst ? 0 : 1].setTrainPreference(
            optOut: true, userID: ana, context: Harness.context)
        let context = RequestContext(tenantID: "t_demo", userID: ana, requestID: "req-9")
        let receipt = try await engines[isLenientFirst ? 1 : 0].run(
            IncomingEvent(action: "notes.create"), context: context)
        #expect(receipt.trainReason == .userOptOut)
    }

    @Test func keptTextIsNotMasked() async throws {
        var policy = RedactionPolicy(allowsTrainingOnMaskedText: true)
        policy.actions[.email] = .keep
        let harness = Harness(policy: policy)
        let receipt = try await harness.audit.emit(
            "notes.create", input: ["to": "ana@example.com"], context: Harness.context)
        #expect(receipt.piiFlags.kinds == ["EMAIL": 1, "KEPT": 1])
        #expect(receipt.trainReason == .pii)
    }

    @Test func aPreferenceWithoutAReceiptIsReadFromTheLog() async throws {
        let harness = Harness()
        try await harness.audit.emit("notes.create", context: Harness.context)
        harness.backend.fail(.append, .after(AuditError(.io, "lost", durability: .unknown)))
        let lost = try await auditError {
            _ = try await harness.engine.setTrainPreference(optOut: true, userID: nil, context: Harness.context)
        }
        #expect(lost.durability == .unknown)
        let receipt = try await harness.audit.emit("notes.create", context: Harness.context)
        #expect(receipt.trainReason == .tenantOptOut)
    }

    @Test func anEmitAfterTheReceiptObservesThePreferenceUnderLoad() async throws {
        let harness = Harness()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for user in 0..<50 {
                group.addTask {
                    let id = "u_\(user)"
                    let context = RequestContext(tenantID: "t_demo", userID: id, requestID: "r-\(user)")
                    for optOut in [true, false, true] {
                        let choice = try await harness.engine.setTrainPreference(
                            optOut: optOut, userID: id, context: context)
                        let receipt = try await harness.audit.emit("notes.create", context: context)
                        #expect(receipt.trainOK == !optOut)
                        #expect(try await harness.event(receipt).record?.trainPreference == choice.index)
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    @Test(
        arguments: [
            ([:], "input.subject"),
            (["subject": "tenant", "train": "opt_in"], "input.subject"),
            (["subject": ["type": "team"], "train": "opt_in"], "input.subject.type"),
            (["subject": ["type": "tenant", "id": "x"], "train": "opt_in"], "input.subject"),
            (["subject": ["type": "user"], "train": "opt_in"], "input.subject.id"),
            (["subject": ["type": "user", "id": ""], "train": "opt_in"], "input.subject.id"),
            (["subject": ["type": "user", "id": 7], "train": "opt_in"], "input.subject.id"),
            (["subject": ["type": "tenant"]], "input.train"),
            (["subject": ["type": "tenant"], "train": true], "input.train"),
            (["subject": ["type": "tenant"], "train": "opt_in", "note": "x"], "input"),
        ] as [(JSONObject, String)])
    func aControlEventOfAnotherShapeIsRefusedAtEveryDoor(_ input: JSONObject, _ field: String) async throws {
        let harness = Harness()
        let event = IncomingEvent(action: ControlEvent.setTrainPreference, input: input)
        let emitted = try await auditError { try await harness.audit.emit(event, context: Harness.context) }
        let prepared = try await auditError { _ = try await harness.audit.prepare(event, context: Harness.context) }
        for error in [emitted, prepared] {
            #expect(error.code == .invalidField)
            #expect(error.field == field)
        }
        #expect(try await harness.entries().isEmpty)
    }

    @Test func controlEventsAreMarkedForTheBackend() async throws {
        let harness = Harness()
        try await harness.audit.emit("notes.create", context: Harness.context)
        let choice = try await harness.engine.setTrainPreference(optOut: true, userID: "u_1", context: Harness.context)
        #expect(try await harness.memory.controlEntries(of: Harness.demo).map(\.index) == [choice.index])
    }
}
