import AuditEvents

/// The items of a list, the members of an object.
extension ValueWalk {
    mutating func array(_ node: Int, of tape: inout JSONTape, under key: KeyTraits) throws(AuditError) {
        try checkDepth()
        var key = key
        if key.hint.contains(.place), tape.isPosition(node) { key.hint.insert(.coordinate) }
        let isOrdinary = isPlain && key.isOrdinary
        let nodes = TapeNodes(tape)
        let end = nodes.end(node)
        var item = node + 1
        var index = 0
        while item < end {
            if !isOrdinary || !isDone(item, of: &tape, nodes, key.hint, enter: { $0.enter(index: index) }) {
                path.enter(index: index)
                try value(item, of: &tape, under: key)
                path.leave()
            }
            item = nodes.end(item)
            index += 1
        }
    }

    mutating func object(_ node: Int, of tape: inout JSONTape, under parent: KeyTraits) throws(AuditError) {
        try checkDepth()
        let nodes = TapeNodes(tape)
        let base = keys.count
        let owned = ownFacts.count
        defer { forgetKeys(from: base, own: owned) }
        let found = readKeys(of: node, tape, nodes) ? redactKeys(of: node, &tape) : nil
        let entry = NamedEntry(node, of: tape, nodes, keys[base...])
        let outer = isPlain ? nil : place
        defer { if let outer { place = outer } }
        let isOrdinary = isPlain && found == nil && parent.saysNothing
        let inherited = parent.hint.intersection(.inherited)
        var number = base
        var next = nodes.firstKey(of: node)
        while let key = next {
            next = nodes.key(after: key)
            let facts = keys[number]
            number += 1
            if isOrdinary, facts.pointee.isOrdinary, let name = nodes.plainBytes(key),
                isDone(
                    key + 1, of: &tape, nodes, facts.pointee.traits.hint.union(inherited),
                    enter: { $0.enter(key: name) })
            {
                continue
            }
            var traits: KeyTraits
            if let found = found?[key] {
                path.enter(name: tape.name(of: key))
                note(found)
                traits = KeyTraits(parent: parent)
            } else {
                if let bytes = nodes.plainBytes(key) {
                    path.enter(key: bytes)
                } else {
                    path.enter(name: tape.string(key))
                }
                traits = facts.pointee.traits.under(parent)
            }
            entry.adjust(&traits, at: facts.pointee.role)
            if traits.meaning.contains(.plainName) {
                adjust(&traits.meaning, of: key + 1, in: node, nodes, base..<base + entry.count)
            }
            if let outer { enter(key, of: node, tape, in: outer, parent, &traits, isRedacted: found?[key] != nil) }
            try value(key + 1, of: &tape, under: traits)
            path.leave()
        }
    }

    /// Redacts a value that must speak for itself, as most do, if it is one that only a look as text is needed for.
    ///
    /// - Parameter enter: Goes on to where the value stands; asked only if something is found.
    /// - Returns: Whether it is.
    @inline(__always)
    private mutating func isDone(
        _ node: Int, of tape: inout JSONTape, _ nodes: TapeNodes, _ hint: Context,
        enter: (inout FieldPath) -> Void
    ) -> Bool {
        switch nodes.kind(node) {
        case .null, .bool: return true
        case .string:
            guard let bytes = nodes.plainBytes(node) else { return false }
            let text = texts.bytes(bytes)
            if NestedJSON.mayBe(text) { return false }
            if !texts.holdsNothing(text, hint: hint) {
                enter(&path)
                if let (redacted, found) = texts.redactScanned(text, hint: hint) {
                    note(found)
                    tape.replace(node, with: .text(redacted))
                }
                path.leave()
            }
            return true
        case .number: return isOrdinary(nodes.number(node), hint)
        case .array, .object: return false
        }
    }
}
