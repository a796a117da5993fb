import FileBackend
import FoundationEssentials
import Glibc

/// A million entries are ten of these.
private let usualCount = 100_000

extension Benchmark {
    static let durableIngest = Benchmark(
        name: "durable-ingest",
        summary: "nexus ingest of an NDJSON file of 100,000 events into a new store; the peer copies it, a flush a MiB",
        basis: .clock
    ) { scale in
        let tool = try NexusTool()
        let folder = try BenchmarkFolder()
        let file = try EventFile(in: folder, count: usualCount * scale)
        return [
            Comparison(
                input: Text.events(file.count),
                subject: Contender(name: "nexus ingest") { _ in
                    let store = folder.path + "/store"
                    try? FileManager.default.removeItem(atPath: store)
                    try tool.run(["init", "--dir", store, "--instance", "bench.example.com"])
                    return .of(try tool.run(["ingest", file.path, "--dir", store]), file)
                },
                peers: [Contender(name: "copy") { _ in try file.copied() }])
        ]
    }

    static let durableVerify = Benchmark(
        name: "durable-verify",
        summary: "nexus verify of a log of 100,000 entries; the peer hashes the leaves' bytes on one thread",
        basis: .clock
    ) { scale in
        let tool = try NexusTool()
        let folder = try BenchmarkFolder()
        let file = try EventFile(in: folder, count: usualCount * scale)
        let store = folder.path + "/store"
        try tool.run(["init", "--dir", store, "--instance", "bench.example.com"])
        try tool.run(["ingest", file.path, "--dir", store])
        let bundles = try FolderBytes(store + "/logs/t_bench/tile/entries")
        return [
            Comparison(
                input: Text.events(file.count),
                subject: Contender(
                    name: "nexus verify", run: { _ in .of(try tool.run(["verify", "--dir", store]), file) },
                    finish: { withExtendedLifetime(folder) {} }),
                peers: [
                    Contender(name: "read, SHA-256") { _ in try bundles.hashed(pieces: file.count) }
                ])
        ]
    }

    static let durableOpen = Benchmark(
        name: "durable-open",
        summary: "opening a store of 100,000 entries whose writer was killed; the peer reads its journal",
        basis: .clock
    ) { scale in
        let tool = try NexusTool()
        let folder = try BenchmarkFolder()
        let file = try EventFile(in: folder, count: usualCount * scale)
        let crashed = folder.path + "/crashed"
        try tool.run(["init", "--dir", crashed, "--instance", "bench.example.com"])
        let size = UInt64(file.bytes)
        let writer = try tool.start(["ingest", file.path, "--dir", crashed])
        // The journal is ahead of what is published while a file comes in.
        while ProcessUsage.written(by: writer.id) < size * 2, Glibc.kill(writer.id, 0) == 0 { usleep(2000) }
        writer.kill()
        _ = try writer.finish(isKilled: true)
        let journal = try FolderBytes(crashed + "/journal")
        return [
            Comparison(
                input: Text.events(file.count),
                subject: Contender(name: "open") { _ in
                    let store = folder.path + "/store"
                    try? FileManager.default.removeItem(atPath: store)
                    try FileManager.default.copyItem(atPath: crashed, toPath: store)
                    // The copy's own bytes are not what the first flush is to wait for.
                    sync()
                    let (cpu, written) = (ProcessUsage.cpu, ProcessUsage.written)
                    let start = ContinuousClock.now
                    let backend = try await FileBackend.open(at: store, logger: BenchmarkStore.silent)
                    let wall = start.duration(to: .now)
                    let measurement = Measurement(
                        wall: wall, cpu: ProcessUsage.cpu - cpu, bytes: journal.count, pieces: 1,
                        latencies: Latencies.histogram(of: [UInt64(max(0, wall / .nanoseconds(1)))]),
                        written: ProcessUsage.written - written)
                    try await backend.close()
                    return measurement
                },
                peers: [Contender(name: "read the journal") { _ in try journal.hashed(pieces: 1, isHashed: false) }])
        ]
    }

    static let durableStart = Benchmark(
        name: "durable-start", summary: "how long a command takes that does little; the peer is /bin/true",
        basis: .clock
    ) { _ in
        let tool = try NexusTool()
        let folder = try BenchmarkFolder()
        let store = folder.path + "/store"
        try tool.run(["init", "--dir", store, "--instance", "bench.example.com"])
        return [
            ("nexus --help", ["--help"]),
            ("nexus emit", ["emit", "--action", "bench.start", "--tenant", "t_bench", "--dir", store]),
        ].map { name, arguments in
            Comparison(
                input: "a process",
                subject: Contender(
                    name: name, run: { try .repeated(for: $0) { try tool.run(arguments) } },
                    // The store is there as long as it is used.
                    finish: { withExtendedLifetime(folder) {} }),
                peers: [
                    Contender(name: "/bin/true") { try .repeated(for: $0) { try Child("/bin/true", []).finish() } }
                ])
        }
    }
}

extension Text {
    static func events(_ count: Int) -> String { "\(count) events" }
}

extension Child.Usage {
    var nanoseconds: UInt64 { UInt64(max(0, wall / .nanoseconds(1))) }
}

extension Measurement {
    /// What a process did to a whole file.
    static func of(_ usage: Child.Usage, _ file: EventFile) -> Measurement {
        Measurement(
            wall: usage.wall, cpu: usage.cpu, bytes: file.bytes, pieces: file.count,
            counts: ["peak_memory_bytes": usage.peak], written: usage.written)
    }

    /// One process after the other.
    static func repeated(for duration: Duration, _ run: () throws -> Child.Usage) throws -> Measurement {
        var sum = Measurement(wall: .zero, cpu: .zero, bytes: 0, pieces: 0)
        var latencies: [UInt64] = []
        repeat {
            let usage = try run()
            sum.wall += usage.wall
            sum.cpu += usage.cpu
            sum.pieces += 1
            latencies.append(usage.nanoseconds)
        } while sum.wall < duration
        sum.latencies = Latencies.histogram(of: latencies)
        return sum
    }
}
