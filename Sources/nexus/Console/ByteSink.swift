import AuditEvents
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A buffered descriptor to write to: stdout, stderr, or a file that appears whole or not at all.
final class ByteSink: Sendable {
    /// The reading end of the pipe is closed: nobody wants more.
    struct ReaderGone: Error {}

    static let standardOutput = ByteSink(descriptor: STDOUT_FILENO, name: "standard output")
    static let standardError = ByteSink(descriptor: STDERR_FILENO, name: "standard error")

    private struct State {
        var buffer: [UInt8] = []
        var descriptor: Int32
    }

    private static let bufferSize = 64 * 1024
    let name: String
    /// The file that `commit` puts in place of `path`; nil when writing to a descriptor or special file directly.
    private let temporaryPath: String?
    private let path: String
    private let state: Mutex<State>

    private init(descriptor: Int32, name: String, path: String = "", temporaryPath: String? = nil) {
        self.name = name
        self.path = path
        self.temporaryPath = temporaryPath
        state = Mutex(State(descriptor: descriptor))
    }

    /// Opens a file for writing; `commit` makes it appear under `path`.
    ///
    /// A device, pipe or the like is written directly: renaming over it would replace it.
    convenience init(creating path: String) throws(AuditError) {
        var status = stat()
        let isSpecial = stat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFREG
        let target = isSpecial ? path : "\(path).\(getpid()).tmp"
        let descriptor = open(target, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw Self.failure("cannot write \(path)") }
        self.init(descriptor: descriptor, name: path, path: path, temporaryPath: isSpecial ? nil : target)
    }

    /// Opens a file that is written as it goes: what was told stays, however the program ends.
    convenience init(streamingTo path: String) throws(AuditError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw Self.failure("cannot write \(path)") }
        self.init(descriptor: descriptor, name: path)
    }

    /// One object on one line, canonical.
    func line(_ object: JSONObject) throws {
        var bytes = JSONValue.object(object).canonicalBytes()
        bytes.append(UInt8(ascii: "\n"))
        try write(bytes)
    }

    func write(_ bytes: [UInt8]) throws { try write(bytes[...]) }

    func write(_ bytes: ArraySlice<UInt8>) throws {
        try state.withLock { state in
            if state.buffer.count + bytes.count > Self.bufferSize { try drain(&state) }
            if bytes.count > Self.bufferSize {
                try writeAll(bytes, to: state.descriptor)
            } else {
                state.buffer.append(contentsOf: bytes)
            }
        }
    }

    func flush() throws { try state.withLock { try drain(&$0) } }

    /// Flushes, closes, and puts the file in its place.
    func commit() throws {
        try flush()
        let descriptor = state.withLock { $0.descriptor }
        guard close(descriptor) == 0 else { throw Self.failure("cannot finish writing \(name)") }
        if let temporaryPath, rename(temporaryPath, path) != 0 { throw Self.failure("cannot put \(path) in its place") }
    }

    /// Closes and forgets what was written.
    func discard() {
        close(state.withLock { $0.descriptor })
        if let temporaryPath { unlink(temporaryPath) }
    }

    private func drain(_ state: inout State) throws {
        guard !state.buffer.isEmpty else { return }
        // Emptied first: after a failure the same bytes must not be tried again at exit.
        let bytes = state.buffer
        state.buffer.removeAll(keepingCapacity: true)
        try writeAll(bytes[...], to: state.descriptor)
    }

    private func writeAll(_ bytes: ArraySlice<UInt8>, to descriptor: Int32) throws {
        try bytes.withUnsafeBytes { bytes in
            var rest = bytes[...]
            while !rest.isEmpty {
                #if canImport(Glibc)
                    let count = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                #else
                    let count = Darwin.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                #endif
                if count >= 0 {
                    rest = rest.dropFirst(count)
                } else if errno == EPIPE {
                    throw ReaderGone()
                } else if errno == EAGAIN {
                    var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                    _ = poll(&waiting, 1, -1)
                } else if errno != EINTR {
                    throw Self.failure("cannot write to \(name)")
                }
            }
        }
    }

    private static func failure(_ what: String) -> AuditError { AuditError.system(what) }
}

extension AuditError {
    /// An `io` error for the system call that has just failed.
    static func system(_ what: String) -> AuditError {
        let number = errno
        return AuditError(.io, "\(what): \(String(cString: strerror(number)))", isRetryable: number == ENOSPC)
    }
}
