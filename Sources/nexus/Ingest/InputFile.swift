import AuditEvents
import Dispatch

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A file or stdin, read in chunks on a thread of its own: a pipe that gives nothing keeps nobody else waiting.
final class InputFile: Sendable {
    static let chunkSize = 256 * 1024

    let name: String
    /// Bytes of a regular file; nil for a pipe.
    let size: UInt64?
    private let descriptor: Int32
    private let interruption: Interruption
    private let queue = DispatchQueue(label: "nexus.input")
    /// What is written to the second is seen by a read that waits.
    private let wake: (read: Int32, write: Int32)

    /// - Parameter path: A file, or `-` for stdin.
    init(path: String, interruption: Interruption) throws(AuditError) {
        name = path == "-" ? "standard input" : path
        descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
        self.interruption = interruption
        guard descriptor >= 0 else { throw AuditError.system("cannot read \(path)") }
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw AuditError.system("cannot make a pipe") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        wake = (ends[0], ends[1])
        var status = stat()
        let isRegular = fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
        size = isRegular ? UInt64(status.st_size) : nil
    }

    deinit {
        if descriptor != STDIN_FILENO { close(descriptor) }
        close(wake.read)
        close(wake.write)
    }

    /// Lets no read wait any longer.
    func stop() { _ = withUnsafeBytes(of: UInt8(1)) { write(wake.write, $0.baseAddress, 1) } }

    /// - Returns: The next bytes; nil at the end, or once the program is interrupted or `stop` was called.
    func next() async throws(AuditError) -> [UInt8]? {
        let result: Result<[UInt8]?, AuditError> = await withCheckedContinuation { caller in
            queue.async { caller.resume(returning: self.read()) }
        }
        return try result.get()
    }

    private func read() -> Result<[UInt8]?, AuditError> {
        var waiting = [
            pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: interruption.descriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: wake.read, events: Int16(POLLIN), revents: 0),
        ]
        while poll(&waiting, 3, -1) < 0 && errno == EINTR {}
        if interruption.isRequested || waiting[1].revents != 0 || waiting[2].revents != 0 { return .success(nil) }
        var bytes: [UInt8] = []
        do throws(AuditError) {
            let count = try Descriptor.read(descriptor, upTo: Self.chunkSize, into: &bytes, name: name)
            return .success(count == 0 ? nil : bytes)
        } catch {
            return .failure(error)
        }
    }
}
