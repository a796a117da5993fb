#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Holds a database for one process: two would each take the other's changes in progress for what a crash left.
struct StoreLock: ~Copyable, Sendable {
    private let descriptor: CInt

    /// - Parameter path: The database's path; the lock is the file `<path>.lock` beside it.
    /// - Throws: `locked`; `storage` where the lock file cannot be made.
    init(database path: String) throws(MaybesError) {
        let descriptor = open(path + ".lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw MaybesError(
                .storage, "cannot make \(path).lock (errno \(errno)): check that its folder is there and writable")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            close(descriptor)
            guard code == EWOULDBLOCK else {
                throw MaybesError(.storage, "cannot lock \(path).lock (errno \(code))")
            }
            throw MaybesError(
                .locked, "another process has \(path) open: stop it, or use its service", isRetryable: true)
        }
        self.descriptor = descriptor
    }

    deinit {
        // Closing alone would not do: a child between fork and exec still has the descriptor, and the lock with it.
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }
}
