import AuditEvents
import MerkleLog
import NexusAudit
import NexusTesting
import Synchronization
import Testing

/// From a span of time to an index range.
@Suite struct TimeRangeTests {
    /// A log with these stamps, in milliseconds after the start.
    private func log(_ milliseconds: [Int64]) async throws -> SampleLog {
        var log = try await SampleLog()
        for (index, offset) in milliseconds.enumerated() {
            let time = Timestamp(microseconds: SampleLog.start.microseconds + offset * 1000)
            try await log.append(SampleLog.leaf(UInt64(index), recordedAt: time), at: time)
        }
        _ = try await log.backend.publish(SampleLog.tenant)
        return log
    }

    private func time(_ milliseconds: Int64) -> Timestamp {
        Timestamp(microseconds: SampleLog.start.microseconds + milliseconds * 1000)
    }

    @Test("The range is the smallest that holds every entry of the span, with stamps up to ten seconds out of order")
    func outOfOrder() async throws {
        for seed: UInt64 in 0..<6 {
            var random = SplitMix(seed: seed)
            var newest: Int64 = 0
            let stamps = (0..<400).map { _ -> Int64 in
                // Bursts, gaps, and stamps anywhere within the tolerance.
                if Int.random(in: 0..<8, using: &random) == 0 { newest += Int64.random(in: 0..<15_000, using: &random) }
                let stamp = newest - Int64.random(in: 0...10_000, using: &random)
                newest = max(newest, stamp)
                return stamp
            }
            // The store's rule, as the writer would have applied it.
            var (high, kept): (Int64, [Int64]) = (.min, [])
            for stamp in stamps where high == .min || stamp >= high - 10_000 {
                high = max(high, stamp)
                kept.append(stamp)
            }
            let log = try await log(kept)
            for _ in 0..<12 {
                let from = Int64.random(in: -20_000...newest + 20_000, using: &random)
                let to = from + Int64.random(in: 0...60_000, using: &random)
                let export = try await Export.run(log.backend, from: time(from), to: time(to))
                let inside = kept.indices.filter { kept[$0] >= from && kept[$0] < to }
                let range = try #require(export.range)
                if let first = inside.first, let last = inside.last {
                    #expect(range == UInt64(first)..<UInt64(last + 1), "\(from)..<\(to), seed \(seed)")
                } else {
                    #expect(range.isEmpty, "\(from)..<\(to), seed \(seed)")
                }
                #expect(try export.verify() == [])
            }
        }
    }

    @Test("From is inclusive and to exclusive, and either may be open")
    func bounds() async throws {
        let log = try await log([0, 1, 1, 2, 3])
        func range(_ from: Int64?, _ to: Int64?) async throws -> Range<UInt64>? {
            try await Export.run(log.backend, from: from.map(time), to: to.map(time)).range
        }
        #expect(try await range(1, 2) == 1..<3)
        #expect(try await range(nil, 1) == 0..<1)
        #expect(try await range(2, nil) == 3..<5)
        #expect(try await range(1, 1)?.isEmpty == true)
        #expect(try await range(4, 9)?.isEmpty == true)
        #expect(try await range(-9, 0)?.isEmpty == true)
        #expect(try await range(nil, nil) == 0..<5)
    }

    @Test("A small span of a large log reads little of it")
    func cheap() async throws {
        // One entry a second, for more than two hours.
        let log = try await log((0..<8000).map { Int64($0) * 1000 })
        let reader = CountingReader(log.backend)
        let export = try await Export.run(reader, from: time(4_000_000), to: time(4_005_000))
        #expect(export.range == 4000..<4005)
        #expect(reader.entriesRead < 250)
    }

    /// Counts the entries that were asked for.
    private final class CountingReader: LogReader {
        private let base: MemoryBackend
        private let count = Mutex(0)
        var entriesRead: Int { count.withLock { $0 } }
        var instance: String { base.instance }
        var verifier: NoteVerifier { base.verifier }

        init(_ base: MemoryBackend) { self.base = base }

        func tenants() async throws(AuditError) -> [TenantID] { try await base.tenants() }
        func size(of tenant: TenantID) async throws(AuditError) -> UInt64 { try await base.size(of: tenant) }
        func entries(of tenant: TenantID, from index: UInt64, limit: Int) async throws(AuditError) -> [LogEntry] {
            let entries = try await base.entries(of: tenant, from: index, limit: limit)
            count.withLock { $0 += entries.count }
            return entries
        }
        func index(ofEvent eventID: String, tenant: TenantID) async throws(AuditError) -> UInt64? { nil }
        func controlEntries(of tenant: TenantID) async throws(AuditError) -> [LogEntry] { [] }
        func blob(_ digest: String, tenant: TenantID) async throws(AuditError) -> [UInt8]? { nil }
        func checkpoint(of tenant: TenantID) async throws(AuditError) -> SignedCheckpoint? {
            try await base.checkpoint(of: tenant)
        }
        func publishedFile(_ path: String, tenant: TenantID) async throws(AuditError) -> [UInt8]? {
            try await base.publishedFile(path, tenant: tenant)
        }
    }
}
