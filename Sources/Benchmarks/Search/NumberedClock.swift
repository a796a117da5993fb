import AuditEvents
import Synchronization

/// A clock that is one step ahead each time it is looked at.
final class NumberedClock: Sendable {
    private let looks = Atomic<Int>(0)
    private let moment: @Sendable (Int) -> Timestamp

    init(_ moment: @escaping @Sendable (Int) -> Timestamp) { self.moment = moment }

    func next() -> Timestamp { moment(looks.wrappingAdd(1, ordering: .relaxed).oldValue) }
}
