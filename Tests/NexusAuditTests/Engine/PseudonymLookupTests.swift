import AuditEvents
import NexusAudit
import NexusTesting
import Redaction
import Testing

@Suite struct PseudonymLookupTests {
    private static let ana = "ana@example.com"

    private func lookUp(
        _ engine: LoggingEngine, _ value: String = "Ana@Example.com", kind: PIIKind = .email,
        reason: String = "request 17",
        context: RequestContext? = Harness.context
    ) async throws -> PseudonymLookup {
        try await engine.lookUpPseudonyms(
            of: value, kind: kind, authorization: .admin(reason: reason), context: context)
    }

    @Test func theAnswerNamesThePseudonymsOfEveryEpochAndTheRecordOnlyTheNewest() async throws {
        let harness = Harness()
        let ana = RequestContext(tenantID: "t_demo", userID: Self.ana, requestID: "r")
        var written: [String] = []
        for _ in 0..<3 {
            let receipt = try await harness.otherEngine().run(IncomingEvent(action: "a.b"), context: ana)
            written.append(try await harness.event(receipt).actor.id)
            _ = try await harness.otherEngine().rotatePseudonymKey(context: Harness.context)
            harness.memory.reopen()
        }
        let lookup = try await lookUp(harness.otherEngine())
        #expect(lookup.answers.map(\.epoch) == [1, 2, 3, 4])
        #expect(lookup.answers.prefix(3).map(\.pseudonym) == written)
        let event = try await harness.event(lookup.receipt)
        #expect(event.tenantID == "t_demo" && event.action == "redaction.lookup" && event.actor == Actor(.human, "u_1"))
        #expect(event.resource == Resource("pseudonym", lookup.answers[3].pseudonym))
        #expect(event.input == ["kind": "EMAIL", "epochs": 4, "reason": "request 17"])
        let leaf = String(decoding: JSONValue.object(event.json).canonicalBytes(), as: UTF8.self)
        for pseudonym in written { #expect(!leaf.contains(pseudonym)) }
        #expect(try await !harness.everythingWritten().lowercased().contains(Self.ana))
    }

    @Test func anAddressIsLookedUpAsItIsWritten() async throws {
        let harness = Harness()
        let receipt = try await harness.audit.emit("a.b", input: ["from": "203.0.113.9"], context: Harness.context)
        let lookup = try await lookUp(harness.engine, "203.0.113.9", kind: .ipv4)
        #expect(try await harness.event(receipt).input["from"] == .string(lookup.answers[0].pseudonym))
    }

    @Test func kindsOfThePolicyAndOfRecognisersAreLookedUp() async throws {
        let harness = Harness()
        var policy = RedactionPolicy()
        policy.actions["STAFF"] = .pseudonym
        policy.keys.kinds = ["clerk": "CLERK"]
        let redactor = Redactor(policy: policy, recognizers: [NameList(["Jane Roe"], kind: "STAFF")])
        let engine = LoggingEngine(backend: harness.memory, redactor: redactor)
        let receipt = try await engine.run(
            IncomingEvent(action: "a.b", input: ["n": "Jane Roe"]), context: Harness.context)
        let lookup = try await lookUp(engine, "Jane Roe", kind: "STAFF")
        #expect(try await harness.event(receipt).input["n"] == .string(lookup.answers[0].pseudonym))
        let record = try await harness.event(lookup.receipt)
        #expect(record.resource == Resource("pseudonym", lookup.answers[0].pseudonym))
        #expect(record.record?.piiFlags.policy == redactor.version && redactor.version != policy.version)
        _ = try await lookUp(engine, "x", kind: "CLERK")
        #expect(try await auditError { _ = try await lookUp(engine, "x", kind: "ZOO") }.code == .invalidField)
    }

    @Test func theReasonIsRedacted() async throws {
        let harness = Harness()
        try await harness.audit.emit("a.b", context: Harness.context)
        let lookup = try await lookUp(harness.engine, reason: "\(Self.ana) asked")
        #expect(try await harness.event(lookup.receipt).input["reason"] == "[EMAIL] asked")
        #expect(try await !harness.everythingWritten().contains(Self.ana))
    }

    @Test func withoutARecordThereIsNoAnswer() async throws {
        let harness = Harness()
        try await harness.audit.emit("a.b", context: Harness.context)
        for failure in [AuditError(.io, "no", durability: .unknown), AuditError(.storeFull, "full")] {
            harness.backend.fail(.append, .before(failure))
            let error = try await auditError { _ = try await lookUp(harness.engine) }
            #expect(error == failure)
        }
        #expect(try await harness.entries().count == 1)
    }

    @Test func whatCannotBeLookedUpIsRefusedAndNotRecorded() async throws {
        let harness = Harness()
        try await harness.audit.emit("a.b", context: Harness.context)
        let absent = RequestContext(tenantID: "t_absent", userID: "u_1", requestID: "r")
        let wrong = RequestContext(tenantID: "T", userID: "u_1", requestID: "r")
        let cases: [(AuditError.Code, () async throws -> Void)] = [
            (.invalidField, { _ = try await lookUp(harness.engine, kind: "NONSENSE") }),
            (.invalidField, { _ = try await lookUp(harness.engine, " ") }),
            (.invalidField, { _ = try await lookUp(harness.engine, reason: " \n") }),
            (.invalidField, { _ = try await lookUp(harness.engine, reason: String(repeating: "x", count: 1_025)) }),
            (.missingContext, { _ = try await lookUp(harness.engine, context: nil) }),
            (.notFound, { _ = try await lookUp(harness.engine, context: absent) }),
            (.invalidTenant, { _ = try await lookUp(harness.engine, context: wrong) }),
        ]
        for (code, body) in cases { #expect(try await auditError(from: body).code == code) }
        #expect(try await harness.entries().count == 1)
        #expect(try await harness.memory.tenants() == [Harness.demo])
    }
}
