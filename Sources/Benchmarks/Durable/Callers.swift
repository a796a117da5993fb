import Synchronization

/// Callers at once, each of which hands in one event after another and waits until it is durable.
struct Callers: Sendable {
    let count: Int
    /// What they hand in, round and round.
    let events: [[UInt8]]

    /// - Parameters:
    ///   - drain: Ends what goes on behind the callers' back; it counts for processor time and bytes, not for the clock.
    ///   - submit: Returns once the event is durable.
    func run(
        for duration: Duration, drain: () async throws -> Void = {},
        submit: @escaping @Sendable (_ event: [UInt8], _ number: Int) async throws -> Void
    ) async throws -> Measurement {
        let (cpu, written) = (ProcessUsage.cpu, ProcessUsage.written)
        let start = ContinuousClock.now
        let end = start + duration
        let numbers = Numbers()
        var latencies: [UInt64] = []
        var bytes = 0
        try await withThrowingTaskGroup(of: Share.self) { group in
            for _ in 0..<count {
                group.addTask { [events] in
                    var share = Share()
                    repeat {
                        let number = numbers.next()
                        let event = events[number % events.count]
                        let begin = ContinuousClock.now
                        try await submit(event, number)
                        share.latencies.append(UInt64(max(0, begin.duration(to: .now) / .nanoseconds(1))))
                        share.bytes += event.count
                    } while ContinuousClock.now < end
                    return share
                }
            }
            for try await share in group {
                latencies += share.latencies
                bytes += share.bytes
            }
        }
        let wall = start.duration(to: .now)
        try await drain()
        return Measurement(
            wall: wall, cpu: ProcessUsage.cpu - cpu, bytes: bytes, pieces: latencies.count,
            latencies: Latencies.histogram(of: latencies), written: ProcessUsage.written - written)
    }

    /// Which event is whose.
    private final class Numbers: Sendable {
        private let taken = Atomic<Int>(0)

        func next() -> Int { taken.wrappingAdd(1, ordering: .relaxed).oldValue }
    }

    private struct Share {
        var latencies: [UInt64] = []
        var bytes = 0
    }
}
