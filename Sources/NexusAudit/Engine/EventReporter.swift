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
struct OfferedID {
    let text: String
    /// Whether it was made for this very call, so that no entry can have it.
    let isFresh: Bool
}
