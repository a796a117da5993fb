/// Lets both sides of a comparison work in turns, so that whatever slows the machine slows both.
struct Runner {
    /// For each side, over all rounds.
    let seconds: Double

    static let rounds = 5

    /// - Throws: What the work throws; a benchmark that is skipped gives a section that says why.
    func run(_ benchmark: Benchmark) async throws -> Report.Section {
        var section = Report.Section(benchmark: benchmark.name, summary: benchmark.summary)
        do {
            for comparison in try await benchmark.comparisons() {
                section.results.append(try await measure(comparison))
            }
        } catch let skipped as Skipped {
            section.skipped = skipped.description
        }
        return section
    }

    private func measure(_ comparison: Comparison) async throws -> Report.Result {
        let round = Duration.seconds(seconds / Double(Self.rounds))
        // Caches, branch predictors and lazy tables are warm when it counts.
        _ = try await comparison.subject.run(round / 4)
        _ = try await comparison.peer.run(round / 4)
        var result = Report.Result(
            input: comparison.input, subjectName: comparison.subject.name, peerName: comparison.peer.name)
        for turn in 0..<Self.rounds {
            // Neither side always comes first.
            if turn % 2 == 0 { result.subject.append(try await comparison.subject.run(round)) }
            result.peer.append(try await comparison.peer.run(round))
            if turn % 2 == 1 { result.subject.append(try await comparison.subject.run(round)) }
        }
        return result
    }
}
