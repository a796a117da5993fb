import AuditEvents

extension ValueWalk {
    mutating func string(_ node: Int, of tape: inout JSONTape, under key: KeyTraits) throws(AuditError) {
        let text: String?
        if let plain = TapeNodes(tape).plainBytes(node) {
            text = try string(texts.bytes(plain), under: key)
        } else {
            text = try Array(tape.string(node).utf8).withUnsafeBufferPointer { (bytes) throws(AuditError) in
                try string(texts.bytes(bytes), under: key)
            }
        }
        if let text { tape.replace(node, with: .text(text)) }
    }

    /// - Returns: What stands there now; nil if it may stay.
    private mutating func string(_ text: Bytes, under key: KeyTraits) throws(AuditError) -> String? {
        if isPlain, key.isOrdinary, !NestedJSON.mayBe(text) {
            if texts.holdsNothing(text, hint: key.hint) { return nil }
            guard let (redacted, found) = texts.redactScanned(text, hint: key.hint) else { return nil }
            note(found)
            return redacted
        }
        if key.isSecret { return policy.forms.isWhole(text) || !text.hasContent ? nil : secret() }
        if let changed = try telling(text, under: key) { return changed }
        return key.weak.promises(text) && !(policy.forms.isWhole(text) || !text.hasContent) ? secret() : nil
    }

    private mutating func telling(_ text: Bytes, under key: KeyTraits) throws(AuditError) -> String? {
        if let kind = kind(of: text, under: key.meaning) { return whole(text, kind, hint: key.hint) }
        let changed = try anyString(text, under: key)
        return key.meaning.isDisjoint(with: .ofValues) ? changed : rest(of: text, changed, under: key)
    }

    private mutating func anyString(_ text: Bytes, under key: KeyTraits) throws(AuditError) -> String? {
        guard let nested = try nested(text, under: key) else { return plain(text, hint: key.hint) }
        // What the walk through the value left is looked at as text too, so that a second time finds nothing.
        return nested.withBytes { plain($0, hint: key.hint) } ?? nested
    }

    /// The text with the JSON that it holds redacted; nil if it holds none, or nothing to redact.
    private mutating func nested(_ text: Bytes, under key: KeyTraits) throws(AuditError) -> String? {
        guard unwrapped < Self.mostWrappings, NestedJSON.mayBe(text), isPlain || place.texts.whole == nil,
            let json = NestedJSON(text)
        else { return nil }
        let place = place
        unwrapped += 1
        defer {
            unwrapped -= 1
            self.place = place
        }
        return try json.bytes.withUnsafeBufferPointer { (bytes) throws(AuditError) in
            var tape = JSONTape()
            // What is no JSON is text.
            guard (try? tape.parse(bytes)) != nil else { return nil }
            try value(tape.root, of: &tape, under: key)
            return tape.isEdited ? json.text(of: tape) : nil
        }
    }

    private static let mostWrappings = 4

    mutating func plain(_ text: Bytes, hint: Context) -> String? {
        plain(text, hint: hint, rules: isPlain ? .none : place.texts)
    }

    mutating func plain(_ text: Bytes, hint: Context, rules: TextRules) -> String? {
        let result = texts.redact(text, hint: hint, rules: rules)
        if !texts.kept.isEmpty { noteKept() }
        guard let (redacted, found) = result else { return nil }
        note(found)
        return redacted
    }

    /// Whether nobody's number is as small as this one; true only if `number` would leave it.
    @inline(__always)
    func isOrdinary(_ number: Double, _ hint: Context) -> Bool {
        let magnitude = number.magnitude
        return isPlain && !Self.isCoordinate(magnitude, hint: hint)
            && (magnitude < Self.smallestTold || hint.isSubset(of: .named) && magnitude < smallestUntold)
    }

    mutating func number(_ number: Double, hint: Context) -> String? {
        if !isPlain, place.texts.whole != nil {
            return Self.text(of: number).withBytes { plain($0, hint: hint) }
        }
        let magnitude = number.magnitude
        if Self.isCoordinate(magnitude, hint: hint) { return coordinate(number, hint: hint) }
        guard magnitude >= (hint.isSubset(of: .named) ? smallestUntold : Self.smallestTold), magnitude < 0x1p63,
            magnitude.rounded(.towardZero) == magnitude
        else { return nil }
        let digits = String(Int64(magnitude))
        let result = isPlain ? texts.redact(digits, hint: hint) : texts.redact(digits, hint: hint, rules: place.texts)
        if !texts.kept.isEmpty { noteKept() }
        guard let (redacted, found) = result, let first = found.first else { return nil }
        note(found)
        let isWhole = found.count == 1 && first.range == 0..<digits.utf8.count
        return isWhole ? redacted : first.kind.placeholder
    }

    private static func text(of number: Double) -> String {
        String(decoding: JSONValue.number(number).canonicalBytes(), as: UTF8.self)
    }

    /// A coordinate by its key. Three decimals are a hundred metres.
    private mutating func coordinate(_ number: Double, hint: Context) -> String? {
        guard !isPlain else {
            account.note(.geo, field: field)
            return PIIKind.geo.placeholder
        }
        let rules = TextRules(action: place.texts.action, whole: .geo)
        return Self.text(of: number).withBytes { plain($0, hint: hint, rules: rules) }
    }

    private static func isCoordinate(_ magnitude: Double, hint: Context) -> Bool {
        hint.contains(.coordinate) && magnitude <= 180 && magnitude.rounded(.towardZero) != magnitude
    }

    /// Without a telling key only a card's twelve digits or more mean anything; or what own patterns and
    /// recognisers find.
    private var smallestUntold: Double { isPlain || !policy.hasOwnFinders ? 1e11 : Self.smallestTold }
    private static let smallestTold = 1000.0

    /// What stands in the place of a secret.
    mutating func secret() -> String {
        account.note(.secret, field: field)
        return policy.policy.action(of: .secret) == .remove ? "" : PIIKind.secret.placeholder
    }
}

extension JSONTape {
    /// Whether a list is a position: two or three numbers, the first two finer than whole and half degrees.
    func isPosition(_ list: Int) -> Bool {
        var count = 0
        var item = list + 1
        let end = end(list)
        while item < end {
            if count < 2 {
                guard kind(item) == .number, case let number = number(item), number.magnitude <= 180,
                    (number * 1000).rounded(.towardZero) != number * 1000
                else { return false }
            }
            count += 1
            item = self.end(item)
        }
        return (2...3).contains(count)
    }
}
