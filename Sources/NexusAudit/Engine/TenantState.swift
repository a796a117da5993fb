import AuditEvents
import Redaction
import Synchronization

/// What the engine keeps of one tenant between events.
final class TenantState: Sendable {
    let id: TenantID
    /// The log's origin.
    let log: String
    let pseudonymizer: Pseudonymizer
    let preferences = PreferenceCache()

    init(_ id: TenantID, instance: String, pseudonymKeys: [[UInt8]]) {
        self.id = id
        log = "\(instance)/\(id)"
        pseudonymizer = Pseudonymizer(masterKeys: pseudonymKeys, tenant: id)
    }
}

/// The tenants seen lately, by name.
final class TenantStates: Sendable {
    /// Beyond this many all are forgotten: they are views of the logs and come back when asked for.
    private static let capacity = 32_768

    private let instance: String
    private let pseudonymKeys: [[UInt8]]
    private let states = Mutex<[String: TenantState]>([:])

    init(instance: String, pseudonymKeys: [[UInt8]]) {
        self.instance = instance
        self.pseudonymKeys = pseudonymKeys
    }

    /// - Returns: nil if `name` is no tenant's name.
    func state(named name: String) -> TenantState? {
        if let state = known(name) { return state }
        return TenantID(name).map { insert(TenantState($0, instance: instance, pseudonymKeys: pseudonymKeys)) }
    }

    func state(of tenant: TenantID) -> TenantState {
        known(tenant.description) ?? insert(TenantState(tenant, instance: instance, pseudonymKeys: pseudonymKeys))
    }

    /// The state that events beginning now would use; nil if they would make a new one.
    func known(_ name: String) -> TenantState? { states.withLock { $0[name] } }

    private func insert(_ state: TenantState) -> TenantState {
        states.withLock { states in
            let name = state.id.description
            // Somebody else may have been first, and preferences are applied to the one that is in the table.
            if let winner = states[name] { return winner }
            if states.count >= Self.capacity { states.removeAll(keepingCapacity: true) }
            states[name] = state
            return state
        }
    }
}
