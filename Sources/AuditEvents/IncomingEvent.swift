/// An event as a caller writes it in JSON: fields may be missing, the context's fields may stand at the top level
/// (`request_id`, `trace_id`, `actor_type`), and the older names `tenantId`, `agentId`, `traceId`, `requestId` and
/// `actorType` are read too.
public struct IncomingEvent: Hashable, Sendable {
    /// nil lets the engine make a UUIDv7.
    public var eventID: String?
    /// nil lets the engine take its clock.
    public var time: Timestamp?
    public var tenantID: String?
    public var env: String?
    public var surface: String?
    public var agentID: String?
    public var action: String
    public var actor: Actor?
    public var actorKind: Actor.Kind?
    public var requestID: String?
    public var traceID: String?
    public var resource: Resource?
    public var outcome: Outcome
    public var severity: Severity
    public var storageClass: StorageClass
    public var scope: EventScope
    public var input: JSONObject
    public var output: JSONObject
    public var metadata: JSONObject
    public var analytics: Analytics
    public var durationMilliseconds: Double?
    public var usage: JSONObject?
    public var callerTrainOK: Bool?

    public init(
        eventID: String? = nil, time: Timestamp? = nil, tenantID: String? = nil, env: String? = nil,
        surface: String? = nil, agentID: String? = nil, action: String, actor: Actor? = nil,
        actorKind: Actor.Kind? = nil, requestID: String? = nil, traceID: String? = nil, resource: Resource? = nil,
        outcome: Outcome = .success, severity: Severity = .info, storageClass: StorageClass = .audit,
        scope: EventScope = EventScope(), input: JSONObject = [:], output: JSONObject = [:],
        metadata: JSONObject = [:], analytics: Analytics = Analytics(), durationMilliseconds: Double? = nil,
        usage: JSONObject? = nil, callerTrainOK: Bool? = nil
    ) {
        self.eventID = eventID
        self.time = time
        self.tenantID = tenantID
        self.env = env
        self.surface = surface
        self.agentID = agentID
        self.action = action
        self.actor = actor
        self.actorKind = actorKind
        self.requestID = requestID
        self.traceID = traceID
        self.resource = resource
        self.outcome = outcome
        self.severity = severity
        self.storageClass = storageClass
        self.scope = scope
        self.input = input
        self.output = output
        self.metadata = metadata
        self.analytics = analytics
        self.durationMilliseconds = durationMilliseconds
        self.usage = usage
        self.callerTrainOK = callerTrainOK
    }
}
