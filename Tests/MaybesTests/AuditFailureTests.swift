import AuditEvents
import GRDB
import NexusAudit
import NexusTesting
import Testing

@testable import Maybes

@Suite("When the change cannot be audited, or the database fails")
struct AuditFailureTests {
    enum Change: CaseIterable {
        case create, update, delete
    }

    /// A desk with one note of Ana's, made while all was well.
    private func deskWithNote() async throws -> (desk: Desk, note: Note) {
        let desk = try Desk()
        let service = try await desk.open()
        let note = try await service.create(NoteDraft(title: "Before", tags: ["old"]), context: .ana).note
        try service.close()
        return (desk, note)
    }

    private func attempt(_ change: Change, on note: Note, with service: MaybesService) async throws -> MaybesError {
        let draft = NoteDraft(title: "After", tags: ["new"])
        return try await failure {
            switch change {
            case .create: try await service.create(draft, context: .ana)
            case .update: try await service.update(note.id, version: 1, to: draft, context: .ana)
            case .delete: try await service.delete(note.id, version: 1, context: .ana)
            }
        }
    }

    private func titles(_ service: MaybesService) async throws -> [String] {
        try await service.list(context: .ana).notes.map(\.title)
    }

    private func made(_ change: Change) -> [String] {
        switch change {
        case .create: ["After", "Before"]
        case .update: ["After"]
        case .delete: []
        }
    }

    private static let overloaded = AuditError(.overloaded, "too much at once", isRetryable: true)
    private static let lost = AuditError(.io, "the answer was lost", isRetryable: true, durability: .unknown)
    private static let refused = AuditError(.conflict, "refused for good")

    // MARK: The audit log fails

    @Test(arguments: Change.allCases)
    func whatWasNotWrittenLeavesNoTrace(_ change: Change) async throws {
        let (desk, note) = try await deskWithNote()
        let backend = FailingBackend(desk.log)
        let service = try await desk.open(backend)
        backend.fail(.append, .before(Self.overloaded))
        let error = try await attempt(change, on: note, with: service)
        #expect(error.code == .auditFailed)
        #expect(error.durability == .notWritten)
        #expect(error.auditError?.code == .overloaded)
        #expect(error.isRetryable)
        #expect(try await service.get(note.id, context: .ana) == note)
        #expect(try await titles(service) == ["Before"])
        #expect(try await service.store.pendingEvents() == [])

        try service.close()
        let again = try await desk.open()
        #expect(try await titles(again) == ["Before"])
        #expect(try await desk.events().count == 1)
    }

    @Test(arguments: Change.allCases, [true, false])
    func whatIsUnknownStaysPendingUntilTheNextOpen(_ change: Change, isWritten: Bool) async throws {
        let (desk, note) = try await deskWithNote()
        let backend = FailingBackend(desk.log)
        let service = try await desk.open(backend)
        backend.fail(.append, isWritten ? .after(Self.lost) : .before(Self.lost))
        let error = try await attempt(change, on: note, with: service)
        #expect(error.code == .auditFailed)
        #expect(error.durability == .unknown)
        #expect(try await service.store.pendingEvents() == [error.eventID])
        #expect(try await service.get(note.id, context: .ana) == note, "what is pending is invisible")
        #expect(try await titles(service) == ["Before"])
        if change == .create {
            let id = try #require(error.noteID)
            #expect(try await failure { try await service.get(id, context: .ana) }.code == .notFound)
        }
        try service.close()
        #expect(try await desk.events().count == (isWritten ? 2 : 1))

        let again = try await desk.open()
        #expect(try await titles(again) == made(change))
        #expect(try await desk.events().map(\.eventID).last == error.eventID)
        #expect(try await desk.events().count == 2)
        #expect(try await again.store.pendingEvents() == [])
    }

    @Test func aNoteWithAPendingChangeTakesNoOther() async throws {
        let (desk, note) = try await deskWithNote()
        let backend = FailingBackend(desk.log)
        let service = try await desk.open(backend)
        backend.fail(.append, .before(Self.lost), times: 3)
        _ = try await attempt(.update, on: note, with: service)
        for change in [Change.update, .delete] {
            let blocked = try await attempt(change, on: note, with: service)
            #expect(blocked.code == .conflict)
            #expect(blocked.isRetryable)
            #expect(blocked.durability == .notWritten)
        }
        #expect(try await titles(service) == ["Before"])
        #expect(try await service.store.pendingEvents().count == 1)
    }

    @Test func onceTheLogWorksAgainTheNextChangeSettlesWhatIsPending() async throws {
        let (desk, note) = try await deskWithNote()
        let backend = FailingBackend(desk.log)
        let service = try await desk.open(backend)
        backend.fail(.append, .before(Self.lost))
        _ = try await attempt(.update, on: note, with: service)
        let blocked = try await attempt(.delete, on: note, with: service)
        #expect(blocked.code == .conflict && blocked.isRetryable)
        #expect(try await service.get(note.id, context: .ana).title == "After", "the pending change was settled")
        #expect(try await service.delete(note.id, version: 2, context: .ana).note.title == "After")
        #expect(try await desk.events().map(\.action) == ["maybes.create", "maybes.update", "maybes.delete"])
    }

    /// Opens a desk on which an update is pending, with a log that fails so and so often from then on.
    private func reopen(
        entryIsWritten: Bool, failing error: AuditError, times: Int
    ) async throws -> (desk: Desk, service: MaybesService) {
        let (desk, note) = try await deskWithNote()
        let backend = FailingBackend(desk.log)
        let broken = try await desk.open(backend)
        backend.fail(.append, entryIsWritten ? .after(Self.lost) : .before(Self.lost))
        _ = try await attempt(.update, on: note, with: broken)
        try broken.close()
        backend.fail(.append, .before(error), times: times)
        return (desk, try await desk.open(backend))
    }

    @Test(arguments: [true, false])
    func whatCannotBeSettledYetIsSettledLater(_ entryIsWritten: Bool) async throws {
        // "Not written" speaks of the attempt at opening, and says nothing of the first one.
        let (desk, service) = try await reopen(entryIsWritten: entryIsWritten, failing: Self.overloaded, times: 2)
        #expect(try await titles(service) == ["Before"])
        #expect(try await service.resolvePending() == PendingResolution(pending: 1))
        #expect(try await service.resolvePending() == PendingResolution(finished: 1))
        #expect(try await titles(service) == ["After"])
        #expect(try await desk.events().count == 2)
    }

    @Test func whatTheLogHasIsMadeFinalEvenIfItIsRefusedNow() async throws {
        let (desk, service) = try await reopen(entryIsWritten: true, failing: Self.refused, times: 1)
        #expect(try await titles(service) == ["After"])
        #expect(try await service.store.pendingEvents() == [])
        #expect(try await desk.events().count == 2)
    }

    @Test func whatTheLogHasNotAndNeverTakesIsTakenBack() async throws {
        let (desk, service) = try await reopen(entryIsWritten: false, failing: Self.refused, times: 1)
        #expect(try await titles(service) == ["Before"])
        #expect(try await service.store.pendingEvents() == [])
        #expect(try await desk.events().count == 1)
    }

    @Test func aRefusedAttemptThatCannotBeAuditedSaysSo() async throws {
        let (desk, note) = try await deskWithNote()
        let backend = FailingBackend(desk.log)
        let service = try await desk.open(backend)
        backend.fail(.append, .before(Self.overloaded))
        let error = try await failure { try await service.delete(note.id, version: 1, context: .ben) }
        #expect(error.code == .auditFailed)
    }

    // MARK: A change in progress

    @Test func aChangeInProgressIsNotTakenForOneLeftOver() async throws {
        let (desk, note) = try await deskWithNote()
        let backend = FailingBackend(desk.log)
        let service = try await desk.open(backend)
        let gate = Gate()
        // Had somebody else emitted it, the change's own emit would fail, and it would be taken back although it was made.
        backend.fail(.append, .wait(gate))
        async let change = service.update(note.id, version: 1, to: NoteDraft(title: "After"), context: .ana)
        await gate.arrivals()
        #expect(try await service.resolvePending() == PendingResolution())
        let blocked = try await attempt(.delete, on: note, with: service)
        #expect(blocked.code == .conflict && blocked.isRetryable)
        #expect(try await desk.events().count == 1)
        #expect(try await titles(service) == ["Before"])
        gate.open()
        #expect(try await change.note.title == "After")
        #expect(try await desk.events().count == 2)
    }

    @Test func aCancelledCallerLeavesNothingPending() async throws {
        let (desk, note) = try await deskWithNote()
        let backend = FailingBackend(desk.log)
        let service = try await desk.open(backend)
        let gate = Gate()
        backend.fail(.append, .wait(gate))
        let task = Task { try await service.update(note.id, version: 1, to: NoteDraft(title: "After"), context: .ana) }
        await gate.arrivals()
        task.cancel()
        gate.open()
        #expect(try await task.value.note.title == "After")
        #expect(try await service.store.pendingEvents() == [])
        #expect(try await titles(service) == ["After"])
    }

    // MARK: The database fails

    @Test func aChangeThatCannotBeStagedIsNotEmitted() async throws {
        let (desk, note) = try await deskWithNote()
        let service = try await desk.open()
        try await service.fail(on: "INSERT ON pending")
        let error = try await attempt(.update, on: note, with: service)
        #expect(error.code == .storage)
        #expect(error.durability == .notWritten)
        #expect(try await desk.events().count == 1)
        #expect(try await titles(service) == ["Before"])
    }

    @Test(arguments: Change.allCases)
    func aChangeThatCannotBeMadeFinalIsMadeFinalLater(_ change: Change) async throws {
        let (desk, note) = try await deskWithNote()
        let service = try await desk.open()
        try await service.fail(on: "DELETE ON pending")
        let error = try await attempt(change, on: note, with: service)
        #expect(error.code == .storage)
        #expect(error.durability == .unknown)
        #expect(try await titles(service) == ["Before"])
        #expect(try await desk.events().count == 2)

        try await service.mend()
        #expect(try await service.resolvePending() == PendingResolution(finished: 1))
        #expect(try await titles(service) == made(change))
        #expect(try await desk.events().count == 2)
    }

    @Test func aChangeThatCannotBeTakenBackIsNotSaidToBe() async throws {
        let (desk, note) = try await deskWithNote()
        let backend = FailingBackend(desk.log)
        let service = try await desk.open(backend)
        backend.fail(.append, .before(Self.overloaded))
        try await service.fail(on: "DELETE ON pending")
        let error = try await attempt(.update, on: note, with: service)
        #expect(error.code == .auditFailed)
        #expect(error.durability == .unknown, "the change is pending still, and may appear")
        try await service.mend()
        try service.close()

        let again = try await desk.open()
        #expect(try await titles(again) == ["After"])
        #expect(try await desk.events().count == 2)
    }
}

extension MaybesService {
    /// Makes a statement fail within the database itself.
    fileprivate func fail(on statement: String) async throws {
        try await store.pool.write { database in
            try database.execute(
                sql: "CREATE TRIGGER broken BEFORE \(statement) BEGIN SELECT RAISE(ABORT, 'broken on purpose'); END")
        }
    }

    fileprivate func mend() async throws {
        try await store.pool.write { try $0.execute(sql: "DROP TRIGGER broken") }
    }
}
