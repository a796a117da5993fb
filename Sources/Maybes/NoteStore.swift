import AuditEvents
import Dispatch
import GRDB
import Synchronization

/// The service's own state: notes, and changes that wait for their audit event, in one SQLite database.
///
/// Every commit is flushed (WAL, `synchronous=FULL`). Work runs on the database's own queues, never on the caller's
/// thread, and is not undone by the cancellation of a task: a change that was staged goes its whole way.
final class NoteStore: Sendable {
    let pool: DatabasePool
    /// nil once closed.
    private let lock: Mutex<StoreLock?>

    /// - Throws: `locked`, `storage`.
    static func open(at path: String) async throws(MaybesError) -> NoteStore {
        let lock = try StoreLock(database: path)
        let opened: Result<DatabasePool, any Error> = await withCheckedContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(returning: Result { try openPool(at: path) }) }
        }
        do {
            return NoteStore(pool: try opened.get(), lock: lock)
        } catch {
            throw MaybesError(storage: error)
        }
    }

    private init(pool: DatabasePool, lock: consuming StoreLock) {
        self.pool = pool
        self.lock = Mutex(lock)
    }

    private static func openPool(at path: String) throws -> DatabasePool {
        var configuration = Configuration()
        configuration.label = "maybes"
        let pool = try DatabasePool(path: path, configuration: configuration)
        // GRDB sets NORMAL, under which the last commits may be lost with the power; a pragma is not heard in a transaction.
        try pool.writeWithoutTransaction { database in try database.execute(sql: "PRAGMA synchronous = FULL") }
        let migrator = NoteSchema.migrator
        guard try !pool.read(migrator.hasBeenSuperseded) else {
            throw MaybesError(.storage, "\(path) was written by a newer version of this service: use that one")
        }
        try migrator.migrate(pool)
        return pool
    }

    /// One transaction, durable when this returns.
    func write<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(MaybesError) -> Value {
        let result: Result<Value, any Error> = await withCheckedContinuation { continuation in
            pool.asyncWrite(body) { _, result in continuation.resume(returning: result) }
        }
        do { return try result.get() } catch { throw MaybesError(storage: error) }
    }

    /// Reads from one snapshot.
    func read<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(MaybesError) -> Value {
        let result: Result<Value, any Error> = await withCheckedContinuation { continuation in
            pool.asyncRead { database in
                continuation.resume(returning: Result { try body(database.get()) })
            }
        }
        do { return try result.get() } catch { throw MaybesError(storage: error) }
    }

    /// Lets another service have the database.
    func close() throws(MaybesError) {
        do { try pool.close() } catch { throw MaybesError(storage: error) }
        lock.withLock { $0 = nil }
    }
}

extension MaybesError {
    /// What a database operation threw: our own error as it is, another one without its text, which may hold values.
    init(storage error: any Error) {
        if let error = error as? MaybesError {
            self = error
            return
        }
        guard let database = error as? DatabaseError else {
            self.init(.storage, "the notes database failed: see the cause", cause: error)
            return
        }
        let code = database.extendedResultCode.rawValue
        switch database.resultCode {
        case .SQLITE_MISUSE: self.init(.closed, "the notes database is closed: open the service again", cause: error)
        // A failed write or flush may have reached the disk all the same.
        case .SQLITE_IOERR, .SQLITE_FULL:
            self.init(
                .storage, "the notes database could not write (SQLite code \(code)): check disk and space",
                isRetryable: true, durability: .unknown, cause: error)
        default: self.init(.storage, "the notes database failed (SQLite code \(code))", cause: error)
        }
    }
}
