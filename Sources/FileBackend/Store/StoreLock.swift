import AuditEvents
import Synchronization
import SystemPackage

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The one writer's lock (`flock`); the file names the holder's process.
final class StoreLock: Sendable {
    /// The lock is held while this file is open.
    private let file: Mutex<(any OpenFile)?>

    /// Gives the lock back; otherwise it goes with the last reference.
    func release() {
        file.withLock { file in
            file?.unlock()
            file = nil
        }
    }

    deinit { release() }

    /// - Throws: `store_locked` with the holder's PID.
    init(_ layout: StoreLayout, _ files: any FileSystem) throws(AuditError) {
        do throws(FileError) {
            let file = try files.open(layout.lock, .update)
            if try file.tryLock() {
                try file.truncate(to: 0)
                try file.write(Array("\(getpid())\n".utf8), at: 0)
                self.file = Mutex(file)
                return
            }
            let holder = String(decoding: try file.contents(), as: UTF8.self).split(separator: "\n").first
            throw FileError("flock", holder.map { "process \($0)" } ?? "another process", .wouldBlock)
        } catch {
            guard error.errno == .wouldBlock else { throw AuditError(error) }
            throw AuditError(
                .storeLocked,
                "\(layout.root) is in use by \(error.path); stop it, or send your events to it with --server URL",
                isRetryable: true)
        }
    }
}
