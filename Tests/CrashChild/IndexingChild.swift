import AuditEvents
import FileBackend
import Logging
import NexusAudit
import SearchIndex
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Indexes a store until it ends itself.
enum IndexingChild {
    static func run(_ arguments: [String]) async throws {
        let reader = try await FileStoreReader.open(at: arguments[0])
        guard let step = IndexWriter.Step(rawValue: arguments[3]), let number = Int(arguments[4]) else { exit(64) }
        let seen = Atomic<Int>(0)
        var options = SearchIndexOptions()
        options.batchEntries = 300
        let index = try await SearchIndex.open(
            at: arguments[2], over: reader, options: options,
            logger: Logger(label: "child") { _ in SwiftLogNoOpLogHandler() }, now: Timestamp.now,
            onStep: { at in
                if at == step, seen.wrappingAdd(1, ordering: .relaxed).newValue == number { kill(getpid(), SIGKILL) }
            })
        try await index.catchUp()
    }
}
