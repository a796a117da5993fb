import Glibc

/// What the calling thread has used.
enum ThreadClock {
    /// Processor time, in user and kernel.
    static var cpu: Duration { .reading(CLOCK_THREAD_CPUTIME_ID) }
    /// Time on the clock.
    static var wall: Duration { .reading(CLOCK_MONOTONIC) }
}

/// What the process has used.
enum ProcessUsage {
    /// Processor time of all threads, in user and kernel.
    static var cpu: Duration { .reading(CLOCK_PROCESS_CPUTIME_ID) }

    /// Bytes handed to `write` and its like so far (`wchar` of proc(5)); 0 where the system does not tell.
    static var written: Int { written(by: "self") }

    /// The same of another process that has not been waited for yet.
    static func written(by process: pid_t) -> Int { written(by: String(process)) }

    private static func written(by process: String) -> Int {
        guard let file = fopen("/proc/\(process)/io", "r") else { return 0 }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 128)
        while fgets(&line, Int32(line.count), file) != nil {
            let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            if text.hasPrefix("wchar: ") { return Int(text.dropFirst(7).dropLast()) ?? 0 }
        }
        return 0
    }
}

extension Duration {
    fileprivate static func reading(_ clock: clockid_t) -> Duration {
        var time = timespec()
        clock_gettime(clock, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }
}
