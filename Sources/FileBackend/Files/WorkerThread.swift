import Dispatch

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A thread of the store's own, for work that blocks all day.
final class WorkerThread: Sendable {
    private let finished = DispatchSemaphore(value: 0)

    init(_ body: @escaping @Sendable () -> Void) {
        let finished = finished
        let box = Unmanaged.passRetained(
            Body {
                body()
                finished.signal()
            })
        var thread = pthread_t()
        let result = pthread_create(&thread, nil, runThread, box.toOpaque())
        precondition(result == 0, "no thread could be started: \(result)")
        pthread_detach(thread)
    }

    /// Returns once the body has returned. To be called once.
    func join() { finished.wait() }

    fileprivate final class Body: Sendable {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }
}

private func runThread(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    Unmanaged<WorkerThread.Body>.fromOpaque(argument!).takeRetainedValue().run()
    return nil
}
