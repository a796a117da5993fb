public import AuditEvents
import Synchronization

/// A clock that stands still until it is moved.
public final class ManualClock: Sendable {
    private let time: Mutex<Timestamp>

    /// - Parameter start: 2026-01-31T09:30:00Z when nil.
    public init(_ start: Timestamp? = nil) {
        time = Mutex(start ?? Timestamp(microseconds: 1_769_851_800_000_000))
    }

    /// The time as set; hand `clock.now` to whoever takes a clock.
    @Sendable public func now() -> Timestamp { time.withLock { $0 } }

    /// - Parameter seconds: Negative to turn the clock back.
    public func advance(bySeconds seconds: Double) { time.withLock { $0 = $0.advanced(bySeconds: seconds) } }

    public func set(_ now: Timestamp) { time.withLock { $0 = now } }
}
