import AuditEvents
import FileBackend
import Foundation
import Maybes
import NexusAudit
import NexusTesting
import Testing

/// The service on a real store: both flushed to one disk, both closed and opened again.
@Suite("Notes on the embedded store")
struct EmbeddedStoreTests {
    private let desk: Desk

    init() throws { desk = try Desk() }

    private var store: String { desk.folder.appending(path: "store").path }

    private func openStore() async throws -> FileBackend {
        try await FileBackend.open(at: store, instance: "audit.example.com")
    }

    /// Closes the store and checks every log in it from its bytes.
    private func closeAndVerify(_ backend: FileBackend, entries: UInt64) async throws {
        try await backend.close()
        let reader = try await FileStoreReader.open(at: store)
        let tenant = try #require(TenantID("t_demo"))
        let verification = try await LogVerifier(reader: reader).verify(tenant)
        #expect(verification.findings == [])
        #expect(verification.size == entries)
        #expect(try await reader.verifyJournal().values.flatMap(\.self) == [])
    }

    @Test func changesAreProvenAndNothingPersonalIsInTheStore() async throws {
        let backend = try await openStore()
        let service = try await desk.open(backend)
        let body = "write to ana.example@example.com " + String(repeating: "and again ", count: 6_500)
        let made = try await service.create(NoteDraft(title: "Ana", tags: ["mail"], body: body), context: .ana)
        let changed = try await service.update(made.note.id, version: 1, to: NoteDraft(title: "Ana B."), context: .ana)
        _ = try await failure { try await service.delete(made.note.id, version: 2, context: .ben) }
        _ = try await service.delete(made.note.id, version: 2, context: .ana)
        #expect([made, changed].map(\.receipt.index) == [0, 1])
        try service.close()
        try await closeAndVerify(backend, entries: 4)

        let files = try #require(FileManager.default.enumerator(atPath: store)).compactMap { $0 as? String }
        #expect(files.contains { $0.contains("/blobs/") }, "the long body is a blob")
        for name in files {
            let bytes = FileManager.default.contents(atPath: "\(store)/\(name)") ?? Data()
            #expect(bytes.range(of: Data("ana.example@".utf8)) == nil, "\(name) holds what was redacted")
        }
    }

    @Test func aChangeWhoseEventIsInTheStoreIsMadeFinalAfterBothAreOpenedAgain() async throws {
        let backend = try await openStore()
        let failing = FailingBackend(backend)
        let service = try await desk.open(failing)
        let note = try await service.create(NoteDraft(title: "Before"), context: .ana).note
        failing.fail(.append, .after(AuditError(.io, "the answer was lost", durability: .unknown)))
        let lost = try await failure {
            try await service.update(note.id, version: 1, to: NoteDraft(title: "After"), context: .ana)
        }
        #expect(lost.durability == .unknown)
        #expect(try await service.get(note.id, context: .ana).title == "Before")
        try service.close()
        try await backend.close()

        let reopened = try await openStore()
        let again = try await desk.open(reopened)
        #expect(try await again.get(note.id, context: .ana).title == "After")
        #expect(try await again.resolvePending() == PendingResolution())
        #expect(try await reopened.index(ofEvent: #require(lost.eventID), tenant: #require(TenantID("t_demo"))) == 1)
        try again.close()
        try await closeAndVerify(reopened, entries: 2)
    }

    @Test func aClosedStoreRefusesChangesAndKeepsTheNotes() async throws {
        let backend = try await openStore()
        let service = try await desk.open(backend)
        let note = try await service.create(NoteDraft(title: "Before"), context: .ana).note
        try await backend.close()
        let refused = try await failure {
            try await service.update(note.id, version: 1, to: NoteDraft(title: "After"), context: .ana)
        }
        #expect(refused.auditError?.code == .storeClosed)
        #expect(refused.durability == .notWritten)
        #expect(try await service.get(note.id, context: .ana) == note)
        try service.close()
        let reopened = try await openStore()
        _ = try await desk.open(reopened)
        try await closeAndVerify(reopened, entries: 1)
    }
}
