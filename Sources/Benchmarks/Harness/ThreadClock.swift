import Glibc

/// What the calling thread has used.
enum ThreadClock {
    /// Processor time, in user and kernel.
    static var cpu: Duration { time(CLOCK_THREAD_CPUTIME_ID) }
    /// Time on the clock.
    static var wall: Duration { time(CLOCK_MONOTONIC) }

    private static func time(_ clock: clockid_t) -> Duration {
        var time = timespec()
        clock_gettime(clock, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }
}
