import AuditEvents

/// One walk over one event: redacts its fields and keeps account of what was found where.
struct EventWalk {
    private let pseudonymizer: Pseudonymizer
    private var values: ValueWalk
    /// Looks at identifiers, where they are held to more than the policy asks of texts.
    private var strict: TextRedactor?

    private let policy: CompiledPolicy

    init(policy: CompiledPolicy, pseudonymizer: Pseudonymizer) {
        self.policy = policy
        self.pseudonymizer = pseudonymizer
        values = ValueWalk(policy: policy, pseudonymizer: pseudonymizer)
        if policy.ofIdentifiers !== policy {
            strict = TextRedactor(policy: policy.ofIdentifiers, pseudonymizer: pseudonymizer)
        }
    }

    var flags: PIIFlags { values.account.flags(policy: policy.version) }

    mutating func redact(_ event: inout DatasetEvent) throws(AuditError) {
        try refuse(event.eventID, field: "event_id")
        for key in Self.opaqueMetadata {
            if let id = event.metadata[key]?.string { try refuse(id, field: "metadata.\(key)") }
        }
        if kindFound(in: event.action) != nil {
            throw AuditError(
                .invalidField, "The action holds personal data or a secret; name it by a dotted verb.", field: "action")
        }
        redactIdentifiers(&event)
        redactFields(&event)
        try redactObjects(&event)
    }

    // MARK: Ids that must stay

    private static let opaqueMetadata = ["trace_id", "request_id"]

    private mutating func refuse(_ id: String, field: String) throws(AuditError) {
        guard let kind = kindFound(in: id) else { return }
        throw AuditError(
            .piiInIdentifier, "\(field) holds personal data or a secret (\(kind.rawValue)); use an opaque id.",
            field: field)
    }

    private mutating func kindFound(in id: String) -> PIIKind? {
        let found =
            strict?.candidates(in: id, mode: .identifier, hint: [])
            ?? values.texts.candidates(in: id, mode: .identifier, hint: [])
        return found.first?.kind
    }

    // MARK: Identifiers that become pseudonyms

    private mutating func redactIdentifiers(_ event: inout DatasetEvent) {
        identifier(&event.agentID, field: "agent_id")
        event.actor = actor(event.actor, field: "actor")
        if var resource = event.resource {
            identifier(&resource.id, field: "resource.id")
            event.resource = resource
        }
    }

    private mutating func identifier(_ id: inout String, field: String) {
        let (redacted, found) =
            strict?.redactIdentifier(id, pseudonymizer: pseudonymizer)
            ?? values.texts.redactIdentifier(id, pseudonymizer: pseudonymizer)
        guard let first = found.first else { return }
        id = redacted
        values.account.note(first.kind, field: field)
    }

    private mutating func actor(_ actor: Actor, field: String) -> Actor {
        var links = [actor]
        while let next = links.last?.onBehalfOf { links.append(next) }
        for place in links.indices {
            let prefix = field + String(repeating: ".on_behalf_of", count: place)
            identifier(&links[place].id, field: "\(prefix).id")
        }
        var chain: Actor?
        for link in links.reversed() { chain = Actor(link.kind, link.id, onBehalfOf: chain) }
        return chain ?? actor
    }

    // MARK: Free text

    private mutating func redactFields(_ event: inout DatasetEvent) {
        field(&event.env, "env")
        field(&event.surface, "surface")
        if var resource = event.resource {
            field(&resource.type, "resource.type", mode: .identifier)
            event.resource = resource
        }
        scopeID(&event.scope.projectID, "project_id")
        scopeID(&event.scope.appID, "app_id")
        scopeID(&event.scope.surfaceID, "surface_id")
        scopeID(&event.scope.runID, "run_id")
        scopeID(&event.scope.stepID, "step_id")
        scopeID(&event.scope.spanID, "span_id")
        for (name, text) in event.analytics.fields {
            var redacted: String? = text
            optional(&redacted, name)
            if redacted != text { event.analytics.fields[name] = redacted }
        }
    }

    private mutating func scopeID(_ id: inout String?, _ name: String) { optional(&id, name, mode: .identifier) }

    /// A field that may be missing goes where a path rule removes it.
    private mutating func optional(_ text: inout String?, _ name: String, mode: ScanMode = .text) {
        guard var given = text else { return }
        if rules(for: name)?.isRemoved == true {
            values.account.note(.removed, field: name)
            text = nil
            return
        }
        field(&given, name, mode: mode)
        text = given
    }

    private mutating func field(_ text: inout String, _ name: String, mode: ScanMode = .text) {
        let state = rules(for: name)
        if state?.isRemoved == true {
            guard !text.isEmpty, text != PIIKind.removed.placeholder else { return }
            text = PIIKind.removed.placeholder
            values.account.note(.removed, field: name)
            return
        }
        let rules = TextRules(action: state?.action, whole: state?.kind)
        let result = values.texts.redact(text, mode: mode, hint: .named, rules: rules)
        values.account.noteKept(values.texts.kept, field: name)
        guard let (redacted, found) = result else { return }
        text = redacted
        for candidate in found { values.account.note(candidate.kind, field: name) }
    }

    private func rules(for name: String) -> PathMatcher.State? {
        guard !policy.paths.isEmpty else { return nil }
        return policy.paths.state(of: name.split(separator: ".").map(String.init))
    }

    // MARK: JSON

    /// - Returns: nil if nothing had to change.
    private mutating func redacted(_ object: JSONObject, at field: String) throws(AuditError) -> JSONObject? {
        guard !object.isEmpty else { return nil }
        return try values.redact(object, at: field)
    }

    private mutating func redactObjects(_ event: inout DatasetEvent) throws(AuditError) {
        if ControlEvent.isControl(event.action) {
            redactSubject(&event.input)
        } else if let input = try redacted(event.input, at: "input") {
            event.input = input
        }
        if let output = try redacted(event.output, at: "output") { event.output = output }
        // The reserved keys were looked at as ids, or repeat the action; text rules do not apply to them.
        var reserved: [(String, JSONValue)] = []
        for key in Self.opaqueMetadata + ["action", "actor_type"] {
            guard let value = event.metadata[key], let text = value.string, isReserved(key, text, of: event)
            else { continue }
            reserved.append((key, value))
        }
        var metadata = event.metadata
        for (key, _) in reserved { metadata[key] = nil }
        if var redacted = try redacted(metadata, at: "metadata") {
            for (key, value) in reserved { redacted[key] = value }
            event.metadata = redacted
        }
        if let usage = event.usage, let redacted = try redacted(usage, at: "usage") { event.usage = redacted }
    }

    private func isReserved(_ key: String, _ text: String, of event: DatasetEvent) -> Bool {
        switch key {
        case "action": text == event.action
        case "actor_type": text == event.actor.kind.rawValue
        default: true
        }
    }

    private mutating func redactSubject(_ input: inout JSONObject) {
        guard case .object(var subject)? = input["subject"], case .string(var id)? = subject["id"] else { return }
        let given = id
        identifier(&id, field: "input.subject.id")
        guard id != given else { return }
        subject["id"] = .string(id)
        input["subject"] = .object(subject)
    }
}
