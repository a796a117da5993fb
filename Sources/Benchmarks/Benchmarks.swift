import ArgumentParser
import Glibc

@main
struct Benchmarks: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "Benchmarks",
        abstract: "Measures what we do beside a peer, in turns, in one run.",
        discussion: """
            Run it from the repository's folder, built for release. A group's name runs all of the group; no name runs all.

            Examples:
              swift run -c release Benchmarks --list
              swift run -c release Benchmarks redaction-events --seconds 5
              swift run -c release Benchmarks redaction --json results.json
            """)

    @Argument(help: "Benchmarks or groups.")
    var names: [String] = []

    @Flag(help: "Print the names and what they measure.")
    var list = false

    @Option(help: "How long each side of each comparison is measured, over all rounds.")
    var seconds = 1.0

    @Option(help: ArgumentHelp("How many times larger than usual stores and files are.", valueName: "n"))
    var scale = 1

    @Flag(help: "Leave the peers out, to look at ours with a profiler.")
    var alone = false

    @Option(help: ArgumentHelp("Also write everything to this file.", valueName: "file"))
    var json: String?

    static let all: [Benchmark] =
        [
            .redactionScan, .redactionEvents, .redactionAdversarial, .redactionPresidio,
        ] + Benchmark.durablePipeline + Benchmark.durableLog + [
            .durableTenants, .durableIngest, .durableVerify, .durableOpen, .durableStart, .searchIndex,
        ] + Benchmark.searchAsking

    func validate() throws {
        guard seconds > 0, seconds <= 3600 else { throw ValidationError("--seconds takes more than 0, at most 3600.") }
        guard (1...1000).contains(scale) else { throw ValidationError("--scale takes 1 to 1000.") }
        for name in names where !Self.all.contains(where: { $0.isMeant(by: name) }) {
            throw ValidationError("There is no benchmark '\(name)': --list prints the names.")
        }
    }

    func run() async throws {
        if list {
            for benchmark in Self.all { print("\(Table.padded(benchmark.name, 24))\(benchmark.summary)") }
            return
        }
        // A peer that ended is an error to report.
        signal(SIGPIPE, SIG_IGN)
        let chosen = Self.all.filter { benchmark in
            names.isEmpty || names.contains { benchmark.isMeant(by: $0) }
        }
        let runner = Runner(seconds: seconds, scale: scale, isAlone: alone)
        var report = Report(machine: .current(), seconds: seconds)
        print(report.heading)
        for benchmark in chosen {
            let section = try await runner.run(benchmark)
            report.sections.append(section)
            print(Report.text(of: section))
        }
        if let json { try report.write(to: json) }
    }
}
