extension IncomingEvent {
    /// Reads a caller's JSON text; null stands for an absent field.
    ///
    /// - Throws: What the parser throws, `malformed` for a value that is not an object; `missing_field`, `unknown_field`,
    ///   `invalid_field`, or `reserved_field` for what only the engine writes (`recorded_at`, `pii_flags`,
    ///   `train_reason`, `train_preference`, `content_mac`, `recorded_by`, `train_ok: true`); and what `EventRules.check`
    ///   throws.
    public init(parsing bytes: some Collection<UInt8>, limits: JSONLimits = .standard) throws(AuditError) {
        let read =
            bytes.withContiguousStorageIfAvailable { bytes in
                Result { () throws(AuditError) in IncomingEvent(try EventTape(copying: bytes, limits: limits)) }
            }
            ?? Array(bytes).withUnsafeBufferPointer { bytes in
                Result { () throws(AuditError) in IncomingEvent(try EventTape(copying: bytes, limits: limits)) }
            }
        self = try read.get()
    }

    /// Reads a caller's JSON.
    ///
    /// - Throws: As `init(parsing:)`; `number_range` and `too_deep` for what no JSON text holds.
    public init(json: JSONObject) throws(AuditError) {
        for member in json.members {
            let field = Self.isFieldName(member.key) ? member.key : "the event"
            try member.value.check(field: field, depth: EventRules.maximumDepth)
        }
        try self.init(parsing: json.canonicalBytes(), limits: JSONLimits(bytes: .max))
    }

    /// The event as a caller would write it; absent fields are left out.
    public var json: JSONObject {
        var members: [JSONObject.Member] = []
        members.reserveCapacity(24)
        func put(_ key: String, _ value: JSONValue) { members.append(JSONObject.Member(key: key, value: value)) }
        func put(_ key: String, text: String?) { if let text { put(key, .string(text)) } }

        // In canonical order, so that nothing has to be sorted.
        put("action", .string(action))
        if let actor { put("actor", .object(actor.json)) }
        put("actor_type", text: actorKind?.rawValue)
        put("agent_id", text: agentID)
        put("app_id", text: scope.appID)
        if let durationMilliseconds { put("duration_ms", .number(durationMilliseconds)) }
        put("env", text: env)
        put("event_id", text: eventID)
        if !input.isEmpty { put("input", .object(input)) }
        if !metadata.isEmpty { put("metadata", .object(metadata)) }
        put("outcome", .string(outcome.rawValue))
        if !output.isEmpty { put("output", .object(output)) }
        put("project_id", text: scope.projectID)
        put("request_id", text: requestID)
        if let resource { put("resource", .object(resource.json)) }
        put("run_id", text: scope.runID)
        put("severity", .string(severity.rawValue))
        put("span_id", text: scope.spanID)
        put("step_id", text: scope.stepID)
        put("storage_class", .string(storageClass.rawValue))
        put("surface", text: surface)
        put("surface_id", text: scope.surfaceID)
        put("tenant_id", text: tenantID)
        put("time", text: time?.description)
        put("trace_id", text: traceID)
        if let callerTrainOK { put("train_ok", .bool(callerTrainOK)) }
        if let usage { put("usage", .object(usage)) }
        if analytics.fields.isEmpty { return JSONObject(inCanonicalOrder: members) }
        for (name, text) in analytics.fields where Analytics.isField(name) { put(name, .string(text)) }
        return JSONObject(uniqueKeysWithValues: members.map { ($0.key, $0.value) })
    }

    /// Whether a caller's event may hold a field of this name (older names included; engine-written names are known too,
    /// and refused by name).
    static func isFieldName(_ name: String) -> Bool {
        var name = name
        return name.withUTF8 { bytes in
            if case .unknown = EventName(bytes) { false } else { true }
        }
    }

    private init(_ event: borrowing EventTape) {
        self.init(action: event.string(.action) ?? "")
        eventID = event.string(.eventID)
        time = event.time
        tenantID = event.string(.tenantID)
        env = event.string(.env)
        surface = event.string(.surface)
        agentID = event.string(.agentID)
        actor = event.readActor()
        actorKind = event.actorKind
        requestID = event.string(.requestID)
        traceID = event.string(.traceID)
        if let resource = event.value(.resource) { self.resource = event.tape.resource(resource) }
        outcome = event.string(.outcome).flatMap(Outcome.init) ?? outcome
        severity = event.string(.severity).flatMap(Severity.init) ?? severity
        storageClass = event.string(.storageClass).flatMap(StorageClass.init) ?? storageClass
        scope = event.scope
        input = event.object(.input)
        output = event.object(.output)
        metadata = event.object(.metadata)
        usage = event.value(.usage).map { event.tape.object($0) }
        analytics = event.readAnalytics()
        durationMilliseconds = event.value(.durationMilliseconds).map { event.tape.number($0) }
        if event.isTrainingRefused { callerTrainOK = false }
    }
}
