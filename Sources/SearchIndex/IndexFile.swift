import AuditEvents
import GRDB
import Logging
import NexusAudit

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// An open index file: SQLite in WAL mode, many readers beside one writer, also of several processes.
struct IndexFile: Sendable {
    let pool: DatabasePool
    /// Tells the file from another one that has taken its place.
    let identity: Identity

    struct Identity: Hashable, Sendable {
        var device: UInt64
        var node: UInt64

        /// - Returns: nil if there is no file.
        init?(path: String) {
            var status = stat()
            guard stat(path, &status) == 0 else { return nil }
            device = UInt64(truncatingIfNeeded: status.st_dev)
            node = UInt64(status.st_ino)
        }
    }

    /// What opening came to.
    enum Outcome: Sendable {
        case sound(IndexFile)
        case faulty(String)
    }

    /// - Throws: `io` for what no new index would mend.
    static func open(at path: String, instance: String) throws(AuditError) -> Outcome {
        let lock = try IndexLock(path)
        defer { withExtendedLifetime(lock) {} }
        do {
            try makeFile(at: path)
            let pool = try DatabasePool(path: path, configuration: configuration)
            let fault = try pool.write { database in
                if try !database.tableExists("about") { try IndexSchema.make(in: database, instance: instance) }
                return try IndexSchema.fault(in: database, instance: instance)
            }
            if let fault {
                try pool.close()
                return .faulty(fault)
            }
            guard let identity = Identity(path: path) else { return .faulty("it was taken away while it was opened") }
            return .sound(IndexFile(pool: pool, identity: identity))
        } catch let error as DatabaseError where error.isDamage {
            return .faulty("SQLite finds it damaged")
        } catch {
            throw AuditError(index: error, path: path)
        }
    }

    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.label = "nexus.search-index"
        configuration.busyMode = .timeout(30)
        configuration.maximumReaderCount = 4
        // What is lost with the power is made again from the logs.
        configuration.prepareDatabase { database in
            database.add(tokenizer: TermTokenizer.self)
            try database.execute(sql: "PRAGMA cache_size = -32768")
            try database.execute(sql: "PRAGMA mmap_size = 1073741824")
        }
        return configuration
    }

    /// An empty file that only its owner can read; SQLite gives its companions the same mode.
    private static func makeFile(at path: String) throws(AuditError) {
        let descriptor = Self.descriptor(path)
        guard descriptor >= 0 else {
            throw AuditError(
                .io, "the search index \(path) cannot be opened: \(String(cString: strerror(errno)))")
        }
        close(descriptor)
    }

    fileprivate static func descriptor(_ path: String) -> CInt {
        #if canImport(Glibc)
            Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        #else
            Darwin.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        #endif
    }

    /// Takes a file out of its place, so that a new one can be made.
    ///
    /// Whoever has it open goes on with it until it looks again. SQLite leaves what has its old name alone then
    /// (<https://sqlite.org/howtocorrupt.html#_unlinking_or_renaming_a_database_file_while_in_use>).
    ///
    /// - Parameter keeping: Whether it stays beside as `….damaged`, in the place of an earlier one.
    static func remove(_ path: String, keeping: Bool) throws(AuditError) {
        let lock = try IndexLock(path)
        defer { withExtendedLifetime(lock) {} }
        if keeping { rename(path, path + ".damaged") } else { unlink(path) }
        for companion in ["-wal", "-shm"] { unlink(path + companion) }
    }
}

/// Held while an index file is opened or taken away, so that no process opens what another one is about to remove.
private struct IndexLock: ~Copyable {
    private let descriptor: CInt

    init(_ path: String) throws(AuditError) {
        descriptor = IndexFile.descriptor(path + ".lock")
        guard descriptor >= 0, flock(descriptor, LOCK_EX) == 0 else {
            throw AuditError(
                .io, "the search index \(path) cannot be opened: \(String(cString: strerror(errno))); keep it elsewhere")
        }
    }

    deinit { close(descriptor) }
}

extension DatabaseError {
    /// Whether the file itself is at fault.
    var isDamage: Bool {
        resultCode == .SQLITE_CORRUPT || resultCode == .SQLITE_NOTADB || resultCode == .SQLITE_FORMAT
            || (resultCode == .SQLITE_ERROR && (message?.contains("no such table") ?? false))
            || (resultCode == .SQLITE_ERROR && (message?.contains("malformed") ?? false))
    }
}

extension AuditError {
    /// What became of a question to the index file.
    init(index error: any Error, path: String) {
        switch error {
        case let error as AuditError: self = error
        case let error as DatabaseError where error.resultCode == .SQLITE_FULL:
            self.init(.storeFull, "the disk of the search index \(path) is full", isRetryable: true, cause: error)
        case let error as DatabaseError where error.resultCode == .SQLITE_BUSY:
            self.init(.overloaded, "the search index \(path) is busy", isRetryable: true, cause: error)
        case let error as DatabaseError where error.isDamage:
            self.init(.corrupt, "the search index \(path) is damaged; delete it, and it is made again", cause: error)
        case let error as DatabaseError:
            self.init(
                .io, "the search index \(path): \(error.message ?? "SQLite error \(error.resultCode)")", cause: error)
        default: self.init(.io, "the search index \(path): \(error)", cause: error)
        }
    }
}
