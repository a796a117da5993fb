import Synchronization

/// The events of changes that somebody in this process is settling right now.
///
/// Whoever settles a change claims its event first and looks at the database after that: a change whose claim is free is
/// either settled or left over.
final class ClaimedEvents: Sendable {
    private let events = Mutex<Set<String>>([])

    /// - Returns: Whether the claim was free.
    func claim(_ eventID: String) -> Bool { events.withLock { $0.insert(eventID).inserted } }

    func release(_ eventID: String) { events.withLock { _ = $0.remove(eventID) } }
}
