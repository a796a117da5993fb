import AuditEvents

extension Benchmark {
    /// How many callers are at work: a busy service, a quiet one, a command.
    private static let crowds = [1024, 64, 1]

    static let durablePipeline = crowds.map { count in
        Benchmark(
            name: "durable-\(count)",
            summary: "events as JSON to durable entries, redacted and hashed; \(Text.callers(count)), each waiting",
            basis: .clock
        ) { _ in
            let callers = Callers(count: count, events: Corpus.durable)
            let folder = try BenchmarkFolder()
            return [
                Comparison(
                    input: Text.callers(count), subject: try await .pipeline(callers, in: folder),
                    peers: [
                        try .sqlite(callers, in: folder), try .textLog(callers, in: folder),
                        try .bareLoop(callers, in: folder),
                    ])
            ]
        }
    }

    static let durableLog = crowds.map { count in
        Benchmark(
            name: "durable-log-\(count)",
            summary:
                "canonical bytes to durable entries, the log without the engine; \(Text.callers(count)), each waiting",
            basis: .clock
        ) { _ in
            let callers = Callers(count: count, events: Corpus.durable)
            let folder = try BenchmarkFolder()
            return [
                Comparison(
                    input: Text.callers(count), subject: try await .log(callers, in: folder),
                    peers: [try .bareLoop(callers, in: folder)])
            ]
        }
    }
}

extension Text {
    static func callers(_ count: Int) -> String { count == 1 ? "1 caller" : "\(count) callers" }
}

extension Corpus {
    /// Distinct events of about 600 bytes, one in ten with personal data: 30 MB, so that no cache holds them.
    static let durable: [[UInt8]] = {
        var dice = EventDice(seed: 602)
        return (0..<50_000).map { EventDice.event($0, &dice).canonicalBytes() }
    }()
}
