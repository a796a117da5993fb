import AuditEvents

/// All that a key's name says, found once: the same few hundred keys stand in nearly every event.
struct KeyFacts {
    /// What other members' meaning depends on.
    enum Role: UInt8, Sendable {
        case none, name, value, kind, latitude, longitude, secretData
    }

    /// As if nothing stood above it.
    let traits: KeyTraits
    /// What the name says whatever it stands under.
    let meaning: KeyMeaning
    let role: Role
    /// Whether the name itself holds nothing that must not be written.
    let isClean: Bool
    /// Whether it says nothing but what a value is called, so that the value must speak for itself.
    let isOrdinary: Bool

    /// - Parameter isClean: What a look at the name as a text has found.
    init(_ key: Bytes, isClean: Bool) {
        traits = KeyTraits(key: key, parent: .none)
        meaning = KeyMeaning.of(key)
        role = Self.role(of: key)
        self.isClean = isClean
        isOrdinary =
            isClean && !traits.isSecret && !traits.weak.mayPromise
            && meaning.isDisjoint(with: [.ofValues, .plainName, .namePart, .addressPart]) && role == .none
            && !traits.hint.contains(ISOBirthDate.telling)
    }

    private static func role(of key: Bytes) -> Role {
        func isOne(of names: StaticString...) -> Bool {
            names.contains { $0.utf8CodeUnitCount == key.count && key.hasExactly($0, at: 0) }
        }
        guard (3...10).contains(key.count) else { return .none }
        if isOne(of: "name", "key", "Name", "Key") { return .name }
        if isOne(of: "value", "Value") { return .value }
        if isOne(of: "kind") { return .kind }
        if isOne(of: "lat") { return .latitude }
        if isOne(of: "lng", "lon", "long") { return .longitude }
        return isOne(of: "data", "stringData") ? .secretData : .none
    }
}
