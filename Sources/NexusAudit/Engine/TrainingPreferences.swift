public import AuditEvents
import Redaction

/// A tenant's and its users' choices, folded from the control events of the tenant's log.
public struct TrainingPreferences: Hashable, Sendable {
    public struct Choice: Hashable, Sendable {
        public var isOptOut: Bool
        /// The index of the event that set it.
        public var index: UInt64

        public init(isOptOut: Bool, index: UInt64) {
            self.isOptOut = isOptOut
            self.index = index
        }
    }

    public var tenant: Choice?
    /// By user id as stored: a pseudonym where the id held PII, and then under each pseudonym that its event names.
    public var users: [String: Choice]

    public init(tenant: Choice? = nil, users: [String: Choice] = [:]) {
        self.tenant = tenant
        self.users = users
    }

    /// The choice of the human at the root of an actor chain; nil if that is no human or has made none.
    ///
    /// - Parameters:
    ///   - actor: As stored.
    ///   - earlierIDs: By which names older entries know the root, if its id became a pseudonym; of several choices the
    ///     latest counts.
    public func choice(of actor: Actor, alsoKnownAs earlierIDs: [String] = []) -> Choice? {
        guard !users.isEmpty else { return nil }
        let root = actor.root
        guard root.kind == .human else { return nil }
        return ([root.id] + earlierIDs).compactMap { users[$0] }.max { $0.index < $1.index }
    }

    /// Takes in one entry of the tenant's log.
    ///
    /// Anything but a successful `privacy.train_preference.set` changes nothing, nor does an event older than the choice
    /// that stands: events may be applied in any order and more than once.
    ///
    /// - Parameters:
    ///   - event: As stored.
    ///   - index: Its place in the tenant's log.
    public mutating func apply(_ event: DatasetEvent, index: UInt64) {
        guard event.action == ControlEvent.setTrainPreference, event.outcome == .success,
            let change = try? TrainPreferenceChange(stored: event.input)
        else { return }
        let choice = Choice(isOptOut: change.isOptOut, index: index)
        switch change.subject {
        case .tenant:
            if index >= tenant?.index ?? 0 { tenant = choice }
        case .user(let id):
            for id in [id] + change.earlierIDs where index >= users[id]?.index ?? 0 { users[id] = choice }
        }
    }

    /// Folds the preferences of a tenant from its log.
    ///
    /// - Throws: What the reader throws; `corrupt` for a control entry that is no event.
    public static func load(of tenant: TenantID, from reader: any LogReader) async throws(AuditError)
        -> TrainingPreferences
    {
        var preferences = TrainingPreferences()
        for entry in try await reader.controlEntries(of: tenant) {
            preferences.apply(try entry.event(of: tenant), index: entry.index)
        }
        return preferences
    }
}

extension LogEntry {
    /// The entry as an event.
    ///
    /// - Throws: `corrupt`, naming tenant and index, for bytes that are no stored event.
    func event(of tenant: TenantID) throws(AuditError) -> DatasetEvent {
        do {
            return try DatasetEvent(leaf: bytes)
        } catch {
            throw AuditError(
                .corrupt, "entry \(index) of \(tenant) is not a stored event (\(error.code.rawValue)): verify the log",
                tenantID: tenant.description, cause: error)
        }
    }
}
