import AuditEvents

extension ValueWalk {
    /// Notes what the policy says of a member's place, and changes what its key says.
    ///
    /// - Parameters:
    ///   - key: As given.
    ///   - name: As written: path rules are matched on what a reader of the log sees.
    ///   - isRedacted: Whether both differ; then the key tells nothing of its value.
    mutating func enter(
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
    mutating func redactKeys(of object: JSONObject) -> (names: [String], found: [[Candidate]?])? {
        var changed: [Int: (text: String, found: [Candidate])] = [:]
        for (place, member) in object.members.enumerated() {
            if let redacted = texts.redact(member.key, hint: .named, isKey: true) { changed[place] = redacted }
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
}
