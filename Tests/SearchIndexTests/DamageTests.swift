import AuditEvents
import AuditQuery
import Foundation
import GRDB
import NexusAudit
import NexusTesting
import Testing

@testable import SearchIndex

@Suite("An index that is missing, damaged, or another one's")
struct DamageTests {
    /// An index of 300 events, closed.
    private func indexed() async throws -> Desk {
        let desk = try Desk()
        for number in 0..<300 { try await desk.emit(input: ["text": "word\(number) common"], request: "req-\(number)") }
        let index = try await desk.open()
        try await index.catchUp()
        try await index.close()
        return desk
    }

    private func expectMadeAgain(_ desk: Desk, fault: String) async throws {
        let index = try await desk.open()
        #expect(try await index.places("common").count == 300)
        #expect(try await index.places("word7") == ["t_anna#7"])
        #expect(index.notice?.contains("made again") == true, "\(fault)")
        #expect(desk.log.lines.contains { $0.text.contains("put aside") }, "\(fault)")
        #expect(FileManager.default.fileExists(atPath: desk.folder.index + ".damaged"))
    }

    @Test("a missing file is made")
    func missing() async throws {
        let desk = try await indexed()
        try FileManager.default.removeItem(atPath: desk.folder.index)
        let index = try await desk.open()
        #expect(try await index.places("common").count == 300)
        #expect(index.notice == nil)
    }

    @Test("what is no database is put aside", arguments: [0, 1, 2])
    func garbage(_ kind: Int) async throws {
        let desk = try await indexed()
        var bytes = try Data(contentsOf: URL(fileURLWithPath: desk.folder.index))
        switch kind {
        case 0:
            bytes =
                Data("this is no database, and never was one; it is longer than a header. ".utf8) + bytes.suffix(5_000)
        case 1: bytes.replaceSubrange(0..<16, with: Data(repeating: 7, count: 16))
        default: bytes = bytes.prefix(bytes.count / 2)
        }
        try bytes.write(to: URL(fileURLWithPath: desk.folder.index))
        try await expectMadeAgain(desk, fault: "kind \(kind)")
    }

    @Test("pages overwritten in the middle are noticed", arguments: [1, 2, 3, 5])
    func overwritten(_ page: Int) async throws {
        let desk = try await indexed()
        var bytes = try Data(contentsOf: URL(fileURLWithPath: desk.folder.index))
        let range = (page * 4_096)..<min(bytes.count, (page + 1) * 4_096)
        bytes.replaceSubrange(range, with: Data(repeating: 0xA5, count: range.count))
        try bytes.write(to: URL(fileURLWithPath: desk.folder.index))
        try await expectMadeAgain(desk, fault: "page \(page)")
    }

    @Test("another instance's index is put aside")
    func foreign() async throws {
        let desk = try await indexed()
        let other = MemoryBackend(instance: "other.example")
        let index = try await SearchIndex.open(at: desk.folder.index, over: other, logger: desk.log.logger("index"))
        #expect(try await index.places("").isEmpty)
        #expect(index.notice?.contains("another instance") == true)
    }

    @Test("an index ahead of its log, or of another log than it was made from, is made again")
    func otherLog() async throws {
        for size in [299, 300, 310] {
            let desk = try await indexed()
            // The same instance, put back in time, with other events since.
            let other = MemoryBackend()
            let engine = LoggingEngine(backend: other, logger: desk.log.logger("engine"), now: desk.clock.now)
            for number in 0..<size {
                let context = RequestContext(tenantID: "t_anna", userID: "u_2", requestID: "other-\(number)")
                _ = try await engine.run(IncomingEvent(action: "notes.other"), context: context)
            }
            let index = try await SearchIndex.open(
                at: desk.folder.index, over: other, logger: desk.log.logger("index"))
            let found = try await index.places("action:notes.other")
            // Of the same size, nothing has grown, and nothing is looked at; what does not match is left out.
            #expect(found.count == (size == 300 ? 0 : size))
            #expect(try await index.places("action:notes.create").isEmpty)
        }
    }

    @Test("an entry that does not match is left out, said and counted")
    func mismatch() async throws {
        let desk = try await indexed()
        let index = try await desk.open()
        try await index.attempt { file throws(any Error) in
            try file.pool.write { try $0.execute(sql: "UPDATE events SET entry = 12 WHERE entry = 7") }
        }
        #expect(try await index.places("word7") == [])
        #expect(desk.log.lines.contains { $0.text.contains("does not match") })
    }

    @Test("an index file that is replaced while it is open is taken up")
    func replaced() async throws {
        let desk = try await indexed()
        let index = try await desk.open()
        #expect(try await index.places("common").count == 300)
        let again = try await SearchIndex.rebuild(at: desk.folder.index, over: desk.memory)
        try await desk.emit(input: ["text": "late"])
        #expect(try await index.places("late") == ["t_anna#300"])
        #expect(try await again.places("late") == ["t_anna#300"])
        try FileManager.default.removeItem(atPath: desk.folder.index)
        #expect(try await index.places("common").count == 300)
    }

    @Test("only the owner can read an index")
    func permissions() async throws {
        let desk = try await indexed()
        let index = try await desk.open()
        try await index.catchUp()
        for name in ["", "-wal", "-shm", ".lock"] where FileManager.default.fileExists(atPath: desk.folder.index + name)
        {
            let attributes = try FileManager.default.attributesOfItem(atPath: desk.folder.index + name)
            #expect((attributes[.posixPermissions] as? Int) == 0o600, "\(name)")
        }
    }

    @Test("a place where no file can be is an error that says so")
    func nowhere() async throws {
        let desk = try Desk()
        let error = try await auditError {
            _ = try await SearchIndex.open(at: desk.folder.path + "/none/index.sqlite", over: desk.memory)
        }
        #expect(error.code == .io)
        #expect(error.message.contains("none/index.sqlite"))
    }
}
