import AuditEvents

extension ValueWalk {
    mutating func string(_ text: String, under key: KeyTraits) throws(AuditError) -> Change {
        if let kind = kind(of: text, under: key.meaning) { return whole(text, kind, hint: key.hint) }
        let change = try anyString(text, under: key)
        return key.meaning.isDisjoint(with: .ofValues) ? change : rest(of: text, change, under: key)
    }

    private mutating func anyString(_ text: String, under key: KeyTraits) throws(AuditError) -> Change {
        guard let nested = try nested(text, under: key) else { return plain(text, hint: key.hint) }
        // What the walk through the value left is looked at as text too, so that a second time finds nothing.
        if case .value(.string(let again)) = plain(nested, hint: key.hint) { return .value(.string(again)) }
        return .value(.string(nested))
    }

    /// The text with the JSON that it holds redacted; nil if it holds none, or nothing to redact.
    mutating func nested(_ text: String, under key: KeyTraits) throws(AuditError) -> String? {
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

    mutating func plain(_ text: String, hint: Context) -> Change {
        plain(text, hint: hint, rules: isPlain ? .none : place.texts)
    }

    mutating func plain(_ text: String, hint: Context, rules: TextRules) -> Change {
        let result = texts.redact(text, hint: hint, rules: rules)
        if !texts.kept.isEmpty { noteKept() }
        guard let (redacted, found) = result else { return .none }
        note(found)
        return .value(.string(redacted))
    }

    /// A whole number is read as its digits, without exponent.
    mutating func number(_ number: Double, hint: Context) -> Change {
        if !isPlain, place.texts.whole != nil {
            return plain(String(decoding: JSONValue.number(number).canonicalBytes(), as: UTF8.self), hint: hint)
        }
        let magnitude = number.magnitude
        if Self.isCoordinate(magnitude, hint: hint) { return coordinate(number, hint: hint) }
        guard magnitude >= (hint.isSubset(of: .named) ? smallestUntold : Self.smallestTold), magnitude < 0x1p63,
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

    mutating func coordinate(_ number: Double, hint: Context) -> Change {
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

    /// Without a telling key only a card's twelve digits or more mean anything; or what own patterns and
    /// recognisers find.
    private var smallestUntold: Double { isPlain || !policy.hasOwnFinders ? 1e11 : Self.smallestTold }
    private static let smallestTold = 1000.0

    /// The value of a secret key: nothing happens if it is empty or was taken out before.
    mutating func secret(_ text: String) -> Change {
        text.withBytes { policy.forms.isWhole($0) || !$0.hasContent } ? .none : secret()
    }

    mutating func secret() -> Change {
        account.note(.secret, field: field)
        let isRemoved = policy.policy.action(of: .secret) == .remove
        return .value(.string(isRemoved ? "" : PIIKind.secret.placeholder))
    }
}

extension [JSONValue] {
    /// GeoJSON (RFC 7946 §3.1.1): `"coordinates": [2.2945, 48.8584]`, with four decimals, which pixels do not have.
    var isPosition: Bool {
        (2...3).contains(count)
            && prefix(2).allSatisfy { item in
                guard let number = item.number else { return false }
                return number.magnitude <= 180 && (number * 1000).rounded(.towardZero) != number * 1000
            }
    }
}
