/// Lets the sides of a comparison work in turns, so that whatever slows the machine slows all.
struct Runner {
    /// For each side, over all rounds.
    let seconds: Double
    /// How many times larger than usual inputs are.
    var scale = 1
    /// Leaves the peers out, so that a profiler sees us alone.
    var isAlone = false

    static let rounds = 5

    /// - Throws: What the work throws; a benchmark that is skipped gives a section that says why.
    func run(_ benchmark: Benchmark) async throws -> Report.Section {
        var section = Report.Section(benchmark: benchmark.name, summary: benchmark.summary, basis: benchmark.basis)
        do {
            for comparison in try await benchmark.comparisons(scale) {
                section.results.append(try await measure(comparison, by: benchmark.basis))
            }
        } catch let skipped as Skipped {
            section.skipped = skipped.description
        }
        return section
    }

    private func measure(_ comparison: Comparison, by basis: Basis) async throws -> Report.Result {
        let round = Duration.seconds(seconds / Double(Self.rounds))
        let sides = [comparison.subject] + (isAlone ? [] : comparison.peers)
        var measured: [Report.Side]
        do {
            measured = try await rounds(of: sides, each: round)
        } catch {
            // What could not be measured leaves nothing behind either.
            for side in sides { try? await side.finish() }
            throw error
        }
        for side in sides { try await side.finish() }
        return Report.Result(input: comparison.input, basis: basis, subject: measured.removeFirst(), peers: measured)
    }

    private func rounds(of sides: [Contender], each round: Duration) async throws -> [Report.Side] {
        // Caches, branch predictors and lazy tables are warm when it counts.
        for side in sides { _ = try await side.run(round / 4) }
        var measured = sides.map { Report.Side(name: $0.name) }
        for turn in 0..<Self.rounds {
            // Nobody always comes first.
            for place in sides.indices {
                let side = turn % 2 == 0 ? place : sides.count - 1 - place
                measured[side].rounds.append(try await sides[side].run(round))
            }
        }
        return measured
    }
}
