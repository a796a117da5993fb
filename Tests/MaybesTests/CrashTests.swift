import AuditEvents
import GRDB
import Maybes
import NexusAudit
import NexusTesting
import Testing

/// A process may die after any step of a change. Each test stops a real run at one step, takes a copy of the database's
/// files as they are on disk then, and opens the service on the copy with the audit log as it was at that step.
@Suite("What a crash leaves is settled at the next open")
struct CrashTests {
    enum Change: CaseIterable {
        case create, update, delete
    }

    enum Step {
        /// The change and its event are stored; the event was not emitted.
        case staged
        /// The event is in the log; the change is not final.
        case emitted
    }

    /// What a crash left, and what was there before.
    struct Crash {
        let desk: Desk
        /// The note that was there before the change.
        let before: Note
        /// What the run that was not stopped after all came to.
        let change: NoteChange
    }

    private static let context = RequestContext(tenantID: "t_demo", userID: "u_ana", requestID: "req-before-the-crash")
    private static let draft = NoteDraft(title: "After", tags: ["new"], body: "ana.example@example.com")

    private func crash(_ kind: Change, after step: Step) async throws -> Crash {
        let desk = try Desk()
        let setUp = try await desk.open()
        let before = try await setUp.create(NoteDraft(title: "Before", tags: ["old"]), context: .ana).note
        try setUp.close()

        let gate = Gate()
        let backend = FailingBackend(desk.log)
        backend.fail(.append, step == .staged ? .wait(gate) : .waitAfter(gate))
        let service = try await desk.open(backend)
        async let change = run(kind, on: before, with: service)
        await gate.arrivals()
        // Of the log at `staged` it is enough that it has not the event; one of the same seed has the same keys.
        let picture = Result { try desk.picture(log: step == .staged ? MemoryBackend() : nil) }
        gate.open()
        return Crash(desk: try picture.get(), before: before, change: try await change)
    }

    private func run(_ change: Change, on note: Note, with service: MaybesService) async throws -> NoteChange {
        switch change {
        case .create: try await service.create(Self.draft, context: Self.context)
        case .update: try await service.update(note.id, version: 1, to: Self.draft, context: Self.context)
        case .delete: try await service.delete(note.id, version: 1, context: Self.context)
        }
    }

    /// Checks that the service at `desk` shows the change as made, or as not made.
    private func expect(_ change: Change, made: Bool, before: Note, in service: MaybesService) async throws {
        let titles = try await service.list(context: .ana).notes.map(\.title)
        let tagged = try await service.list(tags: ["new"], context: .ana).notes.map(\.title)
        switch (change, made) {
        case (_, false): #expect(titles == ["Before"] && tagged == [])
        case (.create, true): #expect(titles == ["After", "Before"] && tagged == ["After"])
        case (.update, true): #expect(titles == ["After"] && tagged == ["After"])
        case (.delete, true): #expect(titles == [] && tagged == [])
        }
        if !made { #expect(try await service.get(before.id, context: .ana) == before) }
    }

    @Test(arguments: Change.allCases)
    func stagedButNotEmittedIsEmittedAndMadeFinal(_ change: Change) async throws {
        let crash = try await crash(change, after: .staged)
        try await expectPending(crash, change)
        let service = try await crash.desk.open()
        try await expect(change, made: true, before: crash.before, in: service)
        let events = try await crash.desk.events()
        #expect(events.map(\.action) == ["maybes.\(change)"])
        #expect(events.first?.eventID == crash.change.receipt.eventID)
        #expect(events.first?.resource?.id == crash.change.note.id)
        try await expectSettled(crash.desk, entries: 1, reopening: service)
    }

    @Test(arguments: Change.allCases)
    func emittedButNotFinalIsMadeFinalWithoutASecondEvent(_ change: Change) async throws {
        let crash = try await crash(change, after: .emitted)
        try await expectPending(crash, change)
        let service = try await crash.desk.open()
        try await expect(change, made: true, before: crash.before, in: service)
        #expect(try await crash.desk.events().map(\.action) == ["maybes.create", "maybes.\(change)"])
        try await expectSettled(crash.desk, entries: 2, reopening: service)
    }

    @Test(arguments: Change.allCases)
    func finalStaysFinal(_ change: Change) async throws {
        let desk = try Desk()
        let service = try await desk.open()
        let before = try await service.create(NoteDraft(title: "Before", tags: ["old"]), context: .ana).note
        _ = try await run(change, on: before, with: service)
        let crashed = try desk.picture()
        let again = try await crashed.open()
        try await expect(change, made: true, before: before, in: again)
        try await expectSettled(crashed, entries: 2, reopening: again)
    }

    @Test func theRecoveredEventIsTheOneThatWasPrepared() async throws {
        let staged = try await crash(.create, after: .staged)
        let emitted = try await crash(.create, after: .emitted)
        _ = try await staged.desk.open()
        let recovered = try #require(try await staged.desk.events().last)
        let original = try #require(try await emitted.desk.events().last)
        #expect(recovered.metadata == original.metadata)
        #expect(recovered.metadata["request_id"] == "req-before-the-crash")
        #expect(recovered.input == original.input)
        #expect(recovered.record?.piiFlags == original.record?.piiFlags)
        #expect(
            recovered.time == staged.change.note.createdAt, "the time is when it was asked for, not when it recovered")
        #expect(try #require(recovered.record?.recordedAt) > recovered.time)
    }

    @Test func thePendingEventOnDiskIsRedacted() async throws {
        let crash = try await crash(.create, after: .staged)
        let pool = try DatabasePool(path: crash.desk.database)
        let event = try await pool.read { try String.fetchOne($0, sql: "SELECT CAST(event AS TEXT) FROM pending") }
        #expect(try #require(event).contains("\"action\":\"maybes.create\""))
        #expect(try !#require(event).contains("ana.example"))
    }

    /// Before it is settled, the change is pending in the database and no reader would see it.
    private func expectPending(_ crash: Crash, _ change: Change) async throws {
        let pool = try DatabasePool(path: crash.desk.database)
        let (titles, pending) = try await pool.read { database in
            (
                try String.fetchAll(database, sql: "SELECT title FROM note"),
                try String.fetchAll(database, sql: "SELECT kind FROM pending")
            )
        }
        #expect(titles == ["Before"])
        #expect(pending == ["\(change)"])
        try pool.close()
    }

    /// Nothing is pending any more, and opening again adds nothing to the log.
    private func expectSettled(_ desk: Desk, entries: Int, reopening service: MaybesService) async throws {
        #expect(try await service.resolvePending() == PendingResolution())
        try service.close()
        let again = try await desk.open()
        #expect(try await again.resolvePending() == PendingResolution())
        #expect(try await desk.events().count == entries)
    }
}
