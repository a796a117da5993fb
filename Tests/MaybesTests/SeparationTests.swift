import AuditEvents
import Maybes
import NexusAudit
import NexusTesting
import Testing

@Suite("Tenants and users apart")
struct SeparationTests {
    @Test func usersSeeTheirOwnNotesOnly() async throws {
        let desk = try Desk()
        let service = try await desk.open()
        let anas = try await service.create(NoteDraft(title: "Ana's", tags: ["x"]), context: .ana).note
        let bens = try await service.create(NoteDraft(title: "Ben's", tags: ["x"]), context: .ben).note
        let others = try await service.create(NoteDraft(title: "Elsewhere", tags: ["x"]), context: .anaElsewhere).note

        for (context, own) in [(RequestContext.ana, anas), (.ben, bens), (.anaElsewhere, others)] {
            #expect(try await service.list(context: context).notes == [own])
            #expect(try await service.list(tags: ["x"], context: context).notes == [own])
            for note in [anas, bens, others] where note.id != own.id {
                #expect(try await failure { try await service.get(note.id, context: context) }.code == .notFound)
            }
        }
    }

    @Test func whoActsForAPersonSeesThatPersonsNotes() async throws {
        let desk = try Desk()
        let service = try await desk.open()
        let agent = RequestContext(tenantID: "t_demo", userID: "u_ana", agentID: "a_1", requestID: "r")
        let note = try await service.create(NoteDraft(title: "By the agent"), context: agent).note
        #expect(try await service.get(note.id, context: .ana) == note)
        let explicit = RequestContext(
            tenantID: "t_demo", requestID: "r",
            actor: Actor(.tool, "t_1", onBehalfOf: Actor(.agent, "a_1", onBehalfOf: Actor(.human, "u_ana"))))
        #expect(try await service.get(note.id, context: explicit) == note)
        let alone = RequestContext(tenantID: "t_demo", agentID: "u_ana", requestID: "r")
        #expect(try await failure { try await service.get(note.id, context: alone) }.code == .missingUser)
    }

    @Test func aUserIDIsNotCutAtNUL() async throws {
        let desk = try Desk()
        let service = try await desk.open()
        _ = try await service.create(NoteDraft(title: "Ana's"), context: .ana)
        let sly = RequestContext(tenantID: "t_demo", userID: "u_ana\u{0}x", requestID: "r")
        #expect(try await failure { try await service.list(context: sly) }.code == .invalidField)
    }

    @Test func changingSomebodyElsesNoteIsDeniedAndReadsAsNotFound() async throws {
        let desk = try Desk()
        let service = try await desk.open()
        let anas = try await service.create(NoteDraft(title: "Ana's"), context: .ana).note

        let update = try await failure {
            try await service.update(anas.id, version: 1, to: NoteDraft(title: "Ben was here"), context: .ben)
        }
        let delete = try await failure { try await service.delete(anas.id, version: 1, context: .ben) }
        #expect([update.code, delete.code] == [.notFound, .notFound])
        #expect(try await service.get(anas.id, context: .ana) == anas)

        let events = try await desk.events()
        #expect(events.map(\.action) == ["maybes.create", "maybes.update", "maybes.delete"])
        #expect(events.map(\.outcome) == [.success, .denied, .denied])
        #expect(events[1].actor == Actor(.human, "u_ben"))
        #expect(events[1].resource == Resource("maybe", anas.id))
        #expect(events[1].eventID == update.eventID)
    }

    @Test func anotherTenantsNoteIsNoNoteAtAll() async throws {
        let desk = try Desk()
        let service = try await desk.open()
        let anas = try await service.create(NoteDraft(title: "Ana's"), context: .ana).note
        let elsewhere = try await failure { try await service.delete(anas.id, version: 1, context: .anaElsewhere) }
        let nowhere = try await failure {
            try await service.delete("00000000-0000-7000-8000-000000000000", version: 1, context: .anaElsewhere)
        }
        #expect([elsewhere.code, nowhere.code] == [.notFound, .notFound])
        #expect(elsewhere.message == nowhere.message)
        #expect(try await desk.events(of: "t_other").map(\.outcome) == [.error, .error])
        #expect(try await desk.events(of: "t_demo").count == 1)
        #expect(try await service.get(anas.id, context: .ana) == anas)
    }
}
