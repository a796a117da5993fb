/// Whether the thread sanitizer is on: under it, long work of a single task costs much and shows nothing.
#if NEXUS_THREAD_SANITIZER
    let isSanitized = true
#else
    let isSanitized = false
#endif
