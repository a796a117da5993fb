public import AuditEvents

extension PreparedEvent {
    private static let version = 1.0

    /// Canonical JSON; nothing in it is personal.
    public var encoded: [UInt8] {
        var json: JSONObject = [
            "event": .object(event.json), "pii_flags": .object(piiFlags.json), "prepared": .number(Self.version),
            "request_given": .bool(isRequestGiven), "time_given": .bool(isTimeGiven),
            "trace_given": .bool(isTraceGiven),
        ]
        json["content_mac"] = contentMAC.map { .string($0) }
        if !earlierRootIDs.isEmpty { json["earlier_root_ids"] = .array(earlierRootIDs.map { .string($0) }) }
        json["recorded_by"] = recordedBy.map { .string($0) }
        return JSONValue.object(json).canonicalBytes()
    }

    /// Reads what `encoded` wrote, strictly.
    ///
    /// - Throws: What the parser throws; `missing_field`, `unknown_field`, `invalid_field`; `reserved_field` for an event
    ///   that was recorded already.
    public init(encoded: [UInt8]) throws(AuditError) {
        var fields = try StrictObject(JSONValue(parsing: encoded, limits: Self.limits), "prepared event")
        guard try fields.number("prepared") == Self.version else {
            throw StrictObject.invalid("prepared", "\(Int(Self.version)), the version that this engine writes")
        }
        let event = try DatasetEvent(unrecorded: fields.object("event"))
        let piiFlags = try PIIFlags(strict: fields.object("pii_flags"))
        let contentMAC = try fields.optionalString("content_mac")
        let earlierRootIDs = try fields.optionalStrings("earlier_root_ids")
        let recordedBy = try fields.optionalString("recorded_by")
        let isTimeGiven = try fields.bool("time_given")
        let isRequestGiven = try fields.bool("request_given")
        let isTraceGiven = try fields.bool("trace_given")
        try fields.end()
        if let contentMAC, !LowercaseHex.isHex(contentMAC, count: 32) {
            throw StrictObject.invalid("content_mac", "32 lower-case hex digits")
        }
        let tenant = try EventRules.check(tenantID: event.tenantID)
        try EventRules.check(action: event.action)
        guard EventID.isValid(event.eventID) else { throw StrictObject.invalid("event_id", "a valid event id") }
        guard event.agentID == event.actor.id else { throw StrictObject.invalid("agent_id", "the actor's id") }
        try Self.checkReservedMetadata(of: event)
        self.init(
            event, tenant: tenant, piiFlags: piiFlags, contentMAC: contentMAC, recordedBy: recordedBy,
            earlierRootIDs: earlierRootIDs, isTimeGiven: isTimeGiven, isRequestGiven: isRequestGiven,
            isTraceGiven: isTraceGiven)
    }

    /// What every event bears stands in the stored form too.
    private static func checkReservedMetadata(of event: DatasetEvent) throws(AuditError) {
        for (key, value) in [("action", event.action), ("actor_type", event.actor.kind.rawValue)]
        where event.metadata[key] != .string(value) {
            throw StrictObject.invalid("metadata.\(key)", "what the event itself says")
        }
        for key in ["request_id", "trace_id"] {
            guard case .string(let id)? = event.metadata[key], EventID.isValid(id) else {
                throw StrictObject.invalid("metadata.\(key)", "a valid id")
            }
        }
    }

    /// An event has one level more around it than an event alone, and two payloads of the largest size.
    private static let limits = JSONLimits(
        depth: JSONLimits.standard.depth + 1, bytes: 4 * PayloadSize.maximumBlob, numbers: .refuse)
}
