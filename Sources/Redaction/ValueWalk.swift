import AuditEvents

/// Walks a JSON value to any depth; makes new containers only where something changed.
struct ValueWalk {
    var texts: TextRedactor
    var account = PIIAccount()
    var path: [Step] = []
    /// How many strings around the value at hand were JSON.
    var unwrapped = 0

    enum Step {
        case key(String)
        case index(Int)
    }

    /// What becomes of a value.
    enum Change {
        case none
        case value(JSONValue)
        /// Its member goes too.
        case dropped

        var isChange: Bool { if case .none = self { false } else { true } }

        /// - Returns: What stands there now; nil for nothing.
        func value(instead original: JSONValue) -> JSONValue? {
            switch self {
            case .none: return original
            case .value(let changed): return changed
            case .dropped: return nil
            }
        }
    }

    /// What the policy says of the place that a value stands at; nothing under a plain one.
    struct Place {
        /// The whole value is of this kind.
        var whole: PIIKind?
        /// Where the walk stands among the path rules, if there are any.
        var rules: PathMatcher.State?

        var isRemoved: Bool { rules?.isRemoved ?? false }

        var texts: TextRules {
            guard let rules else { return TextRules(whole: whole) }
            return TextRules(action: rules.isRemoved ? nil : rules.action, whole: rules.kind ?? whole)
        }
    }

    let policy: CompiledPolicy
    let isPlain: Bool
    /// Kept beside the walk's arguments, so that a plain policy pays nothing for it.
    var place = Place()

    /// Nested values are walked recursively; the engine accepts far less.
    private static let deepest = 512

    init(policy: CompiledPolicy = .standard, pseudonymizer: Pseudonymizer?) {
        self.policy = policy
        isPlain = policy.isPlain
        texts = TextRedactor(policy: policy, pseudonymizer: pseudonymizer)
    }

    /// - Returns: nil if nothing had to change.
    mutating func redact(_ object: JSONObject, at field: String) throws(AuditError) -> JSONObject? {
        path.append(.key(field))
        defer { path.removeLast() }
        place = Place(rules: policy.paths.isEmpty ? nil : policy.paths.state(of: [field]))
        switch try value(.object(object), under: .none) {
        case .none: return nil
        case .value(let value): return value.object
        case .dropped: return [:]
        }
    }

    /// Redacts a value that stands nowhere.
    mutating func redact(_ value: JSONValue) throws(AuditError) -> JSONValue {
        place = Place(rules: policy.paths.isEmpty ? nil : policy.paths.start)
        switch try self.value(value, under: .none) {
        case .none: return value
        case .value(let changed): return changed
        case .dropped: return .null
        }
    }

    mutating func value(_ value: JSONValue, under key: KeyTraits) throws(AuditError) -> Change {
        if !isPlain, place.isRemoved, place.rules?.mayChange == false || key.isSecret || !value.isContainer {
            return removed(value)
        }
        switch value {
        case .null, .bool:
            return .none
        case .string(let text):
            if key.isSecret { return secret(text) }
            let change = try string(text, under: key)
            if !change.isChange, key.weak.promises(text) { return secret(text) }
            return change
        case .number(let number):
            return key.isSecret ? secret() : self.number(number, hint: key.hint)
        case .array(let items):
            if key.isSecret, !items.isEmpty, !SecretReference.isReference(value) { return secret() }
            return try array(items, under: key.forReference)
        case .object(let object):
            if key.isSecret, !object.isEmpty, !SecretReference.isReference(value) { return secret() }
            return try self.object(object, under: key.forReference)
        }
    }

    /// A value that a path rule removes. A null or nothing in a list has nothing to remove.
    private mutating func removed(_ value: JSONValue) -> Change {
        if case .index? = path.last {
            if case .null = value { return .none }
            account.note(.removed, field: field)
            return .value(.null)
        }
        if case .object(let object) = value, object.isEmpty, path.count == 1 { return .none }
        account.note(.removed, field: field)
        return .dropped
    }

    // MARK: Containers

    private mutating func array(_ items: [JSONValue], under key: KeyTraits) throws(AuditError) -> Change {
        try checkDepth()
        var key = key
        if key.hint.contains(.place), items.isPosition { key.hint.insert(.coordinate) }
        var redacted: [JSONValue]?
        for index in items.indices {
            path.append(.index(index))
            if case .value(let changed) = try value(items[index], under: key) {
                if redacted == nil { redacted = items }
                redacted?[index] = changed
            }
            path.removeLast()
        }
        return redacted.map { .value(.array($0)) } ?? .none
    }

    private mutating func object(_ object: JSONObject, under parent: KeyTraits) throws(AuditError) -> Change {
        try checkDepth()
        let names = redactKeys(of: object)
        let entry = NamedEntry(object)
        let outer = isPlain ? nil : place
        defer { if let outer { place = outer } }
        var redacted: JSONObject?
        var members: [JSONObject.Member] = []
        for (index, member) in object.members.enumerated() {
            let name = names?.names[index] ?? member.key
            path.append(.key(name))
            if let found = names?.found[index] { note(found) }
            let isRedacted = names?.found[index] != nil
            var traits = isRedacted ? KeyTraits(parent: parent) : KeyTraits(key: member.key, parent: parent)
            entry.adjust(&traits, at: member.key)
            adjust(&traits.meaning, of: member.value, in: object)
            if let outer { enter(member.key, name, of: object, in: outer, parent, &traits, isRedacted: isRedacted) }
            let change = try value(member.value, under: traits)
            if names != nil {
                if let value = change.value(instead: member.value) {
                    members.append(JSONObject.Member(key: name, value: value))
                }
            } else if change.isChange {
                if redacted == nil { redacted = object }
                redacted?[member.key] = change.value(instead: member.value)
            }
            path.removeLast()
        }
        if names != nil { redacted = JSONObject(members) }
        return redacted.map { .value(.object($0)) } ?? .none
    }

    // MARK: Account

    mutating func note(_ found: [Candidate]) {
        for candidate in found { account.note(candidate.kind, field: field) }
    }

    mutating func noteKept() {
        let field = field
        account.noteKept(texts.kept, field: field)
    }

    var field: String {
        path.map {
            switch $0 {
            case .key(let key): key
            case .index(let index): String(index)
            }
        }.joined(separator: ".")
    }

    private func checkDepth() throws(AuditError) {
        guard path.count > Self.deepest else { return }
        throw AuditError(
            .redactionFailed, "Values are nested too deeply to be redacted; flatten them.",
            field: path.first.flatMap { if case .key(let key) = $0 { key } else { nil } }, limit: Self.deepest)
    }
}

extension JSONValue {
    fileprivate var isContainer: Bool {
        switch self {
        case .array, .object: true
        default: false
        }
    }
}
