import AuditEvents
import Foundation
import Maybes
import Testing

@Suite("Notes")
struct NotesTests {
    @Test func aNoteIsReadBackAsItWasWritten() async throws {
        let desk = try Desk()
        let service = try await desk.open(now: { Timestamp(microseconds: 1_700_000_000_123_456) })
        let draft = NoteDraft(title: "Grüße 🌿", tags: ["zeta", "alpha"], body: "line\n\"quoted\"\u{1}")
        let made = try await service.create(draft, context: .ana).note

        let note = try await service.get(made.id, context: .ana)
        #expect(note == made)
        #expect((note.title, note.body) == (draft.title, draft.body))
        #expect(note.tags == ["zeta", "alpha"])
        #expect(note.version == 1)
        #expect(note.createdAt == Timestamp(microseconds: 1_700_000_000_123_456))
        #expect(note.updatedAt == note.createdAt)
    }

    @Test func anUpdateReplacesEverythingAndCountsTheVersion() async throws {
        let desk = try Desk()
        let service = try await desk.open()
        let made = try await service.create(NoteDraft(title: "One", tags: ["a", "b"], body: "x"), context: .ana).note
        let changed = try await service.update(
            made.id, version: 1, to: NoteDraft(title: "Two", tags: ["b"]), context: .ana)

        let note = try await service.get(made.id, context: .ana)
        #expect(note == changed.note)
        #expect((note.title, note.body, note.version) == ("Two", "", 2))
        #expect(note.createdAt == made.createdAt)
        #expect(note.updatedAt >= made.updatedAt)
        #expect(try await service.list(tags: ["a"], context: .ana).notes == [])
        #expect(try await service.list(tags: ["b"], context: .ana).notes == [note])
    }

    @Test func aDeletedNoteIsGone() async throws {
        let desk = try Desk()
        let service = try await desk.open()
        let made = try await service.create(NoteDraft(title: "One", tags: ["a"]), context: .ana).note
        #expect(try await service.delete(made.id, version: 1, context: .ana).note == made)

        #expect(try await failure { try await service.get(made.id, context: .ana) }.code == .notFound)
        #expect(try await service.list(context: .ana).notes == [])
        #expect(try await service.list(tags: ["a"], context: .ana).notes == [])
    }

    @Test func notesOutliveTheService() async throws {
        let desk = try Desk()
        let first = try await desk.open()
        let made = try await first.create(NoteDraft(title: "One"), context: .ana).note
        try first.close()
        #expect(try await desk.open().get(made.id, context: .ana) == made)
    }

    @Test func aStaleVersionIsAConflict() async throws {
        let desk = try Desk()
        let service = try await desk.open()
        let id = try await service.create(NoteDraft(title: "One"), context: .ana).note.id
        _ = try await service.update(id, version: 1, to: NoteDraft(title: "Two"), context: .ana)

        for version in [1, 3] {
            let stale = try await failure {
                try await service.update(id, version: version, to: NoteDraft(title: "Three"), context: .ana)
            }
            #expect(stale.code == .conflict)
            #expect(!stale.isRetryable)
            #expect(stale.actual == version)
            #expect(
                try await failure { try await service.delete(id, version: version, context: .ana) }.code == .conflict)
        }
        #expect(try await service.get(id, context: .ana).title == "Two")
        #expect(try await desk.events().count == 2, "what was not done is not audited as done")
    }

    @Test func ofManyUpdatesOfOneVersionOneWins() async throws {
        let desk = try Desk()
        let service = try await desk.open()
        let id = try await service.create(NoteDraft(title: "One"), context: .ana).note.id
        let won = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<20 {
                group.addTask {
                    let change = try? await service.update(
                        id, version: 1, to: NoteDraft(title: "Try \(number)"), context: .ana)
                    return change != nil
                }
            }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(won == 1)
        #expect(try await service.get(id, context: .ana).version == 2)
        #expect(try await desk.events().map(\.action) == ["maybes.create", "maybes.update"])
    }

    static let badDrafts: [(NoteDraft, String)] = [
        (NoteDraft(title: ""), "title"),
        (NoteDraft(title: String(repeating: "t", count: 201)), "title"),
        // One Character, 201 scalars.
        (NoteDraft(title: "e" + String(repeating: "\u{301}", count: 200)), "title"),
        (NoteDraft(title: "a\u{0}b"), "title"),
        (NoteDraft(title: "t", body: String(repeating: "é", count: 32_769)), "body"),
        (NoteDraft(title: "t", body: "a\u{0}b"), "body"),
        (NoteDraft(title: "t", tags: (0..<21).map { "tag\($0)" }), "tags"),
        (NoteDraft(title: "t", tags: ["ok", ""]), "tags.1"),
        (NoteDraft(title: "t", tags: [String(repeating: "x", count: 41)]), "tags.0"),
        (NoteDraft(title: "t", tags: ["a", "b", "a"]), "tags.2"),
    ]

    @Test(arguments: badDrafts.indices)
    func aDraftOutOfBoundsIsRefusedWhole(_ place: Int) async throws {
        let (draft, field) = Self.badDrafts[place]
        let desk = try Desk()
        let service = try await desk.open()
        let error = try await failure { try await service.create(draft, context: .ana) }
        #expect(error.code == .invalidField)
        #expect(error.field == field)
        #expect(error.durability == .notWritten)
        #expect(try await service.list(context: .ana).notes == [])
        #expect(try await desk.events().isEmpty)
    }

    @Test func aDraftAtItsBoundsIsTaken() async throws {
        let desk = try Desk()
        let service = try await desk.open()
        let draft = NoteDraft(
            title: String(repeating: "🌿", count: 200),
            tags: (0..<20).map { String(repeating: "x", count: 38) + ($0 < 10 ? "0\($0)" : "\($0)") },
            body: String(repeating: "b", count: 65_536))
        let note = try await service.create(draft, context: .ana).note
        #expect(try await service.get(note.id, context: .ana).tags == draft.tags)
    }

    @Test func withoutAContextOrAPersonNothingIsDone() async throws {
        let desk = try Desk()
        let service = try await desk.open()
        let draft = NoteDraft(title: "One")
        #expect(try await failure { try await service.create(draft) }.code == .missingContext)
        #expect(try await failure { try await service.list() }.code == .missingContext)
        let system = RequestContext(tenantID: "t_demo", requestID: "r")
        #expect(try await failure { try await service.create(draft, context: system) }.code == .missingUser)
        let noTenant = RequestContext(tenantID: "demo", userID: "u", requestID: "r")
        #expect(try await failure { try await service.list(context: noTenant) }.code == .invalidTenant)
        #expect(try await desk.events().isEmpty)
    }
}
