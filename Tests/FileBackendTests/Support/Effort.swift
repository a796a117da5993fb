#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// How many cases a long test takes: usually, with `./test --all`, and under the thread sanitizer, where each costs ten
/// times as much and what matters is that threads meet, not how many cases they work through.
func cases(_ usual: Int, all: Int, sanitized: Int) -> Int {
    #if NEXUS_THREAD_SANITIZER
        sanitized
    #else
        isThorough ? all : usual
    #endif
}

/// Whether the slow matrices are asked for (`./test --all`).
let isThorough = getenv("NEXUS_TEST_ALL") != nil
