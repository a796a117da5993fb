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
            let state = FileState(path: path)
            let isNoted = state != nil && state == lock.noted
            let pool = try DatabasePool(path: path, configuration: configuration)
            let fault = try pool.write { database in
                if try !database.tableExists("about") { try IndexSchema.make(in: database, instance: instance) }
                return try IndexSchema.fault(in: database, instance: instance, isNoted: isNoted)
            }
            if let fault {
                try pool.close()
                return .faulty(fault)
            }
            // As it was before it was checked: whatever has changed since is checked again.
            if let state, !isNoted { lock.note(state) }
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
        configuration.prepareDatabase { database in
            database.add(tokenizer: TermTokenizer.self)
            try database.execute(sql: "PRAGMA cache_size = -16384")
            if database.configuration.readonly { try database.execute(sql: "PRAGMA mmap_size = 268435456") }
        }
        return configuration
    }

    /// Notes that the file is sound as it is now, after it was written by nobody but SQLite.
    static func noteSound(_ path: String) {
        if let lock = try? IndexLock(path), let state = FileState(path: path) { lock.note(state) }
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

/// Held while an index file is opened or taken away, so that no process opens what another one is about to remove; its
/// file holds what the index's was when it was last known to be sound.
private struct IndexLock: ~Copyable {
    private let descriptor: CInt

    init(_ path: String) throws(AuditError) {
        descriptor = IndexFile.descriptor(path + ".lock")
        guard descriptor >= 0, flock(descriptor, LOCK_EX) == 0 else {
            throw AuditError(
                .io, "the search index \(path) cannot be opened: \(String(cString: strerror(errno))); keep it elsewhere"
            )
        }
    }

    deinit { close(descriptor) }

    var noted: FileState? {
        var bytes = [UInt8](repeating: 0, count: 128)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        return count > 0 ? FileState(String(decoding: bytes.prefix(count), as: UTF8.self)) : nil
    }

    /// At worst it is not there the next time, and the index is checked.
    func note(_ state: FileState) {
        let bytes = Array("\(state)\n".utf8)
        _ = ftruncate(descriptor, 0)
        _ = pwrite(descriptor, bytes, bytes.count, 0)
    }
}

/// By what it is seen that somebody has written to a file.
private struct FileState: Hashable, CustomStringConvertible {
    private let node: UInt64
    private let size: Int64
    private let seconds: Int64
    private let nanoseconds: Int64

    init?(path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        node = UInt64(status.st_ino)
        size = Int64(status.st_size)
        #if canImport(Glibc)
            (seconds, nanoseconds) = (Int64(status.st_mtim.tv_sec), Int64(status.st_mtim.tv_nsec))
        #else
            (seconds, nanoseconds) = (Int64(status.st_mtimespec.tv_sec), Int64(status.st_mtimespec.tv_nsec))
        #endif
    }

    init?(_ text: String) {
        let parts = text.split { $0 == " " || $0 == "\n" }.compactMap { Int64($0) }
        guard parts.count == 4 else { return nil }
        (node, size, seconds, nanoseconds) = (UInt64(bitPattern: parts[0]), parts[1], parts[2], parts[3])
    }

    var description: String { "\(Int64(bitPattern: node)) \(size) \(seconds) \(nanoseconds)" }
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
