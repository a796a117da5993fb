public import AuditEvents
import Dispatch
public import Logging
public import MerkleLog
public import NexusAudit
import Synchronization

/// The embedded store: one folder, one writing process, no set-up.
///
/// ```swift
/// let nexus = try await FileBackend.open(at: "./nexus-data", instance: "audit.example.com")
/// let audit = AuditLogger(engine: LoggingEngine(backend: nexus))
/// ```
///
/// Two threads do the work: the committer makes batches durable in the journal and answers the callers; the publisher
/// turns the journal into published logs behind it. `Docs/Formats.md` describes every file.
public final class FileBackend: NexusBackend {
    let identity: StoreIdentity
    let layout: StoreLayout
    let files: any FileSystem
    let options: FileBackendOptions
    let table: LogTable
    let ids: IDIndex
    let journal: Journal
    let reads = BlockingQueues(label: "nexus.file-backend.reads")
    private let logger: Logger
    private let committer: Committer
    private let publisher: Publisher
    private let threads: (committer: WorkerThread, publisher: WorkerThread)
    /// Bytes of large payloads on their way to disk.
    private let blobBytes = Atomic<Int>(0)
    private let isClosed = Atomic<Bool>(false)
    /// Whether a new pseudonym key is being made.
    let isAddingKey = Atomic<Bool>(false)
    /// The sizes of all logs when that was first asked.
    let knownSizes = Mutex<[TenantID: UInt64]?>(nil)
    /// Held until the store is closed.
    private let lock: Mutex<StoreLock?>

    /// Opens a store for writing, after recovering what a crash left.
    ///
    /// - Parameters:
    ///   - path: The store's folder.
    ///   - instance: Its name, the first part of every log's origin; required to make a store, checked against one
    ///     that is there.
    /// - Throws: `store_missing`, `store_locked` (with the PID of the holder in the message), `corrupt`, `io`,
    ///   `invalid_field` when the store is another instance's.
    public static func open(
        at path: String, instance: String? = nil, options: FileBackendOptions = FileBackendOptions(),
        logger: Logger = Logger(label: "nexus.file-backend")
    ) async throws(AuditError) -> FileBackend {
        try await open(at: path, instance: instance, options: options, logger: logger, files: PosixFileSystem())
    }

    package static func open(
        at path: String, instance: String?, options: FileBackendOptions, logger: Logger, files: any FileSystem
    ) async throws(AuditError) -> FileBackend {
        let reads = BlockingQueues(label: "nexus.file-backend.open", count: 1)
        return try await reads.run { () throws(AuditError) in
            try options.check()
            let layout = StoreLayout(root: path)
            let (identity, lock) = try identify(layout, instance, options, files)
            let root = try AuditError.wrap { () throws(FileError) in try files.open(layout.root, .folder) }
            let recovery = Recovery(
                layout: layout, files: files, root: root, identity: identity, options: options, logger: logger)
            return FileBackend(try recovery.run(), root, identity, lock, layout, files, options, logger)
        }
    }

    /// Finds out whose store this is, making one if it may, and takes its lock.
    private static func identify(
        _ layout: StoreLayout, _ instance: String?, _ options: FileBackendOptions, _ files: any FileSystem
    ) throws(AuditError) -> (StoreIdentity, StoreLock) {
        func exists(_ path: String) throws(AuditError) -> Bool {
            try AuditError.wrap { () throws(FileError) in try files.exists(path) }
        }
        let missing = AuditError(.storeMissing, "there is no store at \(layout.root); make one with nexus init")
        if try !exists(layout.identity) {
            guard options.createsIfMissing, instance != nil else { throw missing }
            try AuditError.wrap { () throws(FileError) in try files.createDirectory(layout.root) }
        }
        let lock = try StoreLock(layout, files)
        // Looked at again under the lock: another process may have made the store in between.
        if let instance, options.createsIfMissing, try !exists(layout.identity) {
            let logs = try AuditError.wrap { () throws(FileError) in
                try files.list(layout.logs) + files.segments(in: layout).map(String.init)
            }
            guard logs.isEmpty else {
                throw AuditError(.corrupt, "\(layout.identity) is missing from a store that has logs; restore it")
            }
            return (try StoreIdentity.create(instance: instance, layout, files), lock)
        }
        guard let identity = try StoreIdentity.read(layout, files) else {
            throw missing
        }
        if let instance, instance != identity.instance {
            throw AuditError(
                .invalidField, "the store at \(layout.root) is that of \(identity.instance), not of \(instance)",
                field: "instance")
        }
        try PseudonymKeyFiles(layout, files).mark(identity.secrets.pseudonymKeys.count)
        return (identity, lock)
    }

    private init(
        _ recovered: Recovery.Result, _ root: any OpenFile, _ identity: StoreIdentity, _ lock: StoreLock,
        _ layout: StoreLayout,
        _ files: any FileSystem, _ options: FileBackendOptions, _ logger: Logger
    ) {
        self.identity = identity
        self.layout = layout
        self.files = files
        self.options = options
        self.logger = logger
        self.lock = Mutex(lock)
        table = recovered.table
        ids = recovered.ids
        journal = recovered.journal
        let queue = CommitQueue(
            limit: options.queueLimit, byteLimit: options.queueByteLimit, batchBytes: options.batchBytes)
        let publisher = Publisher(
            LogPublisher(layout: layout, files: files, identity: identity, journal: journal, root: root), table: table,
            ids: ids,
            options: options, logger: logger, onFailure: { queue.shut(.poisoned(by: $0)) })
        let committer = Committer(
            queue: queue, journal: journal, table: table, ids: ids, logger: logger,
            onCommit: { publisher.notify() })
        self.publisher = publisher
        self.committer = committer
        // The lock lives as long as a thread that writes.
        threads = (
            WorkerThread { withExtendedLifetime(lock) { committer.run() } },
            WorkerThread { withExtendedLifetime(lock) { publisher.run() } }
        )
    }

    public var instance: String { identity.instance }
    public var verifier: NoteVerifier { identity.verifier }
    public var secrets: InstanceSecrets { identity.secrets }

    public func append(_ entry: NewEntry) async throws(AuditError) -> AppendOutcome {
        try await admit(entry)
        try checkBacklog()
        let key = IDKey(tenant: entry.tenant, eventID: entry.eventID)
        let result: CommitResult = await withCheckedContinuation { caller in
            if let refusal = committer.queue.add([PendingAppend(entry: entry, key: key, caller: .one(caller))]) {
                caller.resume(returning: .failed(refusal))
            }
        }
        return try await outcome(result, tenant: entry.tenant)
    }

    public func append(_ entries: [NewEntry]) async -> [Result<AppendOutcome, AuditError>] {
        var outcomes: [Result<AppendOutcome, AuditError>?] = []
        var places: [Int] = []
        for (place, entry) in entries.enumerated() {
            do throws(AuditError) {
                try await admit(entry)
                try checkBacklog()
                places.append(place)
                outcomes.append(nil)
            } catch {
                outcomes.append(.failure(error))
            }
        }
        if !places.isEmpty {
            let results = await commit(places.map { entries[$0] })
            for (place, result) in zip(places, results) {
                do throws(AuditError) {
                    outcomes[place] = .success(try await outcome(result, tenant: entries[place].tenant))
                } catch {
                    outcomes[place] = .failure(error)
                }
            }
        }
        return outcomes.compactMap(\.self)
    }

    private func commit(_ entries: [NewEntry]) async -> [CommitResult] {
        let keys = entries.map { IDKey(tenant: $0.tenant, eventID: $0.eventID) }
        return await withCheckedContinuation { caller in
            let answers = ManyAnswers(count: entries.count, caller: caller)
            let refusal = committer.queue.add(
                entries.indices.map {
                    PendingAppend(entry: entries[$0], key: keys[$0], caller: .part(of: answers, place: $0))
                })
            guard let refusal else { return }
            for place in entries.indices { answers.set(place, .failed(refusal)) }
        }
    }

    /// Refuses what cannot be appended at all.
    private func admit(_ entry: NewEntry) async throws(AuditError) {
        precondition(entry.bytes.count <= EntryBundle.maximumEntryLength, "an entry is at most 65,535 bytes")
        try await takeUp(entry.tenant)
        if let refusal = committer.queue.refusal ?? table.damage(of: entry.tenant) { throw refusal }
    }

    private func outcome(_ result: CommitResult, tenant: TenantID) async throws(AuditError) -> AppendOutcome {
        switch result {
        case .appended(let index): return .appended(index: index)
        case .stale(let newest): return .stale(newest: newest)
        case .failed(let error): throw error
        case .duplicate(let index):
            guard let first = try await self.entries(of: tenant, from: index, limit: 1).first else {
                throw AuditError(
                    .corrupt, "the event-id index names entry \(index), which the log does not have; run nexus rebuild")
            }
            return .duplicate(first)
        }
    }

    /// Refuses early, while the publisher is behind.
    private func checkBacklog() throws(AuditError) {
        let count = table.tailCount
        if count >= options.backlogLimit || table.tailBytes >= options.backlogByteLimit {
            throw CommitQueue.overloaded("\(count) entries wait for publication")
        }
    }

    /// Brings a log into use: reads where it stands, off the committer's thread.
    private func takeUp(_ tenant: TenantID) async throws(AuditError) {
        if table.head(of: tenant) != nil { return }
        try await read { [self] () throws(AuditError) in
            let log = PublishedLog(tenant, instance: verifier, layout, files)
            let size = try log.checkpoint()?.checkpoint.size ?? 0
            table.adopt(tenant, LogState(publishedSize: size, newest: try log.summary(size: size).newest))
        }
    }

    /// Where a log stands; one that is not in use is looked up and left as it is.
    func head(of tenant: TenantID) async throws(AuditError) -> LogTable.Head {
        if let head = table.head(of: tenant), !isClosed.load(ordering: .relaxed) { return head }
        return try await read { [self] () throws(AuditError) in
            if let head = table.head(of: tenant) { return head }
            let size = try PublishedLog(tenant, instance: verifier, layout, files).checkpoint()?.checkpoint.size ?? 0
            return LogTable.Head(publishedSize: size, size: size)
        }
    }

    /// Runs blocking work off the cooperative pool, unless the store has been closed.
    func read<Value: Sendable>(
        _ body: @escaping @Sendable () throws(AuditError) -> Value
    ) async throws(AuditError) -> Value {
        try await reads.run { [self] () throws(AuditError) in
            if isClosed.load(ordering: .acquiring) { throw .closed }
            return try body()
        }
    }

    public func storeBlob(_ bytes: [UInt8], tenant: TenantID) async throws(AuditError) -> String {
        if let refusal = committer.queue.refusal ?? table.damage(of: tenant) { throw refusal }
        let held = blobBytes.wrappingAdd(bytes.count, ordering: .relaxed).newValue
        defer { blobBytes.wrappingSubtract(bytes.count, ordering: .relaxed) }
        guard held <= max(options.queueByteLimit, bytes.count) else {
            throw CommitQueue.overloaded("\(held) bytes of large payloads wait to be written")
        }
        return try await read { [self] () throws(AuditError) in
            try BlobStore(layout, files).store(bytes, tenant: tenant)
        }
    }

    public func publish(_ tenant: TenantID) async throws(AuditError) -> SignedCheckpoint {
        try await takeUp(tenant)
        let size = table.head(of: tenant)?.size ?? 0
        guard size > 0 else { throw .notFound(tenant) }
        if let refusal = committer.queue.refusal { throw refusal }
        return try await publisher.publish(tenant, size: size)
    }

    public func close() async throws(AuditError) {
        // A queue of its own: reads that are under way go on meanwhile, and a second caller waits for the first.
        let queue = BlockingQueues(label: "nexus.file-backend.close", count: 1)
        try await queue.run { [self] () throws(AuditError) in
            let result = lock.withLock { lock in
                Result { () throws(AuditError) in
                    guard let held = lock.take() else { return }
                    defer { held.release() }
                    try stop()
                }
            }
            try result.get()
        }
    }

    private func stop() throws(AuditError) {
        isClosed.store(true, ordering: .releasing)
        committer.queue.shut(.closed)
        threads.committer.join()
        publisher.close()
        threads.publisher.join()
        if let failure = committer.queue.refusal, failure.code != .storeClosed { throw failure }
        if let failure = publisher.failure { throw failure }
        try AuditError.wrap { () throws(FileError) in try journal.trim() }
    }

    deinit {
        // A store that is dropped without being closed still stops its threads; what is not published stays in the
        // journal for the next open.
        committer.queue.shut(.closed)
        publisher.close()
    }
}

extension AuditError {
    static func notFound(_ tenant: TenantID) -> AuditError {
        AuditError(.notFound, "there is no log of \(tenant)", tenantID: tenant.description)
    }
}
