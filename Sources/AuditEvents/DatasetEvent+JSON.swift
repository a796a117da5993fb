extension DatasetEvent {
    /// The event as a JSON object, with snake_case names; absent optionals are left out, `record`'s fields are flat.
    ///
    /// `callerTrainOK` is written as `train_ok` only while there is no `record`; afterwards the reason `caller` stands for
    /// it.
    public var json: JSONObject {
        var members: [JSONObject.Member] = []
        members.reserveCapacity(32)
        func put(_ key: String, _ value: JSONValue) { members.append(JSONObject.Member(key: key, value: value)) }
        func put(_ key: String, text: String?) { if let text { put(key, .string(text)) } }

        // In canonical order, so that nothing has to be sorted.
        put("action", .string(action))
        put("actor", .object(actor.json))
        put("agent_id", .string(agentID))
        put("app_id", text: scope.appID)
        put("content_mac", text: record?.contentMAC)
        if let durationMilliseconds { put("duration_ms", .number(durationMilliseconds)) }
        put("env", .string(env))
        put("event_id", .string(eventID))
        if !input.isEmpty { put("input", .object(input)) }
        put("metadata", .object(metadata))
        put("outcome", .string(outcome.rawValue))
        if !output.isEmpty { put("output", .object(output)) }
        if let record { put("pii_flags", .object(record.piiFlags.json)) }
        put("project_id", text: scope.projectID)
        if let record { put("recorded_at", .string(record.recordedAt.description)) }
        put("recorded_by", text: record?.recordedBy)
        if let resource { put("resource", .object(resource.json)) }
        put("run_id", text: scope.runID)
        put("schema_version", .string(schemaVersion))
        put("severity", .string(severity.rawValue))
        put("span_id", text: scope.spanID)
        put("step_id", text: scope.stepID)
        put("storage_class", .string(storageClass.rawValue))
        put("surface", .string(surface))
        put("surface_id", text: scope.surfaceID)
        put("tenant_id", .string(tenantID))
        put("time", .string(time.description))
        if let trainOK = record?.trainOK ?? callerTrainOK { put("train_ok", .bool(trainOK)) }
        if let index = record?.trainPreference { put("train_preference", .number(Double(index))) }
        put("train_reason", text: record?.trainReason.rawValue)
        if let usage { put("usage", .object(usage)) }
        if analytics.fields.isEmpty { return JSONObject(inCanonicalOrder: members) }
        for (name, text) in analytics.fields { put(name, .string(text)) }
        // An analytics field of a reserved name cannot come from JSON; the event's own field wins.
        return JSONObject(members) ?? JSONObject(inCanonicalOrder: Array(members.prefix { !Analytics.isField($0.key) }))
    }

    /// Reads an event back from the log.
    ///
    /// - Parameter json: An object that `json` made; every engine-written field must be there.
    /// - Throws: `missing_field`, `unknown_field`, `invalid_field` with the field's name.
    public init(stored json: JSONObject) throws(AuditError) {
        let fields = try StoredFields(json)
        try self.init(fields, record: try fields.record())
    }

    /// Reads back an event that the engine has not stamped yet: what `json` made while `record` was nil.
    ///
    /// - Throws: `missing_field`, `unknown_field`, `invalid_field`, or `reserved_field` where the engine wrote already.
    public init(unrecorded json: JSONObject) throws(AuditError) {
        let fields = try StoredFields(json)
        for name in Self.engineFieldNames where name != "train_ok" && json[name] != nil {
            throw AuditError(.reservedField, "\(name) stands in an event that was not recorded yet", field: name)
        }
        try self.init(fields, record: nil)
    }

    /// Reads a stored leaf: canonical bytes to event.
    ///
    /// - Throws: What the parser throws, and what `init(stored:)` throws.
    public init(leaf bytes: some Collection<UInt8>) throws(AuditError) {
        guard case .object(let object) = try JSONValue(parsing: bytes) else {
            throw AuditError(.malformed, "a stored event is a JSON object, and this is another value")
        }
        try self.init(stored: object)
    }

    private init(_ fields: StoredFields, record: EngineRecord?) throws(AuditError) {
        self.init(
            eventID: try fields.required(fields.eventID, "event_id"), time: try fields.required(fields.time, "time"),
            tenantID: try fields.required(fields.tenantID, "tenant_id"), env: try fields.required(fields.env, "env"),
            surface: try fields.required(fields.surface, "surface"),
            agentID: try fields.required(fields.agentID, "agent_id"),
            action: try fields.required(fields.action, "action"), actor: try fields.required(fields.actor, "actor"),
            resource: fields.resource, outcome: try fields.required(fields.outcome, "outcome"),
            severity: try fields.required(fields.severity, "severity"),
            storageClass: try fields.required(fields.storageClass, "storage_class"), scope: fields.scope,
            input: fields.input, output: fields.output, metadata: try fields.required(fields.metadata, "metadata"),
            analytics: fields.analytics, durationMilliseconds: fields.durationMilliseconds, usage: fields.usage,
            schemaVersion: try fields.required(fields.schemaVersion, "schema_version"),
            callerTrainOK: record == nil ? fields.trainOK : (record?.trainReason == .caller ? false : nil),
            record: record)
    }
}
