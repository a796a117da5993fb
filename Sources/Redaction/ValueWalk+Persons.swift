import AuditEvents

extension ValueWalk {
    /// What a text is as a whole because of its key: the name of a person, of an account, an address.
    func kind(of text: Bytes, under meaning: KeyMeaning) -> PIIKind? {
        guard !meaning.isDisjoint(with: .ofValues), let kind = meaning.kind(of: text) else { return nil }
        return kind == .username && !policy.findsUsernames ? nil : kind
    }

    /// A text that is all of `kind`, unless the policy says what it is.
    mutating func whole(_ text: Bytes, _ kind: PIIKind, hint: Context) -> String? {
        var rules = isPlain ? TextRules.none : place.texts
        if rules.whole == nil { rules.whole = kind }
        return plain(text, hint: hint, rules: rules)
    }

    /// A name or an address with something else beside it that goes too: `Jane Roe <jane@example.com>`.
    ///
    /// - Parameter changed: What stands in the text's place so far; nil for itself.
    mutating func rest(of text: Bytes, _ changed: String?, under key: KeyTraits) -> String? {
        if changed == nil, !policy.forms.mayLeaveLess(of: text) { return nil }
        let left = changed ?? String(decoding: text.slice(0..<text.count), as: UTF8.self)
        guard let rest = policy.forms.rest(of: left),
            let kind = rest.withBytes({ kind(of: $0, under: key.meaning) })
        else { return changed }
        return left.withBytes { whole($0, kind, hint: key.hint) } ?? changed
    }

    /// Adds to `meaning` what the members beside say of a value: a `name` whose key says no more is somebody's beside
    /// another name of theirs (`surname`), and beside an address for mail if it looks like a name in full.
    ///
    /// What the others hold does not count, so that it says the same when they were redacted.
    ///
    /// - Parameter members: Where on `keys` those of `object` are.
    func adjust(
        _ meaning: inout KeyMeaning, of value: Int, in object: Int, _ nodes: TapeNodes, _ members: Range<Int>
    ) {
        guard !meaning.contains(.name), nodes.isString(value) else { return }
        var next = nodes.firstKey(of: object)
        for member in members {
            guard let key = next else { break }
            next = nodes.key(after: key)
            switch nodes.kind(key + 1) {
            case .string, .number: break
            case .null, .bool, .array, .object: continue
            }
            let other = keys[member].pointee.meaning
            if other.contains(.name) { meaning.insert(.name) }
            if other.contains(.email) { meaning.insert(.perhapsName) }
        }
    }
}
