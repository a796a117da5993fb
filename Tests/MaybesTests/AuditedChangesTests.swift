import AuditEvents
import Maybes
import NexusAudit
import NexusTesting
import Testing

@Suite("What the log says of changes")
struct AuditedChangesTests {
    @Test func auditMetadataIncludesRequestID() async throws {
        let desk = try Desk()
        let service = try await desk.open()
        let context = RequestContext(
            tenantID: "t_demo", userID: "u_ana", agentID: "a_scribe", requestID: "req-123",
            w3cTraceID: "4bf92f3577b34da6a3ce929d0e0e4736")

        let change = try await context.run { try await service.create(NoteDraft(title: "Call Ben")) }

        let entry = try #require(
            try await desk.log.entries(of: change.receipt.tenantID, from: change.receipt.index, limit: 1).first)
        let event = try DatasetEvent(leaf: entry.bytes)
        #expect(event.eventID == change.receipt.eventID)
        #expect(event.metadata["request_id"] == "req-123")
        #expect(event.metadata["trace_id"] == "4bf92f3577b34da6a3ce929d0e0e4736")
        #expect(event.metadata["actor_type"] == "agent")
        #expect(event.metadata["action"] == "maybes.create")
        #expect(event.actor == Actor(.agent, "a_scribe", onBehalfOf: Actor(.human, "u_ana")))
    }

    @Test func withoutATraceTheRequestIDIsTheTraceID() async throws {
        let desk = try Desk()
        _ = try await desk.open().create(NoteDraft(title: "Call Ben"), context: .ana)
        let event = try #require(try await desk.events().first)
        #expect(event.metadata["trace_id"] == "req-ana")
        #expect(event.metadata["request_id"] == "req-ana")
        #expect(event.metadata["actor_type"] == "human")
    }

    @Test func eachChangeIsOneEventWithItsNoteInputAndVersion() async throws {
        let desk = try Desk()
        let service = try await desk.open()
        let made = try await service.create(NoteDraft(title: "One", tags: ["a"], body: "first"), context: .ana)
        let changed = try await service.update(
            made.note.id, version: 1, to: NoteDraft(title: "Two", tags: ["b"], body: "second"), context: .ana)
        let deleted = try await service.delete(made.note.id, version: 2, context: .ana)

        let events = try await desk.events()
        #expect(events.map(\.action) == ["maybes.create", "maybes.update", "maybes.delete"])
        #expect(events.map(\.resource) == Array(repeating: Resource("maybe", made.note.id), count: 3))
        #expect(events.map(\.outcome) == [.success, .success, .success])
        #expect(events.map { $0.output["version"] } == [1, 2, 2])
        #expect(events[0].input == ["title": "One", "tags": ["a"], "body": "first"])
        #expect(events[1].input == ["title": "Two", "tags": ["b"], "body": "second"])
        #expect(events[2].input == [:])
        #expect(events.map(\.eventID) == [made, changed, deleted].map(\.receipt.eventID))
    }

    @Test func theEventIsRedactedAndTheNoteIsNot() async throws {
        let desk = try Desk()
        let service = try await desk.open()
        let change = try await service.create(
            NoteDraft(title: "Ana", body: "write to ana.example@example.com"), context: .ana)

        let note = try await service.get(change.note.id, context: .ana)
        #expect(note.body == "write to ana.example@example.com")
        let tenant = change.receipt.tenantID
        let entry = try #require(try await desk.log.entries(of: tenant, from: 0, limit: 1).first)
        let leaf = String(decoding: entry.bytes, as: UTF8.self)
        #expect(!leaf.contains("ana.example@"))
        #expect(change.receipt.piiFlags.fields == ["input.body"])
    }

    @Test func readingIsNotAudited() async throws {
        let desk = try Desk()
        let service = try await desk.open()
        let change = try await service.create(NoteDraft(title: "One"), context: .ana)
        _ = try await service.get(change.note.id, context: .ana)
        _ = try await service.list(context: .ana)
        #expect(try await desk.events().count == 1)
    }

    @Test func aNoteOfFullSizeIsAudited() async throws {
        let desk = try Desk()
        let service = try await desk.open()
        let body = String(repeating: "note ", count: NoteDraft.maximumBody / 5) + "!"
        let change = try await service.create(NoteDraft(title: "Long", body: body), context: .ana)
        #expect(try await service.get(change.note.id, context: .ana).body == body)
        let event = try #require(try await desk.events().first)
        #expect(event.input["$blob"] != nil, "an input beyond an entry's size is stored as a blob")
    }
}
