import AuditEvents
import Foundation
import Testing

/// That the benchmarks run; what they measure is for a quiet machine.
@Suite struct BenchmarksTests {
    private func run(_ arguments: String) throws -> Tool.Outcome {
        let tool = try Tool()
        return try Running(
            executable: "/bin/bash",
            arguments: ["-c", "cd \"$REPOSITORY\" && \"$BENCHMARKS\" \(arguments)"], input: "/dev/null",
            folder: tool.folder.path, outputPath: nil,
            environment: ["BENCHMARKS": Tool.path(of: "Benchmarks"), "REPOSITORY": Files.repository]
        ).finish()
    }

    @Test func theListNamesEachWithWhatItMeasures() throws {
        let lines = try run("--list").expectDone().text.split(separator: "\n")
        #expect(lines.contains { $0.hasPrefix("redaction-scan ") })
        #expect(lines.allSatisfy { $0.split(separator: " ").count > 3 })
    }

    @Test func everyRoundIsInTheReport() throws {
        let outcome = try run("redaction-scan --seconds 0.02 --json /dev/stderr")
        #expect(outcome.code == 0)
        #expect(outcome.text.contains("| made events"))
        let report = try #require(try JSONValue(parsing: outcome.err).object)
        #expect(report["machine"]?["cores"]?.number ?? 0 > 0)
        let results = try #require(report["benchmarks"]?.array?.first?["results"]?.array)
        #expect(!results.isEmpty)
        for result in results {
            let peers = result["peers"]?.array ?? []
            let (subject, peer) = (result["subject"]?["rounds"]?.array ?? [], peers.first?["rounds"]?.array ?? [])
            #expect(subject.count == 5 && peer.count == 5)
            #expect((subject + peer).allSatisfy { $0["bytes"]?.number ?? 0 > 0 && $0["cpu_seconds"]?.number ?? 0 > 0 })
            #expect(peers.first?["ratio"]?["median"]?.number ?? 0 > 0)
        }
    }

    @Test func durableAppendsAreMeasuredBesideTheirPeers() throws {
        let outcome = try run("durable-1 --seconds 0.1 --json /dev/stderr")
        #expect(outcome.code == 0)
        let report = try #require(try JSONValue(parsing: outcome.err).object)
        let result = try #require(report["benchmarks"]?.array?.first?["results"]?.array?.first)
        #expect(
            result["peers"]?.array?.compactMap { $0["name"]?.string } == ["SQLite", "text log", "write, fdatasync"])
        for round in result["subject"]?["rounds"]?.array ?? [] {
            let (pieces, written) = (round["pieces"]?.number ?? 0, round["bytes_written"]?.number ?? 0)
            #expect(pieces >= 1 && written > (round["bytes"]?.number ?? 0))
            #expect(round["latency_seconds"]?["p50"]?.number ?? 0 > 0)
        }
    }

    @Test func nothingOfABenchmarkStays() throws {
        _ = try run("durable-log-1 --alone --seconds 0.05").expectDone()
        let left = try? FileManager.default.contentsOfDirectory(atPath: Files.repository + "/.build/benchmarks")
        #expect(left?.isEmpty ?? true)
    }

    @Test func anUnknownNameIsWrongUsage() throws {
        let outcome = try run("redaction-sacn")
        #expect(outcome.code == 64)
        #expect(outcome.errorText.contains("--list"))
    }
}
