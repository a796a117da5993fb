import AuditEvents

/// One walk over one event: puts on its tape what may be written, and keeps account of what was found where.
struct EventWalk: ~Copyable {
    private let policy: CompiledPolicy
    private let pseudonymizer: Pseudonymizer
    private var values: ValueWalk
    /// Looks at identifiers, where they are held to more than the policy asks of texts.
    private var strict: TextRedactor?

    init(policy: CompiledPolicy, pseudonymizer: Pseudonymizer) {
        self.policy = policy
        self.pseudonymizer = pseudonymizer
        values = ValueWalk(policy: policy, pseudonymizer: pseudonymizer)
        if policy.ofIdentifiers !== policy {
            strict = TextRedactor(policy: policy.ofIdentifiers, pseudonymizer: pseudonymizer)
        }
    }

    var flags: PIIFlags { values.account.flags(policy: policy.version) }

    mutating func redact(_ event: inout EventTape) throws(AuditError) {
        if !event.isIDOurs, let id = event.value(.eventID) { try refuse(id, of: event.tape, field: "event_id") }
        let reserved = reservedKeys(of: event)
        try refuseReserved(reserved, of: event)
        if let action = event.value(.action), kindFound(in: action, of: event.tape) != nil {
            throw AuditError(
                .invalidField, "The action holds personal data or a secret; name it by a dotted verb.", field: "action")
        }
        redactIdentifiers(&event)
        redactFields(&event)
        try redactObjects(&event, reserved: reserved.map(\.key))
    }

    // MARK: Ids that must stay

    /// The members of metadata that were looked at as ids, or repeat the event: text rules do not apply to them.
    private func reservedKeys(of event: borrowing EventTape) -> [(name: ReservedMetadata, key: Int)] {
        var found: [(name: ReservedMetadata, key: Int)] = []
        for name in ReservedMetadata.allCases {
            guard let key = event.reservedKey(name), event.tape.kind(key + 1) == .string else { continue }
            switch name {
            case .action:
                guard let action = event.value(.action), event.tape.isSameString(key + 1, action) else { continue }
            case .actorType: if !event.tape.isString(key + 1, event.actor.first?.kind.rawValue ?? "") { continue }
            case .requestID, .traceID: break
            }
            found.append((name, key))
        }
        return found
    }

    private mutating func refuseReserved(
        _ reserved: [(name: ReservedMetadata, key: Int)], of event: borrowing EventTape
    ) throws(AuditError) {
        let trace = reserved.first { $0.name == .traceID }?.key
        let request = reserved.first { $0.name == .requestID }?.key
        if let trace { try refuse(trace + 1, of: event.tape, field: "metadata.trace_id") }
        guard let request else { return }
        if let trace, event.tape.isSameString(trace + 1, request + 1) { return }
        try refuse(request + 1, of: event.tape, field: "metadata.request_id")
    }

    private mutating func refuse(_ id: Int, of tape: borrowing JSONTape, field: String) throws(AuditError) {
        guard let kind = kindFound(in: id, of: tape) else { return }
        throw AuditError(
            .piiInIdentifier, "\(field) holds personal data or a secret (\(kind.rawValue)); use an opaque id.",
            field: field)
    }

    private mutating func kindFound(in id: Int, of tape: borrowing JSONTape) -> PIIKind? {
        tape.withText(id) { bytes in
            let text = values.texts.bytes(bytes)
            let found =
                strict?.candidates(in: text, mode: .identifier, hint: [])
                ?? values.texts.candidates(in: text, mode: .identifier, hint: [])
            return found.first?.kind
        }
    }

    // MARK: Identifiers that become pseudonyms

    private mutating func redactIdentifiers(_ event: inout EventTape) {
        let agent = event.value(.agentID)
        if let agent { identifier(agent, of: &event.tape, field: "agent_id") }
        for (place, link) in event.actor.enumerated() {
            // Whose id was found to hold nothing a moment ago.
            if place == 0, let agent, event.tape.edit(agent) == nil,
                event.tape.isSameString(agent, link.id)
            {
                continue
            }
            identifier(
                link.id, of: &event.tape,
                field: "actor" + String(repeating: ".on_behalf_of", count: place) + ".id")
        }
        if let resource = event.value(.resource), let id = event.member("id", of: resource) {
            identifier(id, of: &event.tape, field: "resource.id")
        }
    }

    private mutating func identifier(_ id: Int, of tape: inout JSONTape, field: String) {
        guard kindFound(in: id, of: tape) != nil else { return }
        let given = tape.string(id)
        let (redacted, found) =
            strict?.redactIdentifier(given, pseudonymizer: pseudonymizer)
            ?? values.texts.redactIdentifier(given, pseudonymizer: pseudonymizer)
        guard let first = found.first else { return }
        if redacted != given { tape.replace(id, with: .text(redacted)) }
        values.account.note(first.kind, field: field)
    }

    // MARK: Free text

    private mutating func redactFields(_ event: inout EventTape) {
        if let env = event.value(.env) { field(env, of: &event.tape, "env") }
        if let surface = event.value(.surface) { field(surface, of: &event.tape, "surface") }
        if let resource = event.value(.resource), let type = event.member("type", of: resource) {
            field(type, of: &event.tape, "resource.type", mode: .identifier)
        }
        for name in EventField.scope {
            if let id = event.value(name) { optional(id, of: &event.tape, name.name, mode: .identifier) }
        }
        for name in [EventField.analyticsEventType, .analyticsPlatform, .assetAltText] {
            if let text = event.value(name) { optional(text, of: &event.tape, name.name) }
        }
        for key in event.analytics { optional(key + 1, of: &event.tape, event.tape.string(key)) }
    }

    /// A field that may be missing goes where a path rule removes it.
    private mutating func optional(_ text: Int, of tape: inout JSONTape, _ name: String, mode: ScanMode = .text) {
        if rules(for: name)?.isRemoved == true {
            values.account.note(.removed, field: name)
            return tape.replace(text, with: .dropped)
        }
        field(text, of: &tape, name, mode: mode)
    }

    private mutating func field(_ text: Int, of tape: inout JSONTape, _ name: String, mode: ScanMode = .text) {
        let state = rules(for: name)
        if state?.isRemoved == true {
            guard !tape.isString(text, ""), !tape.isString(text, PIIKind.removed.placeholder) else { return }
            tape.replace(text, with: .text(PIIKind.removed.placeholder))
            values.account.note(.removed, field: name)
            return
        }
        let rules = TextRules(action: state?.action, whole: state?.kind)
        let result = tape.withText(text) { bytes in
            values.texts.redact(values.texts.bytes(bytes), mode: mode, hint: .named, rules: rules)
        }
        values.account.noteKept(values.texts.kept, field: name)
        guard let (redacted, found) = result else { return }
        tape.replace(text, with: .text(redacted))
        for candidate in found { values.account.note(candidate.kind, field: name) }
    }

    private func rules(for name: String) -> PathMatcher.State? {
        guard !policy.paths.isEmpty else { return nil }
        return policy.paths.state(of: name.split(separator: ".").map(String.init))
    }

    // MARK: JSON

    private mutating func redactObjects(_ event: inout EventTape, reserved: [Int]) throws(AuditError) {
        if let input = event.value(.input) {
            if event.isControl {
                redactSubject(input, of: &event)
            } else {
                try redact(input, of: &event.tape, at: "input")
            }
        }
        if let output = event.value(.output) { try redact(output, of: &event.tape, at: "output") }
        if let metadata = event.value(.metadata) { try redact(metadata: metadata, of: &event.tape, reserved) }
        if let usage = event.value(.usage) { try redact(usage, of: &event.tape, at: "usage") }
    }

    private mutating func redact(_ object: Int, of tape: inout JSONTape, at field: String) throws(AuditError) {
        if tape.firstKey(of: object) != nil { try values.redact(object, of: &tape, at: field) }
    }

    private mutating func redact(
        metadata: Int, of tape: inout JSONTape, _ reserved: [Int]
    ) throws(AuditError) {
        for key in reserved { tape.unlink(key, from: metadata) }
        try redact(metadata, of: &tape, at: "metadata")
        if case .dropped? = tape.edit(metadata) { tape.empty(metadata) }
        for key in reserved { tape.link(key, into: metadata) }
    }

    private mutating func redactSubject(_ input: Int, of event: inout EventTape) {
        guard let subject = event.member("subject", of: input), event.tape.kind(subject) == .object,
            let id = event.member("id", of: subject), event.tape.kind(id) == .string
        else { return }
        identifier(id, of: &event.tape, field: "input.subject.id")
    }
}
