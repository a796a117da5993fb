import AuditEvents

extension ValueWalk {
    /// What a text is as a whole because of its key: the name of a person, of an account, an address.
    func kind(of text: String, under meaning: KeyMeaning) -> PIIKind? {
        guard !meaning.isDisjoint(with: .ofValues) else { return nil }
        guard let kind = text.withBytes({ meaning.kind(of: $0) }) else { return nil }
        return kind == .username && !policy.findsUsernames ? nil : kind
    }

    /// A text that is all of `kind`, unless the policy says what it is.
    mutating func whole(_ text: String, _ kind: PIIKind, hint: Context) -> Change {
        var rules = isPlain ? TextRules.none : place.texts
        if rules.whole == nil { rules.whole = kind }
        return plain(text, hint: hint, rules: rules)
    }

    /// A name or an address with something else beside it that goes too: `Jane Roe <jane@example.com>`.
    mutating func rest(of text: String, _ change: Change, under key: KeyTraits) -> Change {
        let left = if case .value(.string(let changed)) = change { changed } else { text }
        guard let rest = policy.forms.rest(of: left), let kind = kind(of: rest, under: key.meaning) else {
            return change
        }
        let again = whole(left, kind, hint: key.hint)
        return again.isChange ? again : change
    }

    /// Adds to `meaning` what the members beside say of `value`.
    func adjust(_ meaning: inout KeyMeaning, of value: JSONValue, in object: JSONObject) {
        guard meaning.contains(.plainName), !meaning.contains(.name), case .string = value else { return }
        meaning.adjust(besides: object)
    }
}

extension KeyMeaning {
    /// A `name` whose key says no more is somebody's beside another name of theirs (`surname`), and beside an address for
    /// mail if it looks like a name in full.
    ///
    /// What the others hold does not count, so that it says the same when they were redacted.
    mutating func adjust(besides object: JSONObject) {
        for member in object.members where member.value.isText {
            let meaning = member.key.withBytes { KeyMeaning.of($0) }
            if meaning.contains(.name) { insert(.name) }
            if meaning.contains(.email) { insert(.perhapsName) }
        }
    }
}

extension JSONValue {
    fileprivate var isText: Bool {
        switch self {
        case .string, .number: true
        default: false
        }
    }
}
