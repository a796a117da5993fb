import AuditEvents
import AuditQuery
import FileBackend
import Foundation
import Logging
import NexusAudit
import NexusTesting
import Testing

@testable import SearchIndex

@Suite("A crash between log and index")
struct CrashTests {
    /// A store of 2,000 events in three logs, closed.
    private func store() async throws -> Folder {
        let folder = try Folder()
        let backend = try await FileBackend.open(
            at: folder.path + "/store", instance: "crash.example", logger: Self.quiet)
        let engine = LoggingEngine(backend: backend, logger: Self.quiet)
        await withTaskGroup(of: Void.self) { group in
            for task in 0..<8 {
                group.addTask {
                    let context = RequestContext(
                        tenantID: "t_\(task % 3)", userID: "u_\(task)", requestID: "req-\(task)")
                    for number in 0..<250 {
                        let input: JSONObject = ["text": .string("word\(number % 10)")]
                        _ = try? await engine.run(IncomingEvent(action: "crash.emit", input: input), context: context)
                    }
                }
            }
        }
        try await backend.close()
        return folder
    }

    private static let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    private static let child: URL = {
        var folder = Bundle.main.bundleURL
        while !FileManager.default.fileExists(atPath: folder.appendingPathComponent("crash-child").path),
            folder.path != "/"
        {
            folder.deleteLastPathComponent()
        }
        return folder.appendingPathComponent("crash-child")
    }()

    /// - Returns: Whether it was killed.
    private func index(_ folder: Folder, until step: IndexWriter.Step, _ number: Int) throws -> Bool {
        let process = Process()
        process.executableURL = Self.child
        process.arguments = [folder.path + "/store", "index", folder.index, step.rawValue, "\(number)"]
        try process.run()
        process.waitUntilExit()
        return process.terminationReason == .uncaughtSignal
    }

    @Test("at any step of a batch, a kill neither loses nor doubles an event", arguments: IndexWriter.Step.allCases)
    func kill(_ step: IndexWriter.Step) async throws {
        let folder = try await store()
        let reader = try await FileStoreReader.open(at: folder.path + "/store")
        // Again and again on the same index, at the first, second, … batch of each run, until one run comes to its end.
        var kills = 0
        while try index(folder, until: step, 1 + kills % 3) {
            kills += 1
            try #require(kills < 40, "it never comes to an end")
            try await expectWhole(folder, reader)
            // What a transaction has not committed is done again: every other kill comes after one that was.
            if step != .committed, kills > 4 { break }
        }
        #expect(kills > 2)
        let index = try await SearchIndex.open(at: folder.index, over: reader, logger: Self.quiet)
        let all = try await index.places("", order: .oldestFirst)
        #expect(all.count == 2_000)
        #expect(Set(all).count == 2_000)
        for (word, tenant) in [("word3", "t_0"), ("word7", "t_2")] {
            let found = try await index.places(word, tenant: TenantID(tenant)!)
            var expected: [String] = []
            for entry in try await allEntries(of: TenantID(tenant)!, reader)
            where String(decoding: entry.bytes, as: UTF8.self).contains("\"\(word)\"") {
                expected.append("\(tenant)#\(entry.index)")
            }
            #expect(found == expected.reversed())
        }
        #expect(index.notice == nil)
    }

    /// The rows of each log are those below its mark, each once, and so are the terms.
    private func expectWhole(_ folder: Folder, _ reader: FileStoreReader) async throws {
        let index = try await SearchIndex.open(at: folder.index, over: reader, logger: Self.quiet)
        #expect(index.notice == nil)
        let marks = try await index.sizes()
        let rows = EventRows(
            plan: SearchPlan(try EventQuery("action:crash.emit"), tenant: nil, now: .now()), tenant: nil,
            order: .oldestFirst)
        let found = try await index.read { database in
            try rows.rows(rows.allIDs, limit: 10_000, database) { try index.tenant($0, database) }
        }
        let byTenant = Dictionary(grouping: found, by: \.tenant)
        for (tenant, size) in marks {
            #expect(byTenant[tenant, default: []].map(\.index) == Array(0..<size))
        }
        #expect(found.count == Int(marks.values.reduce(0, +)))
        try await index.close()
    }

    private func allEntries(of tenant: TenantID, _ reader: FileStoreReader) async throws -> [LogEntry] {
        var entries: [LogEntry] = []
        while case let more = try await reader.entries(of: tenant, from: UInt64(entries.count), limit: 500),
            !more.isEmpty
        {
            entries += more
        }
        return entries
    }
}
