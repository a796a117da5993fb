import AuditEvents
import MerkleLog
import NexusAudit
import NexusTesting
import Redaction
import Testing

/// Training exports: decided anew.
@Suite struct TrainingExportTests {
    private let tenant = SampleLog.tenant

    /// Appends an event and gives its index.
    @discardableResult
    private func add(
        _ actor: Actor, _ reason: TrainReason, kinds: [String: Int] = [:], action: String = "notes.create",
        input: JSONObject = [:], to log: inout SampleLog
    ) async throws -> UInt64 {
        let time = SampleLog.time(log.size)
        let event = DatasetEvent(
            eventID: "e\(log.size)", time: time, tenantID: "t_demo", env: "test", surface: "test", agentID: actor.id,
            action: action, actor: actor, input: input, metadata: ["request_id": "r", "trace_id": "r"],
            record: EngineRecord(
                recordedAt: time, piiFlags: PIIFlags(policy: "nexus-1", kinds: kinds), trainOK: reason == .allowed,
                trainReason: reason))
        try await log.append(
            JSONValue.object(event.json).canonicalBytes(), at: time, isControl: ControlEvent.isControl(action))
        _ = try await log.backend.publish(tenant)
        return log.size - 1
    }

    private func prefer(_ subject: TrainPreferenceChange.Subject, optOut: Bool, in log: inout SampleLog) async throws {
        let change = TrainPreferenceChange(subject: subject, isOptOut: optOut)
        try await add(
            Actor(.system, "system"), .allowed, action: ControlEvent.setTrainPreference, input: change.input, to: &log)
    }

    private func exported(_ log: SampleLog, masked: Bool = false) async throws -> (ids: [String], manifest: JSONObject)
    {
        var bytes: [UInt8] = []
        let policy = RedactionPolicy(allowsTrainingOnMaskedText: masked)
        let manifest = try await LogExport(reader: log.backend, policy: policy).run(tenant, for: .training) {
            bytes += $0
        }
        let events = try bytes.split(separator: UInt8(ascii: "\n")).map { try DatasetEvent(leaf: $0) }
        return (events.filter { $0.action == "notes.create" }.map(\.eventID), manifest)
    }

    @Test("What a policy kept is not masked, and is not exported for training")
    func keptTextIsNotMasked() async throws {
        var log = try await SampleLog()
        try await add(Actor(.human, "u_anna"), .pii, kinds: ["EMAIL": 1, "KEPT": 1], to: &log)
        try await add(Actor(.human, "u_anna"), .pii, kinds: ["EMAIL": 1], to: &log)
        #expect(try await exported(log, masked: true).ids == ["e1"])
    }

    @Test("What is exported is what is allowed now, whatever was decided then")
    func decidedAnew() async throws {
        var log = try await SampleLog()
        let anna = Actor(.human, "u_anna")
        let bert = Actor(.human, "u_bert")
        try await add(anna, .allowed, to: &log)
        try await add(bert, .allowed, to: &log)
        try await add(Actor(.agent, "a_1", onBehalfOf: anna), .allowed, to: &log)
        try await add(bert, .pii, kinds: ["EMAIL": 1], to: &log)
        try await add(bert, .caller, to: &log)
        try await add(bert, .tenantOptOut, to: &log)
        #expect(try await exported(log).ids == ["e0", "e1", "e2", "e5"])
        #expect(try await exported(log, masked: true).ids == ["e0", "e1", "e2", "e3", "e5"])

        try await prefer(.user("u_anna"), optOut: true, in: &log)
        let second = try await exported(log)
        #expect(second.ids == ["e1", "e5"])
        #expect(second.manifest["counts"]?["user_opt_out"] == 2)
        #expect(second.manifest["counts"]?["pii"] == 1)
        #expect(second.manifest["counts"]?["caller"] == 1)
        #expect(second.manifest["counts"]?["tenant_opt_out"] == 0)
        // The preference's own event is there, too.
        #expect(second.manifest["counts"]?["included"] == 3)
        #expect(second.manifest["counts"]?["considered"] == 7)
        #expect(second.manifest["count"] == 3)
        #expect(second.manifest["policies"] == ["nexus-1": 3])
        #expect(second.manifest["newest_preference"] == 6)

        try await prefer(.tenant, optOut: true, in: &log)
        try await prefer(.user("u_anna"), optOut: false, in: &log)
        #expect(try await exported(log).ids == ["e0", "e2"])
    }

    @Test("A preference counts from its receipt on, before it is published")
    func unpublishedPreference() async throws {
        var log = try await SampleLog()
        try await add(Actor(.human, "u_anna"), .allowed, to: &log)
        let published = try await log.checkpoint()
        let time = SampleLog.time(1)
        let event = DatasetEvent(
            eventID: "e1", time: time, tenantID: "t_demo", env: "test", surface: "test", agentID: "system",
            action: ControlEvent.setTrainPreference, actor: Actor(.system, "system"),
            input: TrainPreferenceChange(subject: .tenant, isOptOut: true).input, metadata: [:],
            record: EngineRecord(
                recordedAt: time, piiFlags: PIIFlags(policy: "nexus-1"), trainOK: true, trainReason: .allowed))
        try await log.append(JSONValue.object(event.json).canonicalBytes(), at: time, isControl: true)
        #expect(try await log.checkpoint() == published)
        let export = try await exported(log)
        #expect(export.ids == [])
        #expect(export.manifest["log_size"] == 1)
    }

    @Test("A training export says what it was taken from, and that it proves nothing")
    func manifest() async throws {
        var log = try await SampleLog()
        try await add(Actor(.human, "u_anna"), .allowed, to: &log)
        let checkpoint = try #require(try await log.checkpoint()).checkpoint
        let export = try await Export.run(log.backend, for: .training)
        #expect(export.manifest["purpose"] == "training")
        #expect(export.manifest["root"] == .string(checkpoint.root.hex))
        #expect(export.manifest["log_size"] == 1)
        #expect(export.manifest["verifiable"] == false)
        #expect(export.manifest["proof"] == nil)
        #expect(Export.error { () throws(AuditError) in _ = try export.verify() }?.field == "purpose")
    }

    @Test("A span of time leaves out what was recorded outside of it, within the range too")
    func span() async throws {
        var log = try await SampleLog()
        for index: UInt64 in 0..<3 {
            // The one in the middle was recorded before the span.
            let time = index == 1 ? SampleLog.time(0) : SampleLog.time(5_000 + index)
            try await log.append(SampleLog.leaf(index, recordedAt: time), at: time)
        }
        _ = try await log.backend.publish(tenant)
        let export = try await Export.run(log.backend, for: .training, from: SampleLog.time(5_000))
        #expect(export.lines == [0, 2].map { SampleLog.leaf($0, recordedAt: SampleLog.time(5_000 + $0)) })
        #expect(export.manifest["counts"]?["considered"] == 2)
    }
}
