/// What an event bears besides what its caller wrote, by the request that it belongs to.
package struct EventCompletion {
    package var tenantID: String
    package var requestID: String
    package var traceID: String
    /// Who acts; nil leaves it to the event, which then has an actor.
    package var actor: Actor?
    package var env: String
    package var surface: String
    package var scope: EventScope
    /// For an event without one; says nothing of anybody.
    package var eventID: String?
    /// For an event without one.
    package var time: Timestamp

    package init(
        tenantID: String, requestID: String, traceID: String, actor: Actor?, env: String, surface: String,
        scope: EventScope, eventID: String?, time: Timestamp
    ) {
        self.tenantID = tenantID
        self.requestID = requestID
        self.traceID = traceID
        self.actor = actor
        self.env = env
        self.surface = surface
        self.scope = scope
        self.eventID = eventID
        self.time = time
    }
}

/// The metadata that comes from the request's context.
package enum ReservedMetadata: String, CaseIterable, Sendable {
    case action
    case actorType = "actor_type"
    case requestID = "request_id"
    case traceID = "trace_id"

    init?(_ name: UnsafeBufferPointer<UInt8>) {
        let candidate: ReservedMetadata
        switch (name.count, name.first) {
        case (6, UInt8(ascii: "a")): candidate = .action
        case (8, UInt8(ascii: "t")): candidate = .traceID
        case (10, UInt8(ascii: "a")): candidate = .actorType
        case (10, UInt8(ascii: "r")): candidate = .requestID
        default: return nil
        }
        guard name.isSame(as: candidate.rawValue) else { return nil }
        self = candidate
    }
}

extension EventTape {
    /// Adds what is missing, so that the event has every field that one in a log has but for the engine's own.
    ///
    /// What the event says itself stays; that it does not contradict the request was seen to before.
    package mutating func complete(_ completion: EventCompletion) {
        for field in [EventField.requestID, .traceID, .actorType] { unlink(field) }
        for field in [EventField.input, .output] where value(field).map({ tape.firstKey(of: $0) == nil }) == true {
            unlink(field)
            forget(field)
        }
        if let time, let value = value(.time), !tape.isString(value, time.description) {
            unlink(.time)
            forget(.time)
        }
        isIDOffered = key(.eventID) == nil
        // Apart, since the tape reads the text that would move when it grows.
        var added = ByteWriter(capacity: 512)
        writeMissing(completion, to: &added)
        let start = text.count
        text.append(added.bytes)
        adopt(from: start)
    }

    private func writeMissing(_ completion: EventCompletion, to text: inout ByteWriter) {
        let (actor, scope) = (completion.actor, completion.scope)
        var members = MemberWriter()
        members.open(&text)
        if isMissing(.actor), let actor { members.put("actor", actor.json, to: &text) }
        if isMissing(.agentID) {
            let id = actor?.id ?? self.actor.first.map { tape.string($0.id) }
            members.put("agent_id", id ?? "", to: &text)
        }
        if isMissing(.appID) { members.put("app_id", ifAny: scope.appID, to: &text) }
        if isMissing(.env) { members.put("env", completion.env, to: &text) }
        if isMissing(.eventID) { members.put("event_id", ifAny: completion.eventID, to: &text) }
        members.open("metadata", in: &text)
        for name in ReservedMetadata.allCases where reservedKey(name) == nil {
            members.put(name.rawValue, reserved(name, completion), to: &text)
        }
        members.close(&text)
        if isMissing(.outcome) { members.put("outcome", Outcome.success.rawValue, to: &text) }
        if isMissing(.projectID) { members.put("project_id", ifAny: scope.projectID, to: &text) }
        if isMissing(.runID) { members.put("run_id", ifAny: scope.runID, to: &text) }
        if isMissing(.schemaVersion) { members.put("schema_version", DatasetEvent.currentSchemaVersion, to: &text) }
        if isMissing(.severity) { members.put("severity", Severity.info.rawValue, to: &text) }
        if isMissing(.spanID) { members.put("span_id", ifAny: scope.spanID, to: &text) }
        if isMissing(.stepID) { members.put("step_id", ifAny: scope.stepID, to: &text) }
        if isMissing(.storageClass) { members.put("storage_class", StorageClass.audit.rawValue, to: &text) }
        if isMissing(.surface) { members.put("surface", completion.surface, to: &text) }
        if isMissing(.surfaceID) { members.put("surface_id", ifAny: scope.surfaceID, to: &text) }
        if isMissing(.tenantID) { members.put("tenant_id", completion.tenantID, to: &text) }
        if isMissing(.time) { members.put("time", (time ?? completion.time).description, to: &text) }
        members.close(&text)
    }

    private func isMissing(_ field: EventField) -> Bool { key(field) == nil || isOlder(field) }

    private func reserved(_ name: ReservedMetadata, _ completion: EventCompletion) -> String {
        switch name {
        case .action: string(.action) ?? ""
        case .actorType: (completion.actor?.kind ?? actor.first?.kind ?? .system).rawValue
        case .requestID: completion.requestID
        case .traceID: completion.traceID
        }
    }

    /// Takes in the members of the text that was added.
    private mutating func adopt(from start: Int) {
        guard let added = try? tape.append(parsing: text.bytes, from: start) else {
            preconditionFailure("what was added to an event is no JSON")
        }
        var next = tape.firstKey(of: added)
        while let key = next {
            next = tape.key(after: key)
            guard case .field(let field) = tape.withText(key, { EventName($0) }) else { continue }
            if field == .metadata, let metadata = value(.metadata) {
                tape.unlink(key, from: added)
                tape.adopt(membersOf: key + 1, into: metadata)
            } else {
                note(field, at: key)
                if field == .actor, let links = try? readActor(key + 1) { actor = links }
            }
        }
        tape.adopt(membersOf: added, into: tape.root)
    }

    /// The key of one of the reserved members of metadata.
    package func reservedKey(_ name: ReservedMetadata) -> Int? {
        guard let metadata = value(.metadata) else { return nil }
        var next = tape.firstKey(of: metadata)
        while let key = next {
            if tape.withText(key, { ReservedMetadata($0) == name }) { return key }
            next = tape.key(after: key)
        }
        return nil
    }

    /// What a repetition under the same event id must bring again, canonically: the event without what the engine fills in,
    /// and without the ids of a request that the event did not name itself, since who repeats an event after a failure does
    /// so in another request.
    package mutating func content(isRequestGiven: Bool, isTraceGiven: Bool, isTimeGiven: Bool) -> [UInt8] {
        guard let metadata = value(.metadata) else { preconditionFailure("an event that was not completed") }
        var members: [(key: Int, object: Int)] = []
        for name in ReservedMetadata.allCases {
            if name == .requestID && isRequestGiven || name == .traceID && isTraceGiven { continue }
            if let key = reservedKey(name) { members.append((key, metadata)) }
        }
        if let key = key(.schemaVersion) { members.append((key, tape.root)) }
        if !isTimeGiven, let key = key(.time) { members.append((key, tape.root)) }
        for (key, object) in members { tape.unlink(key, from: object) }
        defer { for (key, object) in members { tape.link(key, into: object) } }
        var bytes: [UInt8] = []
        tape.writeCanonical(tape.root, to: &bytes)
        return bytes
    }
}

/// Writes objects member by member, and the commas between.
private struct MemberWriter {
    private var isFirst = true

    mutating func open(_ text: inout ByteWriter) {
        text.append(UInt8(ascii: "{"))
        isFirst = true
    }

    mutating func open(_ name: String, in text: inout ByteWriter) {
        key(name, &text)
        open(&text)
    }

    mutating func close(_ text: inout ByteWriter) {
        text.append(UInt8(ascii: "}"))
        isFirst = false
    }

    mutating func put(_ name: String, _ value: String, to text: inout ByteWriter) {
        key(name, &text)
        CanonicalString.write(value, to: &text)
    }

    mutating func put(_ name: String, ifAny value: String?, to text: inout ByteWriter) {
        if let value { put(name, value, to: &text) }
    }

    mutating func put(_ name: String, _ value: JSONObject, to text: inout ByteWriter) {
        key(name, &text)
        CanonicalJSON.write(value, to: &text)
    }

    private mutating func key(_ name: String, _ text: inout ByteWriter) {
        if !isFirst { text.append(UInt8(ascii: ",")) }
        isFirst = false
        CanonicalString.write(name, to: &text)
        text.append(UInt8(ascii: ":"))
    }
}
