import AuditEvents

/// Walks a JSON value to any depth; makes new containers only where something changed.
struct ValueWalk {
    var texts: TextRedactor
    var account = PIIAccount()
    private var path: [Step] = []

    private enum Step {
        case key(String)
        case index(Int)
    }

    /// What becomes of a value.
    private enum Change {
        case none
        case value(JSONValue)
        /// Its member goes too.
        case dropped
    }

    /// What is known of the place that a value stands at.
    private struct Place {
        var key: KeyTraits
        /// The policy calls the whole value one of this kind.
        var whole: PIIKind?
        /// Where the walk stands among the policy's path rules, if it has any.
        var rules: PathMatcher.State?

        var isRemoved: Bool { rules?.isRemoved ?? false }

        var texts: TextRules {
            guard let rules else { return TextRules(whole: whole) }
            let action = rules.isRemoved ? nil : rules.action
            return TextRules(action: action, whole: rules.kind ?? whole)
        }
    }

    private let policy: CompiledPolicy
    /// Nested values are walked recursively; the engine accepts far less.
    private static let deepest = 512

    init(policy: CompiledPolicy = .standard, pseudonymizer: Pseudonymizer?) {
        self.policy = policy
        texts = TextRedactor(policy: policy, pseudonymizer: pseudonymizer)
    }

    /// - Returns: nil if nothing had to change.
    mutating func redact(_ object: JSONObject, at field: String) throws(AuditError) -> JSONObject? {
        path.append(.key(field))
        defer { path.removeLast() }
        let place = Place(key: .none, rules: policy.paths.isEmpty ? nil : policy.paths.state(of: [field]))
        switch try value(.object(object), at: place) {
        case .none: return nil
        case .value(let value): return value.object
        case .dropped: return [:]
        }
    }

    /// Redacts a value that stands nowhere.
    mutating func redact(_ value: JSONValue) throws(AuditError) -> JSONValue {
        let place = Place(key: .none, rules: policy.paths.isEmpty ? nil : policy.paths.start)
        switch try self.value(value, at: place) {
        case .none: return value
        case .value(let changed): return changed
        case .dropped: return .null
        }
    }

    private mutating func value(_ value: JSONValue, at place: Place) throws(AuditError) -> Change {
        if place.isRemoved, place.rules?.mayChange == false || place.key.isSecret || !value.isContainer {
            return removed(value)
        }
        var place = place
        switch value {
        case .null, .bool:
            return .none
        case .string(let text):
            return place.key.isSecret ? secret(text) : string(text, at: place)
        case .number(let number):
            return place.key.isSecret ? secret() : self.number(number, at: place)
        case .array(let items):
            if place.key.isSecret, !items.isEmpty, !SecretReference.isReference(value) { return secret() }
            place.key = place.key.forReference
            return try array(items, at: place)
        case .object(let object):
            if place.key.isSecret, !object.isEmpty, !SecretReference.isReference(value) { return secret() }
            place.key = place.key.forReference
            return try self.object(object, at: place)
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

    // MARK: Leaves

    private mutating func string(_ text: String, at place: Place) -> Change {
        let result = texts.redact(text, hint: place.key.hint, rules: place.texts)
        noteKept()
        guard let (redacted, found) = result else { return .none }
        note(found)
        return .value(.string(redacted))
    }

    /// A whole number is read as its digits, without exponent.
    private mutating func number(_ number: Double, at place: Place) -> Change {
        if place.texts.whole != nil {
            return string(String(decoding: JSONValue.number(number).canonicalBytes(), as: UTF8.self), at: place)
        }
        let magnitude = number.magnitude
        guard magnitude >= (place.key.hint.isEmpty ? smallestUntold : Self.smallestTold), magnitude < 0x1p63,
            magnitude.rounded(.towardZero) == magnitude
        else { return .none }
        let digits = String(Int64(magnitude))
        let result = texts.redact(digits, hint: place.key.hint, rules: place.texts)
        noteKept()
        guard let (redacted, found) = result, let first = found.first else { return .none }
        note(found)
        let isWhole = found.count == 1 && first.range == 0..<digits.utf8.count
        return .value(.string(isWhole ? redacted : first.kind.placeholder))
    }

    /// Without a telling key only a card's twelve digits or more mean anything; or what the policy's patterns find.
    private var smallestUntold: Double { policy.patterns.isEmpty ? 1e11 : Self.smallestTold }
    private static let smallestTold = 1000.0

    /// The value of a secret key: nothing happens if it is empty or was taken out before.
    private mutating func secret(_ text: String) -> Change {
        text.withBytes { policy.forms.isWhole($0) || !$0.hasContent } ? .none : secret()
    }

    private mutating func secret() -> Change {
        account.note(.secret, field: field)
        let isRemoved = policy.policy.action(of: .secret) == .remove
        return .value(.string(isRemoved ? "" : PIIKind.secret.placeholder))
    }

    // MARK: Containers

    private mutating func array(_ items: [JSONValue], at place: Place) throws(AuditError) -> Change {
        try checkDepth()
        var redacted: [JSONValue]?
        for index in items.indices {
            path.append(.index(index))
            if case .value(let changed) = try value(items[index], at: place) {
                if redacted == nil { redacted = items }
                redacted?[index] = changed
            }
            path.removeLast()
        }
        return redacted.map { .value(.array($0)) } ?? .none
    }

    private mutating func object(_ object: JSONObject, at parent: Place) throws(AuditError) -> Change {
        try checkDepth()
        let names = redactKeys(of: object)
        let entry = NamedEntry(object)
        let named = policy.hasKeyRules ? policy.nameRule(of: object) : nil
        var redacted: JSONObject?
        var members: [JSONObject.Member] = []
        for (index, member) in object.members.enumerated() {
            let name = names?.names[index] ?? member.key
            path.append(.key(name))
            if let found = names?.found[index] { note(found) }
            var place = self.place(of: member.key, name, in: parent, isRedacted: names?.found[index] != nil)
            entry.adjust(&place.key, at: member.key)
            if let named, member.key == "value" || member.key == "Value" {
                named.apply(&place.key, &place.whole, policy)
            }
            switch try value(member.value, at: place) {
            case .none:
                if names != nil { members.append(JSONObject.Member(key: name, value: member.value)) }
            case .value(let changed):
                if names != nil {
                    members.append(JSONObject.Member(key: name, value: changed))
                } else {
                    if redacted == nil { redacted = object }
                    redacted?[member.key] = changed
                }
            case .dropped:
                if names == nil {
                    if redacted == nil { redacted = object }
                    redacted?[member.key] = nil
                }
            }
            path.removeLast()
        }
        if names == nil { return redacted.map { .value(.object($0)) } ?? .none }
        return JSONObject(members).map { .value(.object($0)) } ?? .none
    }

    /// - Parameters:
    ///   - key: As given.
    ///   - name: As written: path rules are matched on what a reader of the log sees.
    ///   - isRedacted: Whether both differ; then the key tells nothing of its value.
    private func place(of key: String, _ name: String, in parent: Place, isRedacted: Bool) -> Place {
        var place = Place(key: KeyTraits(parent: parent.key), whole: parent.whole)
        if !isRedacted, policy.isPlain || key.withBytes({ !policy.forms.occurs(in: $0) }) {
            place.key = KeyTraits(key: key, parent: parent.key)
            if policy.hasKeyRules, let rule = policy.nameRule(ofKey: key) {
                rule.apply(&place.key, &place.whole, policy)
            }
        }
        if isRedacted, !policy.isPlain {
            // A pattern of the policy's own may take a key's name, but not the secret from under it.
            let rule = policy.nameRule(ofKey: key)
            place.key.isSecret = rule == .secret || rule == nil && KeyTraits(key: key, parent: .none).isSecret
        }
        if place.key.isSecret, !policy.asks(for: .secret) { place.key.isSecret = false }
        if let rules = parent.rules {
            let state = policy.paths.state(rules, under: name)
            place.rules = state
            if let kind = state.kind, policy.policy.isSecret(kind) { place.key.isSecret = true }
        }
        return place
    }

    /// New names for all keys, if any must change: equal ones get `#2`, `#3` in the canonical order of the originals.
    private mutating func redactKeys(of object: JSONObject) -> (names: [String], found: [[Candidate]?])? {
        var changed: [Int: (text: String, found: [Candidate])] = [:]
        for (place, member) in object.members.enumerated() {
            if let redacted = texts.redact(member.key, isKey: true) { changed[place] = redacted }
            noteKept()
        }
        if changed.isEmpty { return nil }
        var taken: Set<[UInt8]> = []
        for (place, member) in object.members.enumerated() where changed[place] == nil {
            taken.insert(Array(member.key.utf8))
        }
        var namer = KeyNamer(taken: taken)
        var names: [String] = []
        for (place, member) in object.members.enumerated() {
            guard let change = changed[place] else {
                names.append(member.key)
                continue
            }
            var name = namer.name(change.text)
            // A number behind it may make a finding of what was none (`Cookie: [SECRET]#2`): then nothing else of the key stays.
            if name != change.text, !texts.candidates(in: name, mode: .text, hint: []).isEmpty {
                name = namer.name((change.found.first?.kind ?? .secret).placeholder)
            }
            names.append(name)
        }
        return (names, object.members.indices.map { changed[$0]?.found })
    }

    // MARK: Account

    private mutating func note(_ found: [Candidate]) {
        for candidate in found { account.note(candidate.kind, field: field) }
    }

    private mutating func noteKept() {
        guard !texts.kept.isEmpty else { return }
        let field = field
        account.noteKept(texts.kept, field: field)
    }

    private var field: String {
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
