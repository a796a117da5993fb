import AuditEvents

/// Walks a JSON object to any depth; makes new containers only where something changed.
struct ValueWalk {
    var texts: TextRedactor
    var account = PIIAccount()
    private var path: [Step] = []

    private enum Step {
        case key(String)
        case index(Int)
    }

    /// A container deeper than this fails: the walk is recursive, and the engine accepts far less.
    private static let deepest = 512

    init(pseudonymizer: Pseudonymizer) { texts = TextRedactor(pseudonymizer: pseudonymizer) }

    /// - Returns: nil if nothing had to change.
    mutating func redact(_ object: JSONObject, at field: String) throws(AuditError) -> JSONObject? {
        path.append(.key(field))
        defer { path.removeLast() }
        return try self.object(object, under: .none)
    }

    private mutating func value(_ value: JSONValue, under key: KeyTraits) throws(AuditError) -> JSONValue? {
        switch value {
        case .null, .bool:
            return nil
        case .string(let text):
            return key.isSecret ? secret(text) : string(text, hint: key.hint)
        case .number(let number):
            return key.isSecret ? secret() : self.number(number, hint: key.hint)
        case .array(let items):
            if key.isSecret, !items.isEmpty, !SecretReference.isReference(value) { return secret() }
            return try array(items, under: key.forReference).map { .array($0) }
        case .object(let object):
            if key.isSecret, !object.isEmpty, !SecretReference.isReference(value) { return secret() }
            return try self.object(object, under: key.forReference).map { .object($0) }
        }
    }

    // MARK: Leaves

    private mutating func string(_ text: String, hint: Context) -> JSONValue? {
        guard let (redacted, found) = texts.redact(text, hint: hint) else { return nil }
        note(found)
        return .string(redacted)
    }

    /// A whole number is read as its digits, without exponent.
    private mutating func number(_ number: Double, hint: Context) -> JSONValue? {
        let magnitude = number.magnitude
        if Self.isCoordinate(magnitude, hint: hint) {
            account.note(.geo, field: field)
            return .string(PIIKind.geo.placeholder)
        }
        guard magnitude >= (hint.isEmpty ? Self.smallestUntold : Self.smallestTold), magnitude < 0x1p63,
            magnitude.rounded(.towardZero) == magnitude
        else { return nil }
        let found = texts.candidates(in: String(Int64(magnitude)), mode: .text, hint: hint)
        guard let first = found.first else { return nil }
        note(found)
        return .string(first.kind.placeholder)
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

    /// Without a telling key only a card's twelve digits or more mean anything.
    private static let smallestUntold = 1e11
    private static let smallestTold = 1000.0

    /// The value of a secret key: nil if it is empty or was taken out before.
    private mutating func secret(_ text: String) -> JSONValue? {
        let isHarmless = text.withBytes { bytes in
            Placeholder.isWhole(bytes) || (0..<bytes.count).allSatisfy { bytes[$0].isWhitespace }
        }
        // Not `? nil :`, which would be JSON's null.
        if isHarmless { return nil }
        return secret()
    }

    private mutating func secret() -> JSONValue {
        account.note(.secret, field: field)
        return .string(PIIKind.secret.placeholder)
    }

    // MARK: Containers

    private mutating func array(_ items: [JSONValue], under key: KeyTraits) throws(AuditError) -> [JSONValue]? {
        try checkDepth()
        var key = key
        if key.hint.contains(.place), Self.isPosition(items) { key.hint.insert(.coordinate) }
        var redacted: [JSONValue]?
        for place in items.indices {
            path.append(.index(place))
            if let changed = try value(items[place], under: key) {
                if redacted == nil { redacted = items }
                redacted?[place] = changed
            }
            path.removeLast()
        }
        return redacted
    }

    private mutating func object(_ object: JSONObject, under parent: KeyTraits) throws(AuditError) -> JSONObject? {
        try checkDepth()
        let names = redactKeys(of: object)
        let entry = NamedEntry(object)
        var redacted: JSONObject?
        var members: [JSONObject.Member] = []
        for (place, member) in object.members.enumerated() {
            let name = names?.names[place] ?? member.key
            path.append(.key(name))
            if let found = names?.found[place] { note(found) }
            var traits =
                names?.found[place] == nil ? KeyTraits(key: member.key, parent: parent) : KeyTraits(parent: parent)
            entry.adjust(&traits, at: member.key)
            let changed = try value(member.value, under: traits)
            if names != nil {
                members.append(JSONObject.Member(key: name, value: changed ?? member.value))
            } else if let changed {
                if redacted == nil { redacted = object }
                redacted?[member.key] = changed
            }
            path.removeLast()
        }
        return names == nil ? redacted : JSONObject(members)
    }

    /// New names for all keys, if any must change: equal ones get `#2`, `#3` in the canonical order of the originals.
    private mutating func redactKeys(of object: JSONObject) -> (names: [String], found: [[Candidate]?])? {
        var changed: [Int: (text: String, found: [Candidate])] = [:]
        for (place, member) in object.members.enumerated() {
            if let redacted = texts.redact(member.key) { changed[place] = redacted }
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

/// Gives every key of an object a name of its own: `[EMAIL]`, `[EMAIL]#2`, `[EMAIL]#3`.
private struct KeyNamer {
    /// Swift's `==` would equate keys that differ in normalisation only: bytes do not.
    private var taken: Set<[UInt8]>
    /// How often each name was given, so that many equal keys cost no search each.
    private var counts: [[UInt8]: Int] = [:]

    init(taken: Set<[UInt8]>) { self.taken = taken }

    mutating func name(_ base: String) -> String {
        let key = Array(base.utf8)
        var number = counts[key, default: 0] + 1
        var name = number == 1 ? base : "\(base)#\(number)"
        while !taken.insert(Array(name.utf8)).inserted {
            number += 1
            name = "\(base)#\(number)"
        }
        counts[key] = number
        return name
    }
}
