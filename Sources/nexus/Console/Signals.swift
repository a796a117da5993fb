import ArgumentParser
import Dispatch
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

enum Signals {
    /// Writing to a pipe that nobody reads then fails with EPIPE instead of ending the process.
    static func ignoreBrokenPipes() { signal(SIGPIPE, SIG_IGN) }
}

/// Ctrl-C (SIGINT) or SIGTERM as something to ask for and to wait on, for work that ends cleanly.
///
/// The second signal ends the process at once.
final class Interruption: Sendable {
    private final class Request: Sendable { let isMade = Atomic<Bool>(false) }

    /// Readable once a signal has come: to be polled beside the input.
    let descriptor: Int32
    private let request = Request()
    // Set once and only kept alive: a source that is released watches no more.
    private nonisolated(unsafe) let sources: [any DispatchSourceSignal]

    /// Takes SIGINT and SIGTERM over for the rest of the process.
    init() {
        var ends: [Int32] = [-1, -1]
        _ = pipe(&ends)
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        descriptor = ends[0]
        sources = [SIGINT, SIGTERM].map { [request, writingEnd = ends[1]] number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                if request.isMade.exchange(true, ordering: .relaxed) { _exit(Exit.interrupted.rawValue) }
                var byte: UInt8 = 1
                _ = write(writingEnd, &byte, 1)
            }
            source.resume()
            return source
        }
    }

    var isRequested: Bool { request.isMade.load(ordering: .relaxed) }
}
