import AuditEvents
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
            let (subject, peer) = (result["subject"]?["rounds"]?.array ?? [], result["peer"]?["rounds"]?.array ?? [])
            #expect(subject.count == 5 && peer.count == 5)
            #expect((subject + peer).allSatisfy { $0["bytes"]?.number ?? 0 > 0 && $0["cpu_seconds"]?.number ?? 0 > 0 })
            #expect(result["ratio"]?["median"]?.number ?? 0 > 0)
        }
    }

    @Test func anUnknownNameIsWrongUsage() throws {
        let outcome = try run("redaction-sacn")
        #expect(outcome.code == 64)
        #expect(outcome.errorText.contains("--list"))
    }
}
