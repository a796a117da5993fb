import AuditEvents
import FileBackend
import NexusAudit
import NexusTesting
import Testing

/// Many entries, with segments rolling, rounds of publication and reclaiming going on beside the appends.
@Suite struct VolumeTests {
    @Test func manyEntriesInOneTenant() async throws {
        let count = cases(20_000, all: 2_000_000, sanitized: 4_000)
        let folder = Folder()
        var options = FileBackendOptions()
        options.segmentSize = count * 8
        options.publishInterval = .milliseconds(50)
        var store = try await folder.open(options)
        let writers = 256
        try await withThrowingTaskGroup(of: Void.self) { [store] group in
            for writer in 0..<writers {
                group.addTask {
                    for number in stride(from: writer, to: count, by: writers) {
                        let entry = BackendSuite.entry("e\(number)", isFresh: number % 2 == 0)
                        while true {
                            do {
                                _ = try await store.append(entry)
                                break
                            } catch let error as AuditError where error.code == .overloaded {
                                try await Task.sleep(for: error.retryAfter!)
                            }
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        try await store.close()

        store = try await folder.open(options)
        #expect(try await store.size(of: anna) == UInt64(count))
        var random = SeededGenerator(seed: 2)
        for _ in 0..<cases(1_000, all: 1_000, sanitized: 50) {
            let id = "e\(Int.random(in: 0..<count, using: &random))"
            let index = try #require(try await store.index(ofEvent: id, tenant: anna))
            let entry = try #require(try await store.entries(of: anna, from: index, limit: 1).first)
            #expect(try DatasetEvent(leaf: entry.bytes).eventID == id)
        }
        try await store.close()
        try await expectSound(folder.store)
    }
}
