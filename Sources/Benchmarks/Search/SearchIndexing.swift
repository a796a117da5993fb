import FoundationEssentials

extension Benchmark {
    static let searchIndex = Benchmark(
        name: "search-index",
        summary:
            "a log's events into the search index, a sixth of them each round; the peer copies them into a table with indexes",
        basis: .clock
    ) { scale in
        let fixture = try await SearchFixture.shared(scale: scale)
        return [
            Comparison(
                input: Text.events(fixture.store.count), subject: .indexing(fixture),
                peers: PostgresCluster.name.map { [.copying(fixture, name: $0)] } ?? [])
        ]
    }
}

extension Contender {
    /// A round takes as long as it takes: what is measured is sustained.
    fileprivate static func indexing(_ fixture: SearchFixture) -> Contender {
        Contender(
            name: "Nexus",
            run: { _ in
                guard let measurement = try await fixture.indexNext() else {
                    throw Skipped(description: "everything is indexed already: name search-index first")
                }
                return measurement
            },
            finish: {
                let (index, log) = (fixture.indexBytes(), try fixture.store.publishedBytes())
                print(Text.size("the index", index, of: log, fixture.store.count))
            })
    }

    fileprivate static func copying(_ fixture: SearchFixture, name: String) -> Contender {
        var rounds = 0
        return Contender(
            name: name,
            run: { _ in
                let table = try fixture.peer()
                try table.makeIndexes()
                let numbers = fixture.share(rounds)
                rounds += 1
                let file = try await table.rows(numbers)
                defer { try? FileManager.default.removeItem(atPath: file) }
                let size = try FolderBytes.read(file) { _ in }
                let cpu = table.cluster.processorTime
                let start = ContinuousClock.now
                try table.load(file, count: numbers.count)
                let wall = start.duration(to: .now)
                return Measurement(
                    wall: wall, cpu: table.cluster.processorTime - cpu, bytes: size, pieces: numbers.count)
            },
            finish: {
                let log = try fixture.store.publishedBytes()
                print(Text.size("the table with its indexes", try fixture.peer().bytes(), of: log, fixture.store.count))
            })
    }
}

extension Text {
    /// How large something is beside the log that it is made of.
    fileprivate static func size(_ name: String, _ bytes: Int, of log: Int, _ count: Int) -> String {
        "\(name): \(figure(Double(bytes) / 1e6)) MB, \(figure(Double(bytes) / Double(count))) B an event, "
            + "\(ratio(Double(bytes) / Double(log))) of the published log's \(figure(Double(log) / 1e6)) MB"
    }
}
