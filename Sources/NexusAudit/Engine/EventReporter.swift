import AuditEvents

/// A credential that reports events of requests that others made: an ingest, a service with a writer's key. The request is
/// then told by each event itself.
public struct EventReporter: Sendable {
    /// The tenant that the credential fixes; nil lets each event name its own.
    public var tenantID: String?
    /// Where the events come from, for those that do not say.
    public var env: String
    /// Through which door they came, for those that do not say.
    public var surface: String
    /// The credential, as `recorded_by` names it.
    public var recordedBy: String?

    public init(
        tenantID: String? = nil, env: String = "production", surface: String = "ingest", recordedBy: String? = nil
    ) {
        self.tenantID = tenantID
        self.env = env
        self.surface = surface
        self.recordedBy = recordedBy
    }
}

/// By whose word an event belongs to a request.
enum Asker {
    /// A context's; nil where there should be one.
    case context(RequestContext?)
    case reporter(EventReporter)

    var recordedBy: String? {
        switch self {
        case .context(let context): context?.recordedBy
        case .reporter(let reporter): reporter.recordedBy
        }
    }
}

/// The id of an event that has none of its own.
enum OfferedID {
    /// Made for this very call, so that no entry can have it.
    case fresh(String)
    /// The same each time that the event is reported.
    case given(String)
    /// The same, once the tenant is known.
    case derived((_ tenant: TenantID) -> String)

    /// - Returns: nil for an event with an id.
    func text(_ event: borrowing EventTape, _ tenant: TenantState) -> String? {
        if event.value(.eventID) != nil { return nil }
        switch self {
        case .fresh(let id), .given(let id): return id
        case .derived(let id): return id(tenant.id)
        }
    }

    var isFresh: Bool { if case .fresh = self { true } else { false } }

    /// Whether we made it, so that it keeps the rules and says nothing of anybody; one that a caller gave may be anything.
    var isOurs: Bool { if case .given = self { false } else { true } }

    /// For an error; nil while it is not known.
    var known: String? {
        switch self {
        case .fresh(let id), .given(let id): id
        case .derived: nil
        }
    }
}
