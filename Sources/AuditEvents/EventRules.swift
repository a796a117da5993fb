/// The rules that every field of an event or a context keeps, whether it came as JSON or was built in Swift.
public enum EventRules {
    /// UTF-8 bytes in `env` and `surface`, at most.
    public static let maximumName = 64
    /// UTF-8 bytes in `action` and `resource.type`, at most.
    public static let maximumVerb = 128
    /// UTF-8 bytes in an id of an actor, user, agent, credential or scope, at most.
    public static let maximumID = 256
    /// UTF-8 bytes in `resource.id`, at most: object keys and ARNs are longer than ids of people.
    public static let maximumResourceID = 1024
    /// UTF-8 bytes in an analytics field, at most.
    public static let maximumAnalytics = 4096
    /// Analytics fields in one event, at most.
    public static let maximumAnalyticsFields = 64
    /// Nested arrays and objects in `input`, `output`, `metadata` and `usage`, at most: the event around them is one more.
    public static let maximumDepth = JSONLimits.standard.depth - 1

    /// - Throws: `invalid_field`, `too_large`, `too_deep`, `number_range` or `invalid_tenant` with field, limit and actual.
    public static func check(_ event: IncomingEvent) throws(AuditError) {
        try check(callerID: event.eventID, "event_id")
        try check(callerID: event.requestID, "request_id")
        try check(callerID: event.traceID, "trace_id")
        if let tenantID = event.tenantID { try check(tenantID: tenantID) }
        if let time = event.time, !Timestamp.writable.contains(time) { throw invalidTime }
        try check(action: event.action)
        try check(text: event.env, "env", limit: maximumName)
        try check(text: event.surface, "surface", limit: maximumName)
        try check(text: event.agentID, "agent_id", limit: maximumID)
        if let actor = event.actor { try check(actor: actor) }
        if let actor = event.actor, let kind = event.actorKind, actor.kind != kind {
            throw twoActorTypes
        }
        if let resource = event.resource {
            try check(text: resource.type, "resource.type", limit: maximumVerb)
            try check(text: resource.id, "resource.id", limit: maximumResourceID)
        }
        try check(event.scope)
        try check(event.analytics)
        if let duration = event.durationMilliseconds {
            try JSONValue.number(duration).check(field: "duration_ms")
            guard duration >= 0 else { throw negativeDuration }
        }
        try JSONValue.object(event.input).check(field: "input", depth: maximumDepth)
        try JSONValue.object(event.output).check(field: "output", depth: maximumDepth)
        try JSONValue.object(event.metadata).check(field: "metadata", depth: maximumDepth)
        if let usage = event.usage { try JSONValue.object(usage).check(field: "usage", depth: maximumDepth) }
    }

    /// - Throws: `invalid_field`, `too_large` or `invalid_tenant` with field, limit and actual.
    public static func check(_ context: RequestContext) throws(AuditError) {
        try check(tenantID: context.tenantID)
        try check(callerID: context.requestID, "request_id")
        try check(callerID: context.w3cTraceID, "trace_id")
        try check(text: context.userID, "user_id", limit: maximumID)
        try check(text: context.agentID, "agent_id", limit: maximumID)
        if let actor = context.explicitActor { try check(actor: actor) }
        try check(env: context.env, surface: context.surface, recordedBy: context.recordedBy)
        try check(context.scope)
    }

    /// What a context or a reporter says of where events come from.
    ///
    /// - Throws: `invalid_field` or `too_large`.
    package static func check(env: String, surface: String, recordedBy: String?) throws(AuditError) {
        try check(text: env, "env", limit: maximumName)
        try check(text: surface, "surface", limit: maximumName)
        try check(text: recordedBy, "recorded_by", limit: maximumID)
    }

    /// - Throws: `invalid_field` or `too_large`.
    package static func check(eventID: String) throws(AuditError) { try check(callerID: eventID, "event_id") }

    /// - Throws: `invalid_tenant`.
    @discardableResult
    public static func check(tenantID: String) throws(AuditError) -> TenantID {
        guard let tenant = TenantID(tenantID) else { throw invalidTenant }
        return tenant
    }

    /// `^[a-z][a-z0-9_-]*(\.[a-z0-9_-]+)*$`, at most 128 bytes.
    ///
    /// - Throws: `invalid_field` or `too_large`.
    public static func check(action: String) throws(AuditError) { try check(action: action.utf8) }

    static func check(action: some Collection<UInt8>) throws(AuditError) {
        try check(length: action.count, "action", limit: maximumVerb)
        var isSegmentStart = true
        var isFirst = true
        for byte in action {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"): isSegmentStart = false
            case UInt8(ascii: "0")...UInt8(ascii: "9") where !isFirst, UInt8(ascii: "_") where !isFirst,
                UInt8(ascii: "-") where !isFirst:
                isSegmentStart = false
            case UInt8(ascii: ".") where !isSegmentStart: isSegmentStart = true
            default: throw invalidAction()
            }
            isFirst = false
        }
        guard !isSegmentStart else { throw invalidAction() }
    }

    private static func invalidAction() -> AuditError {
        FieldReading.invalid("action", "dotted lower-case words such as maybes.create")
    }

    private static func check(actor: Actor) throws(AuditError) {
        var link = actor
        var field = "actor"
        var count = 0
        while true {
            count += 1
            try check(text: link.id, "\(field).id", limit: maximumID)
            guard let next = link.onBehalfOf else { return }
            guard count < Actor.maximumChain else {
                throw longChain(actor.chainLength)
            }
            link = next
            field += ".on_behalf_of"
        }
    }

    private static func check(_ scope: EventScope) throws(AuditError) {
        try check(text: scope.projectID, "project_id", limit: maximumID)
        try check(text: scope.appID, "app_id", limit: maximumID)
        try check(text: scope.surfaceID, "surface_id", limit: maximumID)
        try check(text: scope.runID, "run_id", limit: maximumID)
        try check(text: scope.stepID, "step_id", limit: maximumID)
        try check(text: scope.spanID, "span_id", limit: maximumID)
    }

    private static func check(_ analytics: Analytics) throws(AuditError) {
        guard analytics.fields.count <= maximumAnalyticsFields else {
            throw manyAnalytics(analytics.fields.count)
        }
        // Sorted, so that an event with several faults always names the same one.
        for name in analytics.fields.keys.sorted() {
            guard Analytics.isField(name) else { throw FieldReading.unknown(name) }
            try check(length: analytics.fields[name]?.utf8.count ?? 0, name, limit: maximumAnalytics)
        }
    }

    private static func check(callerID text: String?, _ field: String) throws(AuditError) {
        if let text { try check(callerID: text.utf8, field) }
    }

    /// An id that must stay usable as given.
    static func check(callerID id: some Collection<UInt8>, _ field: String) throws(AuditError) {
        if EventID.isValid(id) { return }
        try check(length: id.count, field, limit: EventID.maximumLength)
        throw FieldReading.invalid(field, "1 to \(EventID.maximumLength) printable ASCII characters without a space")
    }

    private static func check(text: String?, _ field: String, limit: Int) throws(AuditError) {
        if let text { try check(text: text.utf8, field, limit: limit) }
    }

    /// A name or id: not empty, bounded, no control character.
    static func check(text: some Collection<UInt8>, _ field: String, limit: Int) throws(AuditError) {
        try check(length: text.count, field, limit: limit)
        guard !text.isEmpty else { throw FieldReading.invalid(field, "left out or at least one character long") }
        var afterC2 = false
        for byte in text {
            // U+0000–001F, U+007F, and as C2 80 to C2 9F U+0080–009F.
            guard byte >= 0x20, byte != 0x7F, !(afterC2 && byte < 0xA0) else {
                throw FieldReading.invalid(field, "free of control characters")
            }
            afterC2 = byte == 0xC2
        }
    }

    static func check(length: Int, _ field: String, limit: Int) throws(AuditError) {
        guard length > limit else { return }
        throw AuditError(
            .tooLarge, "\(field) has \(length) bytes; at most \(limit) are kept", field: field, limit: limit,
            actual: length)
    }
}

/// What breaks a rule of the event as a whole.
extension EventRules {
    static var invalidTenant: AuditError {
        AuditError(.invalidTenant, "tenant_id must be t_ and 1 to 62 of a-z, 0-9, _ and -", field: "tenant_id")
    }

    static var invalidTime: AuditError { FieldReading.invalid("time", "between the years 1 and 9999") }

    static var negativeDuration: AuditError { FieldReading.invalid("duration_ms", "zero or more milliseconds") }

    static var twoActorTypes: AuditError {
        AuditError(.invalidField, "actor_type and actor.type differ; give one", field: "actor_type")
    }

    static func longChain(_ length: Int) -> AuditError {
        AuditError(
            .tooLarge, "the actor's chain has more than \(Actor.maximumChain) links", field: "actor",
            limit: Actor.maximumChain, actual: length)
    }

    static func manyAnalytics(_ count: Int) -> AuditError {
        AuditError(
            .tooLarge, "an event has at most \(maximumAnalyticsFields) analytics fields",
            limit: maximumAnalyticsFields, actual: count)
    }
}
