import AuditEvents

/// Walks a JSON value to any depth; makes new containers only where something changed.
struct ValueWalk {
    var texts: TextRedactor
    var account = PIIAccount()
    private var path: [Step] = []
    /// How many strings around the value at hand were JSON.
    private var unwrapped = 0

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
    private struct Place {
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

    private let policy: CompiledPolicy
    private let isPlain: Bool
    /// Kept beside the walk's arguments, so that a plain policy pays nothing for it.
    private var place = Place()

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

    private mutating func value(_ value: JSONValue, under key: KeyTraits) throws(AuditError) -> Change {
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

    // MARK: Leaves

    private mutating func string(_ text: String, under key: KeyTraits) throws(AuditError) -> Change {
        guard let nested = try nested(text, under: key) else { return plain(text, hint: key.hint) }
        // What the walk through the value left is looked at as text too, so that a second time finds nothing.
        if case .value(.string(let again)) = plain(nested, hint: key.hint) { return .value(.string(again)) }
        return .value(.string(nested))
    }

    /// The text with the JSON that it holds redacted; nil if it holds none, or nothing to redact.
    private mutating func nested(_ text: String, under key: KeyTraits) throws(AuditError) -> String? {
        guard unwrapped < Self.mostWrappings, isPlain || place.texts.whole == nil, let json = NestedJSON(text) else {
            return nil
        }
        let place = place
        unwrapped += 1
        defer {
            unwrapped -= 1
            self.place = place
        }
        switch try value(json.value, under: key) {
        case .none: return nil
        case .value(let value): return json.text(of: value)
        case .dropped: return json.text(of: .null)
        }
    }

    /// JSON inside a string inside JSON: so often and no more.
    private static let mostWrappings = 4

    private mutating func plain(_ text: String, hint: Context) -> Change {
        let result = isPlain ? texts.redact(text, hint: hint) : texts.redact(text, hint: hint, rules: place.texts)
        if !texts.kept.isEmpty { noteKept() }
        guard let (redacted, found) = result else { return .none }
        note(found)
        return .value(.string(redacted))
    }

    /// A whole number is read as its digits, without exponent.
    private mutating func number(_ number: Double, hint: Context) -> Change {
        if !isPlain, place.texts.whole != nil {
            return plain(String(decoding: JSONValue.number(number).canonicalBytes(), as: UTF8.self), hint: hint)
        }
        let magnitude = number.magnitude
        if Self.isCoordinate(magnitude, hint: hint) { return coordinate(number, hint: hint) }
        guard magnitude >= (hint.isEmpty ? smallestUntold : Self.smallestTold), magnitude < 0x1p63,
            magnitude.rounded(.towardZero) == magnitude
        else { return .none }
        let digits = String(Int64(magnitude))
        let result = isPlain ? texts.redact(digits, hint: hint) : texts.redact(digits, hint: hint, rules: place.texts)
        if !texts.kept.isEmpty { noteKept() }
        guard let (redacted, found) = result, let first = found.first else { return .none }
        note(found)
        let isWhole = found.count == 1 && first.range == 0..<digits.utf8.count
        return .value(.string(isWhole ? redacted : first.kind.placeholder))
    }

    private mutating func coordinate(_ number: Double, hint: Context) -> Change {
        guard !isPlain else {
            account.note(.geo, field: field)
            return .value(.string(PIIKind.geo.placeholder))
        }
        let text = String(decoding: JSONValue.number(number).canonicalBytes(), as: UTF8.self)
        let result = texts.redact(text, hint: hint, rules: TextRules(action: place.texts.action, whole: .geo))
        if !texts.kept.isEmpty { noteKept() }
        guard let (redacted, found) = result else { return .none }
        note(found)
        return .value(.string(redacted))
    }

    /// Degrees with a fraction.
    private static func isCoordinate(_ magnitude: Double, hint: Context) -> Bool {
        hint.contains(.coordinate) && magnitude <= 180 && magnitude.rounded(.towardZero) != magnitude
    }

    /// GeoJSON (RFC 7946 §3.1.1): `"coordinates": [2.2945, 48.8584]`, with four decimals, which pixels do not have.
    private static func isPosition(_ items: [JSONValue]) -> Bool {
        (2...3).contains(items.count)
            && items.prefix(2).allSatisfy { item in
                guard let number = item.number else { return false }
                return number.magnitude <= 180 && (number * 1000).rounded(.towardZero) != number * 1000
            }
    }

    /// Without a telling key only a card's twelve digits or more mean anything; or what the policy's patterns find.
    private var smallestUntold: Double { isPlain || policy.patterns.isEmpty ? 1e11 : Self.smallestTold }
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

    private mutating func array(_ items: [JSONValue], under key: KeyTraits) throws(AuditError) -> Change {
        try checkDepth()
        var key = key
        if key.hint.contains(.place), Self.isPosition(items) { key.hint.insert(.coordinate) }
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

    /// Notes what the policy says of a member's place, and changes what its key says.
    ///
    /// - Parameters:
    ///   - key: As given.
    ///   - name: As written: path rules are matched on what a reader of the log sees.
    ///   - isRedacted: Whether both differ; then the key tells nothing of its value.
    private mutating func enter(
        _ key: String, _ name: String, of object: JSONObject, in outer: Place, _ parent: KeyTraits,
        _ traits: inout KeyTraits, isRedacted: Bool
    ) {
        place.whole = outer.whole
        if isRedacted {
            // A pattern of the policy's own may take a key's name, but not the secret from under it.
            let rule = policy.nameRule(ofKey: key)
            if rule == .secret || rule == nil && KeyTraits(key: key, parent: .none).isSecret { traits.isSecret = true }
        } else if key.withBytes({ policy.forms.occurs(in: $0) }) {
            traits = KeyTraits(parent: parent)
        } else if policy.hasKeyRules {
            let isValue = key == "value" || key == "Value"
            for rule in [policy.nameRule(ofKey: key), isValue ? policy.nameRule(of: object) : nil] {
                rule?.apply(&traits, &place.whole, policy)
            }
        }
        if let rules = outer.rules {
            let state = policy.paths.state(rules, under: name)
            place.rules = state
            if let kind = state.kind, policy.policy.isSecret(kind) { traits.isSecret = true }
        }
        if !policy.asks(for: .secret) { traits.isSecret = false }
    }

    /// New names for all keys, if any must change: equal ones get `#2`, `#3` in the canonical order of the originals.
    private mutating func redactKeys(of object: JSONObject) -> (names: [String], found: [[Candidate]?])? {
        var changed: [Int: (text: String, found: [Candidate])] = [:]
        for (place, member) in object.members.enumerated() {
            if let redacted = texts.redact(member.key, isKey: true) { changed[place] = redacted }
            if !texts.kept.isEmpty { noteKept() }
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
