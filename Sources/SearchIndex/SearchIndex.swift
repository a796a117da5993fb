public import AuditEvents
import Dispatch
import GRDB
public import Logging
import Metrics
public import NexusAudit
import Synchronization

/// Finds events in milliseconds: a view of the logs in one SQLite file, which can be deleted and is made again.
///
/// ```swift
/// let nexus = try await FileBackend.open(at: "./nexus-data", instance: "audit.example.com")
/// let search = try await SearchIndex.open(at: "./nexus-data/index.sqlite", over: nexus)
/// let audit = AuditLogger(engine: LoggingEngine(backend: nexus), search: search)
/// let page = try await audit.query("actor:u_1 -outcome:success", tenant: tenant)
/// ```
///
/// The index follows the logs. A service keeps `run()` going and is never more than a fraction of a second behind; without it
/// every question first takes in what is new. Several processes may use one file at once. What a question is answered with is
/// read from the logs and held against the query once more, so that no damage of the file can put a wrong event into an
/// answer.
///
/// A file that is missing, damaged, of another format or ahead of its logs is put aside as `….damaged`, made again from the
/// logs, and said: to the logger, and in `notice`.
public final class SearchIndex: EventSearch {
    let reader: any LogReader
    let path: String
    let options: SearchIndexOptions
    let logger: Logger
    let now: @Sendable () -> Timestamp
    let onStep: @Sendable (IndexWriter.Step) -> Void
    private let file: Mutex<IndexFile>
    private let names = Mutex<[Int64: TenantID]>([:])
    let indexing = AsyncLock()
    let isFollowing = Atomic<Bool>(false)
    private let said: Mutex<String?>

    /// Opens an index, or begins a new one.
    ///
    /// - Parameters:
    ///   - path: The SQLite file; its folder must be there.
    ///   - reader: Of the logs that it is a view of.
    ///   - now: The clock that relative times are counted from.
    /// - Throws: `io` when there can be no file at `path`.
    public static func open(
        at path: String, over reader: any LogReader, options: SearchIndexOptions = SearchIndexOptions(),
        logger: Logger = Logger(label: "nexus.search-index"), now: @escaping @Sendable () -> Timestamp = Timestamp.now
    ) async throws(AuditError) -> SearchIndex {
        try await open(at: path, over: reader, options: options, logger: logger, now: now) { _ in }
    }

    /// Makes an index anew, whatever is there, and takes in everything that the logs hold.
    ///
    /// - Parameter progress: Called after each batch with the entries taken in and how many there are.
    /// - Throws: `io`, `corrupt` for a log that cannot be read.
    public static func rebuild(
        at path: String, over reader: any LogReader, options: SearchIndexOptions = SearchIndexOptions(),
        logger: Logger = Logger(label: "nexus.search-index"),
        progress: (@Sendable (UInt64, UInt64) -> Void)? = nil
    ) async throws(AuditError) -> SearchIndex {
        try await blocking { () throws(AuditError) in try IndexFile.remove(path, keeping: false) }
        let index = try await open(at: path, over: reader, options: options, logger: logger)
        try await index.catchUp(progress: progress)
        return index
    }

    /// - Parameter onStep: Called within transactions, so that a test can end the process there.
    package static func open(
        at path: String, over reader: any LogReader, options: SearchIndexOptions, logger: Logger,
        now: @escaping @Sendable () -> Timestamp, onStep: @escaping @Sendable (IndexWriter.Step) -> Void
    ) async throws(AuditError) -> SearchIndex {
        let instance = reader.instance
        let (file, notice) = try await blocking { () throws(AuditError) in
            try openFile(at: path, instance: instance, logger)
        }
        return SearchIndex(reader, path, options, logger, now, onStep, file, notice)
    }

    private init(
        _ reader: any LogReader, _ path: String, _ options: SearchIndexOptions, _ logger: Logger,
        _ now: @escaping @Sendable () -> Timestamp, _ onStep: @escaping @Sendable (IndexWriter.Step) -> Void,
        _ file: IndexFile, _ notice: String?
    ) {
        self.reader = reader
        self.path = path
        self.options = options
        self.logger = logger
        self.now = now
        self.onStep = onStep
        self.file = Mutex(file)
        said = Mutex(notice)
    }

    /// Why the index was put aside and begun anew, if it was: one sentence.
    public var notice: String? { said.withLock { $0 } }

    // MARK: The file

    /// Runs blocking work off the cooperative pool.
    static func blocking<Value: Sendable>(
        _ body: @escaping @Sendable () throws(AuditError) -> Value
    ) async throws(AuditError) -> Value {
        let result: Result<Value, AuditError> = await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: Result { () throws(AuditError) in try body() }) }
        }
        return try result.get()
    }

    private static let queue = DispatchQueue(label: "nexus.search-index", attributes: .concurrent)

    private static func openFile(
        at path: String, instance: String, _ logger: Logger
    ) throws(AuditError) -> (file: IndexFile, notice: String?) {
        let fault: String
        switch try IndexFile.open(at: path, instance: instance) {
        case .sound(let file): return (file, nil)
        case .faulty(let found): fault = found
        }
        let notice = "the search index could not be used (\(fault)): it is put aside as \(path).damaged and made again"
        logger.warning("\(notice)")
        try IndexFile.remove(path, keeping: true)
        guard case .sound(let file) = try IndexFile.open(at: path, instance: instance) else {
            throw AuditError(.io, "no search index can be made at \(path)")
        }
        return (file, notice)
    }

    /// The file as it is in place now: another process may have made it again.
    func current() throws(AuditError) -> IndexFile {
        let held = file.withLock { $0 }
        if IndexFile.Identity(path: path) == held.identity { return held }
        return try reopen()
    }

    private func reopen() throws(AuditError) -> IndexFile {
        let (opened, notice) = try Self.openFile(at: path, instance: reader.instance, logger)
        names.withLock { $0 = [:] }
        file.withLock { $0 = opened }
        if let notice { said.withLock { $0 = notice } }
        return opened
    }

    /// Puts the index aside because of what was found in it.
    func discard(_ fault: String) async throws(AuditError) {
        try await Self.blocking { [self] () throws(AuditError) in
            let held = file.withLock { $0 }
            // Another caller, or another process, may have done so already.
            guard IndexFile.Identity(path: path) == held.identity else {
                _ = try current()
                return
            }
            let notice =
                "the search index could not be used (\(fault)): it is put aside as \(path).damaged and made again"
            logger.warning("\(notice)")
            try IndexFile.remove(path, keeping: true)
            _ = try reopen()
            said.withLock { $0 = notice }
        }
    }

    /// Reads from the index; one that turns out damaged is made again, once.
    func read<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws(AuditError) -> Value
    {
        do throws(AuditError) {
            return try await attempt { file throws(any Error) in try file.pool.read(body) }
        } catch  where error.code == .corrupt && error.cause is DatabaseError {
            try await discard("SQLite found it damaged")
            try await catchUp()
            return try await attempt { file throws(any Error) in try file.pool.read(body) }
        }
    }

    /// Does something with the index; damage of the file is thrown as `corrupt`.
    func attempt<Value: Sendable>(
        _ body: @escaping @Sendable (IndexFile) throws -> Value
    ) async throws(AuditError) -> Value {
        try await Self.blocking { [self] () throws(AuditError) in
            let file = try current()
            do {
                return try body(file)
            } catch {
                throw AuditError(index: error, path: path)
            }
        }
    }

    /// Whose log has a number.
    func tenant(_ number: Int64, _ database: Database) throws -> TenantID? {
        if let known = names.withLock({ $0[number] }) { return known }
        let marks = try IndexMark.all(in: database)
        names.withLock { names in
            for (tenant, mark) in marks { names[mark.number] = tenant }
        }
        return names.withLock { $0[number] }
    }

    /// Releases the file. No call may be under way or follow.
    public func close() async throws(AuditError) {
        try await Self.blocking { [self] () throws(AuditError) in
            let pool = file.withLock { $0 }.pool
            do {
                // The pool's last connection only reads, and would leave it to the next opening.
                try pool.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
                try pool.close()
                IndexFile.noteSound(path)
            } catch {
                throw AuditError(index: error, path: path)
            }
        }
    }
}
