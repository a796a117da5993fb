/// Who is asking, for which tenant, in which request: built once at the edge, carried task-locally.
///
/// ```swift
/// try await RequestContext(tenantID: "t_demo", userID: "u_1", requestID: "req-123").run {
///     try await audit.emit("maybes.create")
/// }
/// ```
public struct RequestContext: Hashable, Sendable {
    /// As given; the engine refuses what is not a `TenantID`.
    public var tenantID: String
    public var userID: String?
    public var agentID: String?
    public var requestID: String
    /// The W3C trace id (32 lower-case hex digits) when the request has one.
    public var w3cTraceID: String?
    /// An actor that is not derived from `userID` and `agentID`.
    public var explicitActor: Actor?
    /// Where this runs, such as `production`.
    public var env: String
    /// Through which door the request came, such as `api`, `cli`, `console`.
    public var surface: String
    public var scope: EventScope
    /// The credential that reports the request, when that is not the one who made it.
    public var recordedBy: String?

    public init(
        tenantID: String, userID: String? = nil, agentID: String? = nil, requestID: String, w3cTraceID: String? = nil,
        actor: Actor? = nil, env: String = "production", surface: String = "service", scope: EventScope = EventScope(),
        recordedBy: String? = nil
    ) {
        self.tenantID = tenantID
        self.userID = userID
        self.agentID = agentID
        self.requestID = requestID
        self.w3cTraceID = w3cTraceID
        self.explicitActor = actor
        self.env = env
        self.surface = surface
        self.scope = scope
        self.recordedBy = recordedBy
    }

    /// Takes the trace id from a `traceparent` header; a header that is missing or not valid is ignored, as the W3C asks.
    public init(
        tenantID: String, userID: String? = nil, agentID: String? = nil, requestID: String, traceparent: String?,
        actor: Actor? = nil, env: String = "production", surface: String = "service", scope: EventScope = EventScope(),
        recordedBy: String? = nil
    ) {
        self.init(
            tenantID: tenantID, userID: userID, agentID: agentID, requestID: requestID,
            w3cTraceID: traceparent.flatMap(TraceParent.init)?.traceID, actor: actor, env: env, surface: surface,
            scope: scope, recordedBy: recordedBy)
    }

    /// The W3C trace id when the request has one, else the request id.
    public var traceID: String { w3cTraceID ?? requestID }

    /// The explicit actor; else an agent (on behalf of the user, if there is one), a human, or the system.
    public var actor: Actor {
        if let explicitActor { return explicitActor }
        let human = userID.map { Actor(.human, $0) }
        if let agentID { return Actor(.agent, agentID, onBehalfOf: human) }
        return human ?? Actor(.system, "system")
    }
}

extension RequestContext {
    /// The context of the running task, if one was set at the edge.
    @TaskLocal public static var current: RequestContext?

    /// Runs `body` and all child tasks of it with this context as `current`.
    public nonisolated(nonsending) func run<Result>(_ body: () async throws -> Result) async rethrows -> Result {
        try await Self.$current.withValue(self, operation: body)
    }
}
