/// A caller's event where it stands in its JSON text: its fields found and held to their rules, and no value made of them.
///
/// Made from a caller's bytes, completed with what the request's context says (`complete`), redacted in place, and then
/// written canonically once.
package struct EventTape: ~Copyable {
    /// The event's text, and behind it what was added.
    var text: ByteWriter
    package var tape: JSONTape
    /// The key of each field that is there, by `EventField.place`; 0 for none.
    private var keys: [UInt32]
    /// The keys of the reserved members of metadata, by `ReservedMetadata.rawValue`; 0 for none.
    private var reserved: (UInt32, UInt32, UInt32, UInt32) = (0, 0, 0, 0)
    /// The keys of `utm_*` and `seo_*` fields, in their order.
    package private(set) var analytics: [Int] = []
    /// The links of the actor chain, the acting one first.
    package internal(set) var actor: [ActorLink] = []
    package private(set) var time: Timestamp?
    package private(set) var actorKind: Actor.Kind?
    /// A caller's own opt-out.
    package internal(set) var isTrainingRefused = false

    /// Whether its id was made for it and says nothing of anybody.
    package internal(set) var isIDOurs = false

    /// One link of an actor chain.
    package struct ActorLink: Sendable {
        package let kind: Actor.Kind
        /// The string's place.
        package let id: Int
    }

    /// Reads a caller's JSON; null stands for an absent field.
    ///
    /// - Throws: What the parser throws, `malformed` for a value that is not an object; `missing_field`, `unknown_field`,
    ///   `invalid_field`, `reserved_field` for what only the engine writes; `too_large`, `invalid_tenant`.
    package init(
        copying bytes: UnsafeBufferPointer<UInt8>, limits: JSONLimits = .standard
    ) throws(AuditError) {
        text = ByteWriter(capacity: bytes.count + Self.roomForContext)
        text.append(bytes)
        tape = JSONTape()
        keys = [UInt32](repeating: 0, count: EventField.allCases.count)
        try tape.parse(text.bytes, limits: limits)
        guard tape.kind(tape.root) == .object else {
            throw AuditError(.malformed, "an event is a JSON object, and this is another value")
        }
        try read()
        findReserved()
        try check()
    }

    /// Puts a whole event on a tape, held to no rule.
    ///
    /// - Throws: `too_deep`.
    package init(_ event: DatasetEvent) throws(AuditError) {
        var text = ByteWriter()
        CanonicalJSON.write(event.json, to: &text)
        try self.init(canonical: text)
    }

    /// Puts on a tape what stands on another one with what was put in places.
    ///
    /// - Throws: `too_deep`.
    package init(rereading event: borrowing EventTape) throws(AuditError) {
        var text = ByteWriter(capacity: event.text.count + 256)
        event.tape.write(event.tape.root, to: &text)
        try self.init(canonical: text)
    }

    private init(canonical text: consuming ByteWriter) throws(AuditError) {
        self.text = text
        tape = JSONTape()
        keys = [UInt32](repeating: 0, count: EventField.allCases.count)
        try tape.parse(self.text.bytes, limits: JSONLimits(depth: JSONLimits.maximumDepth, bytes: .max))
        var next = tape.firstKey(of: tape.root)
        while let key = next {
            next = tape.key(after: key)
            switch tape.withText(key, { EventName($0) }) {
            case .field(let field): note(field, at: key)
            case .analytics: analytics.append(key)
            case .older, .engine, .unknown: break
            }
        }
        if let value = value(.actor) { actor = try readActor(value) }
        findReserved()
    }

    /// Bytes that a context usually adds.
    private static let roomForContext = 768

    /// The place of a field's value; nil for an absent field.
    package func value(_ field: EventField) -> Int? {
        let key = keys[field.place]
        return key == 0 ? nil : Int(key) + 1
    }

    /// The place of a field's key; nil for an absent field.
    package func key(_ field: EventField) -> Int? {
        let key = keys[field.place]
        return key == 0 ? nil : Int(key)
    }

    /// Whether it steers the engine itself (`ControlEvent`).
    package var isControl: Bool { value(.action).map { tape.isString($0, ControlEvent.setTrainPreference) } ?? false }

    package func string(_ field: EventField) -> String? { value(field).map { tape.string($0) } }

    /// A field's object, as a value.
    package func object(_ field: EventField) -> JSONObject { value(field).map { tape.object($0) } ?? [:] }

    /// The key of one of the reserved members of metadata; nil for an absent one.
    package func reservedKey(_ name: ReservedMetadata) -> Int? {
        let key =
            switch name {
            case .action: reserved.0
            case .actorType: reserved.1
            case .requestID: reserved.2
            case .traceID: reserved.3
            }
        return key == 0 ? nil : Int(key)
    }

    mutating func note(_ name: ReservedMetadata, at key: Int) {
        switch name {
        case .action: reserved.0 = UInt32(key)
        case .actorType: reserved.1 = UInt32(key)
        case .requestID: reserved.2 = UInt32(key)
        case .traceID: reserved.3 = UInt32(key)
        }
    }

    mutating func note(_ field: EventField, at key: Int) { keys[field.place] = UInt32(key) }

    mutating func forget(_ field: EventField) { keys[field.place] = 0 }

    /// Whether a field stands in the event under its older name only, which is not written.
    func isOlder(_ field: EventField) -> Bool {
        guard field.olderName != nil, let key = key(field) else { return false }
        return !tape.isString(key, field.name)
    }

    /// Takes a field's member out of the event; its value stays readable.
    mutating func unlink(_ field: EventField) {
        if let key = key(field) { tape.unlink(key, from: tape.root) }
    }
}

// MARK: Reading

extension EventTape {
    private mutating func read() throws(AuditError) {
        var next = tape.firstKey(of: tape.root)
        var older: [(field: EventField, key: Int)] = []
        while let key = next {
            next = tape.key(after: key)
            let name = tape.withText(key) { EventName($0) }
            let isNull = tape.kind(key + 1) == .null
            switch name {
            case .field, .older, .analytics:
                if isNull {
                    tape.unlink(key, from: tape.root)
                    continue
                }
            case .engine, .unknown: break
            }
            switch name {
            case .field(let field):
                try checkKind(of: key + 1, field)
                note(field, at: key)
            case .older(let field):
                try checkKind(of: key + 1, field, name: tape.string(key))
                older.append((field, key))
            case .engine:
                let name = tape.string(key)
                throw AuditError(.reservedField, "\(name) is written by the engine alone; leave it out", field: name)
            case .analytics:
                guard tape.kind(key + 1) == .string else { throw FieldReading.invalid(tape.string(key), "a string") }
                analytics.append(key)
            case .unknown: throw FieldReading.unknown(tape.string(key))
            }
        }
        try merge(older)
        guard key(.action) != nil else { throw FieldReading.missing("action") }
    }

    /// The names of earlier writers must agree with the present ones.
    private mutating func merge(_ older: [(field: EventField, key: Int)]) throws(AuditError) {
        for field in [EventField.tenantID, .agentID, .traceID, .requestID, .actorType] {
            guard let (_, key) = older.first(where: { $0.field == field }) else { continue }
            // Under its present name the context's own will be written.
            tape.unlink(key, from: tape.root)
            guard let present = value(field) else {
                note(field, at: key)
                continue
            }
            guard tape.isString(present, tape.string(key + 1)) else {
                let (name, olderName) = (field.name, tape.string(key))
                throw AuditError(
                    .invalidField, "\(name) and \(olderName) are one field and differ; give one", field: name)
            }
        }
    }

    private mutating func checkKind(
        of value: Int, _ field: EventField, name: String? = nil
    ) throws(AuditError) {
        let kind = tape.kind(value)
        func demand(_ wanted: JSONTape.Kind, _ rule: String) throws(AuditError) {
            guard kind == wanted else { throw FieldReading.invalid(name ?? field.name, rule) }
        }
        switch field {
        case .actor: actor = try readActor(value)
        case .resource: try readResource(value)
        case .input, .metadata, .output, .usage: try demand(.object, "an object")
        case .durationMilliseconds: try demand(.number, "a number")
        case .time:
            try demand(.string, "a string")
            guard let read = Timestamp(tape.string(value)) else {
                throw FieldReading.invalid("time", "a time as RFC 3339 writes it, such as 2026-01-31T09:30:00Z")
            }
            time = read
        case .actorType:
            let read: Actor.Kind = try word(value, name ?? field.name)
            if let actorKind, actorKind != read { break }
            actorKind = read
        case .outcome: let _: Outcome = try word(value, field.name)
        case .severity: let _: Severity = try word(value, field.name)
        case .storageClass: let _: StorageClass = try word(value, field.name)
        case .schemaVersion:
            try demand(.string, "a string")
            guard tape.isString(value, DatasetEvent.currentSchemaVersion) else {
                throw FieldReading.invalid(
                    field.name, "\"\(DatasetEvent.currentSchemaVersion)\", the only version there is")
            }
        case .trainOK:
            try demand(.bool, "true or false")
            guard !tape.bool(value) else {
                throw AuditError(
                    .reservedField, "train_ok is decided by the engine; a caller may only say false", field: "train_ok")
            }
            isTrainingRefused = true
        default: try demand(.string, "a string")
        }
    }

    private func word<Word: RawRepresentable<String> & CaseIterable>(
        _ value: Int, _ field: String
    ) throws(AuditError) -> Word {
        guard tape.kind(value) == .string else { throw FieldReading.invalid(field, "a string") }
        return try FieldReading.word(.string(tape.string(value)), field)
    }

    mutating func readActor(_ value: Int) throws(AuditError) -> [ActorLink] {
        var links: [ActorLink] = []
        var next: Int? = value
        var field = "actor"
        while let link = next {
            guard tape.kind(link) == .object else { throw FieldReading.invalid(field, "an object") }
            next = nil
            var kind: Actor.Kind?
            var id: Int?
            var member = tape.firstKey(of: link)
            while let key = member {
                member = tape.key(after: key)
                switch tape.withText(key, Self.actorMember) {
                case .type: kind = try word(key + 1, "\(field).type")
                case .id:
                    guard tape.kind(key + 1) == .string else { throw FieldReading.invalid("\(field).id", "a string") }
                    id = key + 1
                case .onBehalfOf:
                    if tape.kind(key + 1) == .null { tape.unlink(key, from: link) } else { next = key + 1 }
                case nil: throw FieldReading.unknown(tape.string(key), in: field)
                }
            }
            guard let kind else { throw FieldReading.missing("\(field).type") }
            guard let id else { throw FieldReading.missing("\(field).id") }
            links.append(ActorLink(kind: kind, id: id))
            field += ".on_behalf_of"
        }
        return links
    }

    private enum ActorMember { case type, id, onBehalfOf }

    private static func actorMember(_ name: UnsafeBufferPointer<UInt8>) -> ActorMember? {
        switch name.count {
        case 2: name.isSame(as: "id") ? .id : nil
        case 4: name.isSame(as: "type") ? .type : nil
        default: name.isSame(as: "on_behalf_of") ? .onBehalfOf : nil
        }
    }

    private func readResource(_ value: Int) throws(AuditError) {
        guard tape.kind(value) == .object else { throw FieldReading.invalid("resource", "an object") }
        var (hasType, hasID) = (false, false)
        var member = tape.firstKey(of: value)
        while let key = member {
            member = tape.key(after: key)
            switch tape.withText(key, Self.actorMember) {
            case .type: hasType = true
            case .id: hasID = true
            default: throw FieldReading.unknown(tape.string(key), in: "resource")
            }
            guard tape.kind(key + 1) == .string else {
                throw FieldReading.invalid("resource.\(tape.string(key))", "a string")
            }
        }
        guard hasType else { throw FieldReading.missing("resource.type") }
        guard hasID else { throw FieldReading.missing("resource.id") }
    }
}
