import AuditEvents

extension ValueWalk {
    /// What the policy's own rules say of the member under `key`; `outer` is the object's place.
    mutating func enter(
        _ key: Int, of object: Int, _ tape: borrowing JSONTape, in outer: Place, _ parent: KeyTraits,
        _ traits: inout KeyTraits, isRedacted: Bool
    ) {
        place.whole = outer.whole
        let given = tape.string(key)
        if isRedacted {
            // A pattern of the policy's own may take a key's name, but not the secret from under it.
            let rule = policy.nameRule(ofKey: given)
            if rule == .secret || rule == nil && given.withBytes({ KeyTraits(key: $0, parent: .none).isSecret }) {
                traits.isSecret = true
            }
        } else if given.withBytes({ policy.forms.occurs(in: $0) }) {
            traits = KeyTraits(parent: parent)
        } else if policy.hasKeyRules {
            let isValue = given == "value" || given == "Value"
            let told = isValue ? policy.nameRule(of: object, tape) : nil
            for rule in [policy.nameRule(ofKey: given), told] { rule?.apply(&traits, &place.whole, policy) }
        }
        if let rules = outer.rules {
            let state = policy.paths.state(rules, under: tape.name(of: key))
            place.rules = state
            if let kind = state.kind, policy.policy.isSecret(kind) { traits.isSecret = true }
        }
        if !policy.asks(for: .secret) { traits.isSecret = false }
    }

    /// Puts what the names of an object's keys say onto `keys`, in canonical order.
    ///
    /// - Returns: Whether something in them must not be written, or is kept.
    mutating func readKeys(of object: Int, _ tape: borrowing JSONTape, _ nodes: TapeNodes) -> Bool {
        var isDirty = false
        var next = nodes.firstKey(of: object)
        while let key = next {
            next = nodes.key(after: key)
            let facts = facts(of: key, tape, nodes)
            if !facts.pointee.isClean { isDirty = true }
            keys.append(facts)
        }
        return isDirty
    }

    private mutating func facts(
        of key: Int, _ tape: borrowing JSONTape, _ nodes: TapeNodes
    ) -> UnsafePointer<KeyFacts> {
        guard let bytes = nodes.plainBytes(key) else {
            return own(tape.string(key).withBytes { KeyFacts($0, isClean: isClean($0)) })
        }
        if let known = memo.facts(of: bytes) { return known }
        let name = texts.bytes(bytes)
        let facts = KeyFacts(name, isClean: isClean(name))
        memo.remember(facts, of: bytes)
        return memo.facts(of: bytes) ?? own(facts)
    }

    /// Keeps facts that no memo does, until their object is done with.
    private mutating func own(_ facts: KeyFacts) -> UnsafePointer<KeyFacts> {
        let owned = UnsafeMutablePointer<KeyFacts>.allocate(capacity: 1)
        owned.initialize(to: facts)
        ownFacts.append(owned)
        return UnsafePointer(owned)
    }

    /// Forgets the facts of the object whose first key was put at `base`, and its own from `owned` on.
    mutating func forgetKeys(from base: Int, own owned: Int) {
        while keys.count > base { keys.removeLast() }
        while ownFacts.count > owned { ownFacts.removeLast().deallocate() }
    }

    private mutating func isClean(_ key: Bytes) -> Bool {
        texts.redact(key, hint: .named, isKey: true) == nil && texts.kept.isEmpty
    }

    /// Gives every key that holds something to take out a new name.
    ///
    /// - Returns: What was found, by key.
    mutating func redactKeys(of object: Int, _ tape: inout JSONTape) -> [Int: [Candidate]] {
        var changed: [(key: Int, text: String, found: [Candidate])] = []
        var taken: Set<[UInt8]> = []
        var next = tape.firstKey(of: object)
        while let key = next {
            next = tape.key(after: key)
            let name = tape.string(key)
            if let redacted = texts.redact(name, hint: .named, isKey: true) {
                changed.append((key, redacted.text, redacted.found))
            } else {
                taken.insert(Array(name.utf8))
            }
            if !texts.kept.isEmpty { noteKept() }
        }
        var namer = KeyNamer(taken: taken)
        var found: [Int: [Candidate]] = [:]
        for change in changed {
            var name = namer.name(change.text)
            // A number behind it may make a finding of what was none (`Cookie: [SECRET]#2`): then nothing else of the key stays.
            if name != change.text, !texts.candidates(in: name, mode: .text, hint: []).isEmpty {
                name = namer.name((change.found.first?.kind ?? .secret).placeholder)
            }
            tape.replace(change.key, with: .text(name))
            found[change.key] = change.found
        }
        return found
    }
}
