import FoundationEssentials
import GRDB

extension Contender {
    /// The limit: as many events as there are callers, written in one piece and flushed, again and again; nobody waits for
    /// another, nothing is looked at.
    static func bareLoop(_ callers: Callers, in folder: BenchmarkFolder) throws -> Contender {
        let file = try AppendFile(in: folder.path, named: "bare")
        return Contender(name: "write, fdatasync") { duration in
            let (cpu, written) = (ProcessUsage.cpu, ProcessUsage.written)
            let start = ContinuousClock.now
            var (latencies, bytes, next): ([UInt64], Int, Int) = ([], 0, 0)
            repeat {
                let begin = ContinuousClock.now
                var batch: [UInt8] = []
                for _ in 0..<callers.count {
                    batch += callers.events[next % callers.events.count]
                    next += 1
                }
                try file.append(batch)
                let latency = UInt64(max(0, begin.duration(to: .now) / .nanoseconds(1)))
                for _ in 0..<callers.count { latencies.append(latency) }
                bytes += batch.count
            } while start.duration(to: .now) < duration
            return Measurement(
                wall: start.duration(to: .now), cpu: ProcessUsage.cpu - cpu, bytes: bytes, pieces: next,
                latencies: Latencies.histogram(of: latencies), written: ProcessUsage.written - written)
        }
    }

    /// A text log that does what it can for durability: a line an event, a flush a batch; no hash, no redaction.
    static func textLog(_ callers: Callers, in folder: BenchmarkFolder) throws -> Contender {
        let file = try AppendFile(in: folder.path, named: "lines")
        let commits = GroupCommit { batch in
            var bytes: [UInt8] = []
            for line in batch {
                bytes += line
                bytes.append(UInt8(ascii: "\n"))
            }
            try file.append(bytes)
        }
        return Contender(
            name: "text log", run: { try await callers.run(for: $0) { event, _ in try await commits.submit(event) } },
            finish: { commits.end() })
    }

    /// A table of events in SQLite: a row an event, a transaction a batch, WAL, `synchronous=FULL`.
    static func sqlite(_ callers: Callers, in folder: BenchmarkFolder) throws -> Contender {
        var configuration = Configuration()
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL")
        }
        let database = try DatabaseQueue(path: "\(folder.path)/events.sqlite", configuration: configuration)
        try database.write { try $0.execute(sql: "CREATE TABLE event (id INTEGER PRIMARY KEY, json TEXT NOT NULL)") }
        let commits = GroupCommit { batch in
            try database.write { database in
                let insert = try database.cachedStatement(sql: "INSERT INTO event (json) VALUES (?)")
                for event in batch { try insert.execute(arguments: [String(decoding: event, as: UTF8.self)]) }
            }
        }
        return Contender(
            name: "SQLite",
            run: { try await callers.run(for: $0) { event, _ in try await commits.submit(event) } },
            finish: {
                commits.end()
                try database.close()
            })
    }
}

/// A folder on the disk that is measured; gone when nobody needs it any more.
final class BenchmarkFolder: Sendable {
    let path: String

    init() throws {
        let url = URL(filePath: Self.root).appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(
            at: url, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        path = url.path
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Beside the build: `/tmp` may be memory.
    private static let root = ".build/benchmarks"
}
