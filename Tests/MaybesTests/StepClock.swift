import AuditEvents
import Synchronization

/// A clock that goes on one millisecond with each look at it.
final class StepClock: Sendable {
    private let microseconds = Mutex<Int64>(1_700_000_000_000_000)

    func next() -> Timestamp {
        microseconds.withLock { value in
            value += 1_000
            return Timestamp(microseconds: value)
        }
    }
}
