import AuditEvents
import SystemPackage

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The one writer's lock (`flock`), held while the value lives; the file names the holder's process.
struct StoreLock: Sendable {
    private let file: any OpenFile

    /// Tries for a tenth of a second: `verify` takes the lock for an instant, to see whether a writer has it.
    private static func take(_ file: any OpenFile) throws(FileError) -> Bool {
        for _ in 0..<5 {
            if try file.tryLock() { return true }
            usleep(20_000)
        }
        return false
    }

    /// - Throws: `store_locked` with the holder's PID.
    init(_ layout: StoreLayout, _ files: any FileSystem) throws(AuditError) {
        do throws(FileError) {
            file = try files.open(layout.lock, .update)
            if try Self.take(file) {
                try file.truncate(to: 0)
                try file.write(Array("\(getpid())\n".utf8), at: 0)
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
