#if NEXUS_THREAD_SANITIZER

    #if canImport(Glibc)
        import Glibc
    #else
        import Darwin
    #endif

    /// Stands in for `Synchronization.Mutex` where the thread sanitizer is on.
    ///
    /// On Linux the standard library's mutex is a futex in a library that is not instrumented, so the sanitizer sees no lock
    /// and reports every access beneath one; it does see a pthread mutex. Only `./test --all` defines the condition.
    package struct SanitizedMutex<Value: ~Copyable>: ~Copyable, @unchecked Sendable {
        private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
        private let value = UnsafeMutablePointer<Value>.allocate(capacity: 1)

        package init(_ value: consuming sending Value) {
            self.value.initialize(to: value)
            lock.initialize(to: pthread_mutex_t())
            pthread_mutex_init(lock, nil)
        }

        deinit {
            pthread_mutex_destroy(lock)
            lock.deallocate()
            value.deinitialize(count: 1)
            value.deallocate()
        }

        package borrowing func withLock<Result: ~Copyable, Failure: Error>(
            _ body: (inout sending Value) throws(Failure) -> sending Result
        ) throws(Failure) -> sending Result {
            pthread_mutex_lock(lock)
            defer { pthread_mutex_unlock(lock) }
            return try body(&value.pointee)
        }
    }

#endif
