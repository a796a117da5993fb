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
    /// For an event without one.
    package var eventID: String?
    /// Whether that id was made by us, and so says nothing of anybody.
    package var isIDOurs: Bool
    /// For an event without one.
    package var time: Timestamp

    package init(
        tenantID: String, requestID: String, traceID: String, actor: Actor?, env: String, surface: String,
        scope: EventScope, eventID: String?, isIDOurs: Bool, time: Timestamp
    ) {
        self.tenantID = tenantID
        self.requestID = requestID
        self.traceID = traceID
        self.actor = actor
        self.env = env
        self.surface = surface
        self.scope = scope
        self.eventID = eventID
        self.isIDOurs = isIDOurs
        self.time = time
    }
}

/// The metadata that comes from the request's context.
package enum ReservedMetadata: Int, CaseIterable, Sendable {
    case action, actorType, requestID, traceID

    package var name: String {
        switch self {
        case .action: "action"
        case .actorType: "actor_type"
        case .requestID: "request_id"
        case .traceID: "trace_id"
        }
    }

    init?(_ name: UnsafeBufferPointer<UInt8>) {
        let candidate: ReservedMetadata
        switch (name.count, name.first) {
        case (6, UInt8(ascii: "a")): candidate = .action
        case (8, UInt8(ascii: "t")): candidate = .traceID
        case (10, UInt8(ascii: "a")): candidate = .actorType
        case (10, UInt8(ascii: "r")): candidate = .requestID
        default: return nil
        }
        guard name.isSame(as: candidate.name) else { return nil }
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
        isIDOurs = completion.isIDOurs && key(.eventID) == nil
        // Apart, since the tape reads the text that would move when it grows.
        var added = MemberWriter(behind: text.count)
        let (members, metadata) = writeMissing(completion, &added)
        text.append(added.text.bytes)
        tape.resume(text.bytes)
        tape.adopt(membersOf: members, into: tape.root)
        if let own = value(.metadata), own != metadata { tape.adopt(membersOf: metadata, into: own) }
        findReserved()
    }

    /// - Returns: The objects that the added members, and those of metadata, stand in.
    private mutating func writeMissing(
        _ completion: EventCompletion, _ added: inout MemberWriter
    ) -> (members: Int, metadata: Int) {
        let (actor, scope) = (completion.actor, completion.scope)
        let root = added.open(&tape)
        if isMissing(.actor), let actor { write(actor, &added) }
        if isMissing(.agentID) {
            let id = actor?.id ?? self.actor.first.map { tape.string($0.id) }
            write(.agentID, id ?? "", &added)
        }
        write(.appID, ifMissing: scope.appID, &added)
        write(.env, ifMissing: completion.env, &added)
        write(.eventID, ifMissing: completion.eventID, &added)
        let metadata = writeMissingMetadata(completion, &added)
        write(.outcome, ifMissing: Outcome.success.rawValue, &added)
        write(.projectID, ifMissing: scope.projectID, &added)
        write(.runID, ifMissing: scope.runID, &added)
        write(.schemaVersion, ifMissing: DatasetEvent.currentSchemaVersion, &added)
        write(.severity, ifMissing: Severity.info.rawValue, &added)
        write(.spanID, ifMissing: scope.spanID, &added)
        write(.stepID, ifMissing: scope.stepID, &added)
        write(.storageClass, ifMissing: StorageClass.audit.rawValue, &added)
        write(.surface, ifMissing: completion.surface, &added)
        write(.surfaceID, ifMissing: scope.surfaceID, &added)
        write(.tenantID, ifMissing: completion.tenantID, &added)
        if isMissing(.time) { write(.time, (time ?? completion.time).description, &added) }
        added.close(root, &tape)
        return (root, metadata)
    }

    private mutating func write(_ field: EventField, ifMissing value: String?, _ added: inout MemberWriter) {
        if let value, isMissing(field) { write(field, value, &added) }
    }

    private mutating func write(_ field: EventField, _ value: String, _ added: inout MemberWriter) {
        note(field, at: added.put(field.name, value, &tape))
    }

    private mutating func write(_ given: Actor, _ added: inout MemberWriter) {
        note(.actor, at: added.putKey("actor", &tape))
        actor = []
        var objects: [Int] = []
        var next: Actor? = given
        while let link = next {
            objects.append(added.open(&tape))
            actor.append(ActorLink(kind: link.kind, id: added.put("id", link.id, &tape) + 1))
            next = link.onBehalfOf
            if next != nil { _ = added.putKey("on_behalf_of", &tape) }
        }
        for (object, link) in zip(objects, actor).reversed() {
            _ = added.put("type", link.kind.rawValue, &tape)
            added.close(object, &tape)
        }
    }

    private mutating func writeMissingMetadata(_ completion: EventCompletion, _ added: inout MemberWriter) -> Int {
        let key = added.putKey(EventField.metadata.name, &tape)
        let object = added.open(&tape)
        for name in ReservedMetadata.allCases where reservedKey(name) == nil {
            _ = added.put(name.name, reserved(name, completion), &tape)
        }
        added.close(object, &tape)
        if value(.metadata) == nil { note(.metadata, at: key) } else { added.takeBack(key, &tape) }
        return object
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

    /// Looks for the reserved members of metadata.
    mutating func findReserved() {
        guard let metadata = value(.metadata) else { return }
        var next = tape.firstKey(of: metadata)
        while let key = next {
            if let name = tape.withText(key, { ReservedMetadata($0) }) { note(name, at: key) }
            next = tape.key(after: key)
        }
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
