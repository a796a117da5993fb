import AuditEvents
import FoundationEssentials
import NexusAudit
import SearchIndex

/// What all benchmarks of search share in a run: a store, its index, and the peer's table, each made when it is first needed.
final class SearchFixture {
    let store: SearchStore
    let index: SearchIndex
    private let indexPath: String
    private let reader: PartialReader
    private let folder: KeptFolder
    private var shown = 0
    private var table: PostgresTable?
    private var following: Task<Void, Never>?

    /// One for each size; the first call makes the store.
    static func shared(scale: Int) async throws -> SearchFixture {
        if let made = made[scale] { return made }
        let fixture = try await SearchFixture(count: 100_000 * scale)
        made[scale] = fixture
        return fixture
    }

    /// Benchmarks run one behind the other.
    nonisolated(unsafe) private static var made: [Int: SearchFixture] = [:]

    private init(count: Int) async throws {
        folder = try KeptFolder(ending: PostgresCluster.ending)
        store = try await SearchStore(at: folder.path + "/store", count: count)
        reader = PartialReader(store.backend)
        indexPath = folder.path + "/index.sqlite"
        index = try await SearchIndex.open(at: indexPath, over: reader, logger: BenchmarkStore.silent)
    }

    // MARK: Growing

    /// The events of a round, so that all of them together are the store's.
    func share(_ round: Int) -> Range<Int> {
        let rounds = Runner.rounds + 1
        return store.count * round / rounds..<store.count * (round + 1) / rounds
    }

    /// Lets the index take in the next events.
    ///
    /// - Returns: nil when there are no more.
    func indexNext() async throws -> Measurement? {
        guard shown < store.count else { return nil }
        let end = min(store.count, shown + store.count / (Runner.rounds + 1) + 1)
        reader.show(store.sizes(of: end))
        let (cpu, written) = (ProcessUsage.cpu, ProcessUsage.written)
        let start = ContinuousClock.now
        try await index.catchUp()
        let measurement = Measurement(
            wall: start.duration(to: .now), cpu: ProcessUsage.cpu - cpu, bytes: try await bytes(shown..<end),
            pieces: end - shown, written: ProcessUsage.written - written)
        shown = end
        return measurement
    }

    /// The canonical bytes of events: their own share of all.
    private func bytes(_ numbers: Range<Int>) async throws -> Int {
        Int(Double(try store.publishedBytes()) * Double(numbers.count) / Double(store.count))
    }

    /// Makes the index whole; from now on it follows the logs, as in a service.
    func complete() async throws {
        while try await indexNext() != nil {}
        guard following == nil else { return }
        following = Task { [index] in await index.run() }
        // Until then each question would look for new entries itself.
        try await Task.sleep(for: .milliseconds(200))
    }

    func indexBytes() -> Int {
        ["", "-wal"].reduce(0) { sum, end in
            let attributes = try? FileManager.default.attributesOfItem(atPath: indexPath + end)
            return sum + (attributes?[.size] as? Int ?? 0)
        }
    }

    func peer() throws -> PostgresTable {
        if let table { return table }
        let made = try PostgresTable(store, in: folder)
        table = made
        return made
    }
}
