#if NEXUS_THREAD_SANITIZER
    import AuditEvents

    /// The lock that the thread sanitizer can see; see `SanitizedMutex`.
    typealias Mutex = SanitizedMutex
#endif
