import AuditEvents
import NexusAudit
import Redaction
import Testing

@Suite struct TrainDecisionTests {
    static let human = Actor(.human, "u_1")
    static let agent = Actor(.agent, "a_1", onBehalfOf: human)

    struct Row: Sendable, CustomTestStringConvertible {
        var name: String
        var caller: Bool?
        var actor = TrainDecisionTests.human
        var hasPII = false
        var allowsMasked = false
        /// Tenant's and user's choices: true is an opt-out.
        var tenant: Bool?
        var user: Bool?
        var wanted: TrainDecision
        var testDescription: String { name }
    }

    /// The tenant's choice stands at index 3, the user's at 5.
    @Test(arguments: [
        Row(name: "nothing objects", wanted: .init(isOK: true, reason: .allowed)),
        Row(
            name: "caller before all", caller: false, hasPII: true, tenant: true, user: true,
            wanted: .init(isOK: false, reason: .caller)),
        Row(name: "a caller's true is nothing", caller: true, hasPII: true, wanted: .init(isOK: false, reason: .pii)),
        Row(
            name: "user opt-out before the tenant's", tenant: true, user: true,
            wanted: .init(isOK: false, reason: .userOptOut, preference: 5)),
        Row(
            name: "user opt-out over tenant opt-in", tenant: false, user: true,
            wanted: .init(isOK: false, reason: .userOptOut, preference: 5)),
        Row(
            name: "user opt-in over tenant opt-out", tenant: true, user: false,
            wanted: .init(isOK: true, reason: .allowed, preference: 5)),
        Row(name: "tenant opt-out", tenant: true, wanted: .init(isOK: false, reason: .tenantOptOut, preference: 3)),
        Row(
            name: "tenant opt-out before PII", hasPII: true, tenant: true,
            wanted: .init(isOK: false, reason: .tenantOptOut, preference: 3)),
        Row(name: "tenant opt-in", tenant: false, wanted: .init(isOK: true, reason: .allowed, preference: 3)),
        Row(name: "PII in spite of opt-in", hasPII: true, user: false, wanted: .init(isOK: false, reason: .pii)),
        Row(name: "masked text allowed", hasPII: true, allowsMasked: true, wanted: .init(isOK: true, reason: .allowed)),
        Row(
            name: "an agent has its human's choice", actor: agent, user: true,
            wanted: .init(isOK: false, reason: .userOptOut, preference: 5)),
        Row(
            name: "an agent of the same id has none", actor: Actor(.agent, "u_1"), user: true,
            wanted: .init(isOK: true, reason: .allowed)),
        Row(
            name: "an agent alone is under the tenant's", actor: Actor(.agent, "u_1"), tenant: true, user: false,
            wanted: .init(isOK: false, reason: .tenantOptOut, preference: 3)),
        Row(
            name: "another human has none", actor: Actor(.human, "u_2"), user: true,
            wanted: .init(isOK: true, reason: .allowed)),
    ])
    func isDecidedByTheFirstThatApplies(_ row: Row) {
        var preferences = TrainingPreferences()
        preferences.tenant = row.tenant.map { .init(isOptOut: $0, index: 3) }
        preferences.users["u_1"] = row.user.map { .init(isOptOut: $0, index: 5) }
        let decision = TrainDecision.decide(
            callerTrainOK: row.caller, actor: row.actor, hasPII: row.hasPII, preferences: preferences,
            allowsMaskedText: row.allowsMasked)
        #expect(decision == row.wanted)
    }

    private func event(_ input: JSONObject, outcome: Outcome = .success) -> DatasetEvent {
        DatasetEvent(
            eventID: "e", time: Timestamp(microseconds: 0), tenantID: "t_demo", env: "test", surface: "test",
            agentID: "u_1", action: ControlEvent.setTrainPreference, actor: Self.human, outcome: outcome, input: input)
    }

    private func change(_ subject: TrainPreferenceChange.Subject, _ isOptOut: Bool) -> DatasetEvent {
        event(TrainPreferenceChange(subject: subject, isOptOut: isOptOut).input)
    }

    @Test func preferencesFoldToTheNewestWhateverTheOrder() {
        let changes: [(DatasetEvent, UInt64)] = [
            (change(.tenant, true), 0), (change(.user("u_1"), true), 4), (change(.tenant, false), 6),
            (change(.user("u_1"), false), 9), (change(.user("u_2"), true), 2),
        ]
        let wanted = TrainingPreferences(
            tenant: .init(isOptOut: false, index: 6),
            users: ["u_1": .init(isOptOut: false, index: 9), "u_2": .init(isOptOut: true, index: 2)])
        for order in [changes, changes.reversed(), changes + changes] {
            var preferences = TrainingPreferences()
            for (event, index) in order { preferences.apply(event, index: index) }
            #expect(preferences == wanted)
        }
    }

    @Test func onlySuccessfulWellFormedControlEventsCount() {
        var preferences = TrainingPreferences()
        preferences.apply(
            event(TrainPreferenceChange(subject: .tenant, isOptOut: true).input, outcome: .denied), index: 0)
        preferences.apply(event(["subject": ["type": "tenant"], "train": "maybe"]), index: 1)
        var other = change(.tenant, true)
        other.action = "notes.create"
        preferences.apply(other, index: 2)
        #expect(preferences == TrainingPreferences())
    }

    @Test func aStoredEventIsDecidedAnew() {
        var stored = change(.tenant, true)
        let optOut = TrainingPreferences(users: ["u_1": .init(isOptOut: true, index: 8)])
        #expect(TrainDecision.decide(stored: stored, preferences: TrainingPreferences()).reason == .pii)
        stored.record = EngineRecord(
            recordedAt: stored.time, piiFlags: PIIFlags(policy: "p"), trainOK: true, trainReason: .allowed)
        #expect(TrainDecision.decide(stored: stored, preferences: TrainingPreferences()).isOK)
        #expect(TrainDecision.decide(stored: stored, preferences: optOut).reason == .userOptOut)
        stored.record?.trainReason = .caller
        #expect(TrainDecision.decide(stored: stored, preferences: TrainingPreferences()).reason == .caller)
        stored.record?.trainReason = .userOptOut
        stored.record?.piiFlags.kinds = ["EMAIL": 1]
        #expect(TrainDecision.decide(stored: stored, preferences: TrainingPreferences()).reason == .pii)
    }
}
