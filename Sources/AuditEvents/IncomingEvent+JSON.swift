extension IncomingEvent {
    /// Reads a caller's JSON; null stands for an absent field.
    ///
    /// - Throws: `missing_field`, `unknown_field`, `invalid_field`, or `reserved_field` for what only the engine writes
    ///   (`recorded_at`, `pii_flags`, `train_reason`, `train_preference`, `content_mac`, `recorded_by`, `train_ok: true`);
    ///   and what `EventRules.check` throws.
    public init(json: JSONObject) throws(AuditError) {
        self.init(action: "")
        var hasAction = false
        var older = OlderNames()
        for member in json.members {
            if member.value == .null, Self.isFieldName(member.key),
                !DatasetEvent.engineFieldNames.contains(member.key) || member.key == "train_ok"
            {
                continue
            }
            if member.key == "action" { hasAction = true }
            if try older.read(member.key, member.value) { continue }
            try read(member.key, member.value)
        }
        try older.merge(into: &self)
        guard hasAction else { throw FieldReading.missing("action") }
        try EventRules.check(self)
    }

    /// Reads a caller's JSON text.
    ///
    /// - Throws: What the parser throws, `malformed` for a value that is not an object, and what `init(json:)` throws.
    public init(parsing bytes: some Collection<UInt8>, limits: JSONLimits = .standard) throws(AuditError) {
        guard case .object(let object) = try JSONValue(parsing: bytes, limits: limits) else {
            throw AuditError(.malformed, "an event is a JSON object, and this is another value")
        }
        try self.init(json: object)
    }

    /// Whether a caller's event may hold a field of this name (older names included; engine-written names are known too,
    /// and refused by name).
    static func isFieldName(_ name: String) -> Bool {
        DatasetEvent.fieldNames.contains(name) || contextNames.contains(name) || OlderNames.isOlderName(name)
            || Analytics.isField(name)
    }

    /// What the request context holds and a caller may write at the top level.
    private static let contextNames: Set<String> = ["actor_type", "request_id", "trace_id"]

    private mutating func read(_ key: String, _ value: JSONValue) throws(AuditError) {
        switch key {
        case "action": action = try FieldReading.string(value, key)
        case "actor": actor = try FieldReading.actor(value, key)
        case "actor_type": actorKind = try FieldReading.word(value, key)
        case "agent_id": agentID = try FieldReading.string(value, key)
        case "app_id": scope.appID = try FieldReading.string(value, key)
        case "duration_ms": durationMilliseconds = try FieldReading.number(value, key)
        case "env": env = try FieldReading.string(value, key)
        case "event_id": eventID = try FieldReading.string(value, key)
        case "input": input = try FieldReading.object(value, key)
        case "metadata": metadata = try FieldReading.object(value, key)
        case "outcome": outcome = try FieldReading.word(value, key)
        case "output": output = try FieldReading.object(value, key)
        case "project_id": scope.projectID = try FieldReading.string(value, key)
        case "request_id": requestID = try FieldReading.string(value, key)
        case "resource": resource = try FieldReading.resource(value, key)
        case "run_id": scope.runID = try FieldReading.string(value, key)
        case "schema_version": _ = try StoredFields.knownSchema(value, key)
        case "severity": severity = try FieldReading.word(value, key)
        case "span_id": scope.spanID = try FieldReading.string(value, key)
        case "step_id": scope.stepID = try FieldReading.string(value, key)
        case "storage_class": storageClass = try FieldReading.word(value, key)
        case "surface": surface = try FieldReading.string(value, key)
        case "surface_id": scope.surfaceID = try FieldReading.string(value, key)
        case "tenant_id": tenantID = try FieldReading.string(value, key)
        case "time": time = try FieldReading.time(value, key)
        case "trace_id": traceID = try FieldReading.string(value, key)
        case "train_ok":
            guard try !FieldReading.bool(value, key) else {
                throw AuditError(
                    .reservedField, "train_ok is decided by the engine; a caller may only say false", field: key)
            }
            callerTrainOK = false
        case "usage": usage = try FieldReading.object(value, key)
        default:
            guard !DatasetEvent.engineFieldNames.contains(key) else {
                throw AuditError(.reservedField, "\(key) is written by the engine alone; leave it out", field: key)
            }
            guard Analytics.isField(key) else { throw FieldReading.unknown(key) }
            analytics.fields[key] = try FieldReading.string(value, key)
        }
    }
}

/// The camelCase names of earlier writers, kept apart until it is known that they agree with the present ones.
private struct OlderNames {
    private var tenantID: String?
    private var agentID: String?
    private var traceID: String?
    private var requestID: String?
    private var actorKind: Actor.Kind?

    static func isOlderName(_ key: String) -> Bool {
        switch key {
        case "tenantId", "agentId", "traceId", "requestId", "actorType": true
        default: false
        }
    }

    /// - Returns: Whether `key` is an older name.
    mutating func read(_ key: String, _ value: JSONValue) throws(AuditError) -> Bool {
        switch key {
        case "tenantId": tenantID = try FieldReading.string(value, key)
        case "agentId": agentID = try FieldReading.string(value, key)
        case "traceId": traceID = try FieldReading.string(value, key)
        case "requestId": requestID = try FieldReading.string(value, key)
        case "actorType": actorKind = try FieldReading.word(value, key)
        default: return false
        }
        return true
    }

    func merge(into event: inout IncomingEvent) throws(AuditError) {
        event.tenantID = try same(event.tenantID, tenantID, "tenant_id", "tenantId")
        event.agentID = try same(event.agentID, agentID, "agent_id", "agentId")
        event.traceID = try same(event.traceID, traceID, "trace_id", "traceId")
        event.requestID = try same(event.requestID, requestID, "request_id", "requestId")
        event.actorKind = try same(event.actorKind, actorKind, "actor_type", "actorType")
    }

    private func same<Value: Equatable>(
        _ present: Value?, _ older: Value?, _ name: String, _ olderName: String
    ) throws(AuditError) -> Value? {
        guard let present, let older else { return present ?? older }
        guard present == older else {
            throw AuditError(.invalidField, "\(name) and \(olderName) are one field and differ; give one", field: name)
        }
        return present
    }
}
