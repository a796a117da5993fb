extension Benchmark {
    static let searchAsking = [
        asking("search-fields", "the newest fifty events by one or two fields") { try $0.fields() },
        asking("search-text", "the newest fifty events by words and a field") { try $0.texts() },
        asking("search-histogram", "a day's events by the hour") { try $0.histograms() },
        asking("search-counts", "how many events, and the ten most frequent actions of the newest 20,000") {
            try $0.counts()
        },
    ]

    private static func asking(
        _ name: String, _ what: String, each: Int = 20,
        _ kinds: @escaping @Sendable (inout QuestionDice) throws -> [(name: String, questions: [SearchQuestion])]
    ) -> Benchmark {
        Benchmark(name: name, summary: "\(what); the peer is a table in PostgreSQL with indexes", basis: .clock) {
            scale in
            let fixture = try await SearchFixture.shared(scale: scale)
            try await fixture.complete()
            var dice = QuestionDice(seed: 604, events: fixture.store.count, each: each)
            let kinds = try kinds(&dice)
            let all = (name: "all \(kinds.count * each)", questions: kinds.flatMap(\.questions))
            return (kinds + [all]).map { kind in
                Comparison(
                    input: kind.name, subject: .asking(kind.questions, fixture),
                    peers: PostgresCluster.name.map { [.asking(kind.questions, fixture, name: $0)] } ?? [])
            }
        }
    }
}

extension Contender {
    /// Whole passes over the questions, one after the other.
    fileprivate static func asking(_ questions: [SearchQuestion], _ fixture: SearchFixture) -> Contender {
        var slowest: (nanoseconds: UInt64, question: SearchQuestion)?
        return Contender(
            name: "Nexus",
            run: { duration in
                let cpu = ProcessUsage.cpu
                let start = ContinuousClock.now
                var (latencies, found, bytes): ([UInt64], Int, Int) = ([], 0, 0)
                repeat {
                    for question in questions {
                        let begin = ContinuousClock.now
                        let answer = try await question.ask(fixture.index)
                        let latency = UInt64(max(0, begin.duration(to: .now) / .nanoseconds(1)))
                        latencies.append(latency)
                        found += answer.found
                        bytes += answer.bytes
                        if latency > slowest?.nanoseconds ?? 0 { slowest = (latency, question) }
                    }
                } while start.duration(to: .now) < duration
                return Measurement(
                    wall: start.duration(to: .now), cpu: ProcessUsage.cpu - cpu, bytes: bytes, pieces: latencies.count,
                    counts: ["found": found], latencies: Latencies.histogram(of: latencies))
            },
            finish: {
                guard let (nanoseconds, question) = slowest else { return }
                let milliseconds = Text.figure(Double(nanoseconds) / 1e6)
                print("slowest: \(milliseconds) ms, \(question.expression), of \(question.tenant)")
            })
    }

    /// Within the server, one connection, planning included; nothing on the way to a client.
    fileprivate static func asking(_ questions: [SearchQuestion], _ fixture: SearchFixture, name: String) -> Contender {
        Contender(name: name) { duration in
            let table = try fixture.peer()
            try await table.complete()
            let cpu = table.cluster.processorTime
            let answers = try table.ask(questions, for: duration)
            let nanoseconds = answers.reduce(0) { $0 + $1.nanoseconds }
            return Measurement(
                wall: .nanoseconds(Int64(nanoseconds)), cpu: table.cluster.processorTime - cpu, bytes: 0,
                pieces: answers.count, counts: ["found": answers.reduce(0) { $0 + $1.found }],
                latencies: Latencies.histogram(of: answers.map(\.nanoseconds)))
        }
    }
}
