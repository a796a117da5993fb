import AuditEvents
import Foundation
import GRDB
import Testing

@testable import Maybes

@Suite("The notes database")
struct StoreTests {
    @Test func everyCommitIsFlushed() async throws {
        let desk = try Desk()
        let service = try await desk.open()
        let (journal, synchronous) = try await service.store.pool.writeWithoutTransaction { database in
            (
                try String.fetchOne(database, sql: "PRAGMA journal_mode"),
                try Int.fetchOne(database, sql: "PRAGMA synchronous")
            )
        }
        #expect(journal == "wal")
        #expect(synchronous == 2, "2 is FULL")
    }

    @Test func aSecondServiceIsRefusedUntilTheFirstIsClosed() async throws {
        let desk = try Desk()
        let first = try await desk.open()
        #expect(try await failure { try await desk.open() }.code == .locked)
        try first.close()
        _ = try await desk.open()
    }

    @Test func aClosedServiceSaysSo() async throws {
        let desk = try Desk()
        let service = try await desk.open()
        try service.close()
        #expect(try await failure { try await service.list(context: .ana) }.code == .closed)
        #expect(try await failure { try await service.create(NoteDraft(title: "t"), context: .ana) }.code == .closed)
        #expect(try await desk.events().isEmpty)
    }

    @Test func aMissingFolderIsAnErrorThatNamesIt() async throws {
        let desk = try Desk()
        try FileManager.default.removeItem(at: desk.folder)
        let error = try await failure { try await desk.open() }
        #expect(error.code == .storage)
        #expect(error.message.contains(desk.database))
    }

    @Test func aDatabaseOfANewerVersionIsLeftAlone() async throws {
        let desk = try Desk()
        try await desk.open().close()
        let pool = try DatabasePool(path: desk.database)
        try await pool.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('99: of the future')") }
        try pool.close()
        let error = try await failure { try await desk.open() }
        #expect(error.code == .storage)
        #expect(error.message.contains("newer"))
    }
}
