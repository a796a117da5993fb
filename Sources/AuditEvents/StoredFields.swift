/// The fields of a stored event while they are read: one walk over the members, whatever is missing still nil.
struct StoredFields {
    var eventID: String?
    var time: Timestamp?
    var tenantID: String?
    var env: String?
    var surface: String?
    var agentID: String?
    var action: String?
    var actor: Actor?
    var resource: Resource?
    var outcome: Outcome?
    var severity: Severity?
    var storageClass: StorageClass?
    var scope = EventScope()
    var input = JSONObject()
    var output = JSONObject()
    var metadata: JSONObject?
    var analytics = Analytics()
    var durationMilliseconds: Double?
    var usage: JSONObject?
    var schemaVersion: String?
    var recordedAt: Timestamp?
    var piiFlags: PIIFlags?
    var trainOK: Bool?
    var trainReason: TrainReason?
    var trainPreference: UInt64?
    var contentMAC: String?
    var recordedBy: String?

    init(_ json: JSONObject) throws(AuditError) {
        for member in json.members { try read(member.key, member.value) }
    }

    private mutating func read(_ key: String, _ value: JSONValue) throws(AuditError) {
        switch key {
        case "action": action = try FieldReading.string(value, key)
        case "actor": actor = try FieldReading.actor(value, key)
        case "agent_id": agentID = try FieldReading.string(value, key)
        case "app_id": scope.appID = try FieldReading.string(value, key)
        case "content_mac": contentMAC = try FieldReading.string(value, key)
        case "duration_ms": durationMilliseconds = try FieldReading.number(value, key)
        case "env": env = try FieldReading.string(value, key)
        case "event_id": eventID = try FieldReading.string(value, key)
        case "input": input = try FieldReading.object(value, key)
        case "metadata": metadata = try FieldReading.object(value, key)
        case "outcome": outcome = try FieldReading.word(value, key)
        case "output": output = try FieldReading.object(value, key)
        case "pii_flags": piiFlags = try FieldReading.piiFlags(value, key)
        case "project_id": scope.projectID = try FieldReading.string(value, key)
        case "recorded_at": recordedAt = try FieldReading.time(value, key)
        case "recorded_by": recordedBy = try FieldReading.string(value, key)
        case "resource": resource = try FieldReading.resource(value, key)
        case "run_id": scope.runID = try FieldReading.string(value, key)
        case "schema_version": schemaVersion = try Self.knownSchema(value, key)
        case "severity": severity = try FieldReading.word(value, key)
        case "span_id": scope.spanID = try FieldReading.string(value, key)
        case "step_id": scope.stepID = try FieldReading.string(value, key)
        case "storage_class": storageClass = try FieldReading.word(value, key)
        case "surface": surface = try FieldReading.string(value, key)
        case "surface_id": scope.surfaceID = try FieldReading.string(value, key)
        case "tenant_id": tenantID = try FieldReading.string(value, key)
        case "time": time = try FieldReading.time(value, key)
        case "train_ok": trainOK = try FieldReading.bool(value, key)
        case "train_preference": trainPreference = try FieldReading.count(value, key)
        case "train_reason": trainReason = try FieldReading.word(value, key)
        case "usage": usage = try FieldReading.object(value, key)
        default:
            guard Analytics.isField(key) else { throw FieldReading.unknown(key) }
            analytics.fields[key] = try FieldReading.string(value, key)
        }
    }

    static func knownSchema(_ value: JSONValue, _ field: String) throws(AuditError) -> String {
        let version = try FieldReading.string(value, field)
        guard version == DatasetEvent.currentSchemaVersion else {
            throw FieldReading.invalid(field, "\"\(DatasetEvent.currentSchemaVersion)\", the only version there is")
        }
        return version
    }

    func required<Value>(_ value: Value?, _ field: String) throws(AuditError) -> Value {
        guard let value else { throw FieldReading.missing(field) }
        return value
    }

    func record() throws(AuditError) -> EngineRecord {
        EngineRecord(
            recordedAt: try required(recordedAt, "recorded_at"), piiFlags: try required(piiFlags, "pii_flags"),
            trainOK: try required(trainOK, "train_ok"), trainReason: try required(trainReason, "train_reason"),
            trainPreference: trainPreference, contentMAC: contentMAC, recordedBy: recordedBy)
    }
}
