/// What is redacted and how; its version is in every event it was applied to.
///
/// A policy adjusts what the detectors find; it cannot keep a secret.
public struct RedactionPolicy: Hashable, Sendable {
    /// What is done with a kind's findings; where nothing is said, `defaultAction(of:)`.
    public var actions: [PIIKind: RedactionAction] = [:]
    /// Kinds on (true) or off (false), whatever `countries` and `KindInfo.isOnByDefault` say.
    public var kinds: [PIIKind: Bool] = [:]
    /// The countries (ISO 3166-1 alpha-2) whose kinds are on; nil for all. Kinds without a country are on.
    public var countries: Set<String>?
    /// The least strength that counts.
    public var threshold = RedactionThreshold.shape
    /// For single kinds.
    public var thresholds: [PIIKind: RedactionThreshold] = [:]
    /// For single places; the most specific one wins.
    public var paths: [PathRule] = []
    /// What stays although it looks personal.
    public var allowed: [AllowedValue] = []
    public var patterns: [OwnPattern] = []
    public var keys = KeyRules()
    /// Whether an event whose findings were all masked may be used for training.
    public var allowsTrainingOnMaskedText: Bool

    public init(allowsTrainingOnMaskedText: Bool = false) {
        self.allowsTrainingOnMaskedText = allowsTrainingOnMaskedText
    }

    /// Every kind on but `USERNAME`, placeholders, pseudonyms for IP addresses.
    public static let standard = RedactionPolicy()

    /// What identifiers are held to: everything that detectors and own patterns find, whatever is off, kept or allowed.
    ///
    /// A person has to have one name in a tenant's log. If one policy left an id as it is where another made it a
    /// pseudonym, an opt-out set under the one would not be found under the other.
    var ofIdentifiers: RedactionPolicy {
        var strict = RedactionPolicy(allowsTrainingOnMaskedText: allowsTrainingOnMaskedText)
        strict.patterns = patterns
        return strict
    }

    /// The version of the standard policy: raised when the result for any text changes.
    public static let standardVersion = "nexus-3"

    public static func defaultAction(of kind: PIIKind) -> RedactionAction {
        kind == .ipv4 || kind == .ipv6 ? .pseudonym : .placeholder
    }

    /// What is done with findings of `kind`: secrets are never kept, masked or made pseudonyms.
    public func action(of kind: PIIKind) -> RedactionAction {
        let action = actions[kind] ?? Self.defaultAction(of: kind)
        return isSecret(kind) && action != .remove ? .placeholder : action
    }

    /// Whether findings of `kind` count: what is off by itself (`KindInfo.isOnByDefault`) is turned on in `kinds`, or by an action.
    public func isOn(_ kind: PIIKind) -> Bool {
        if isSecret(kind) { return true }
        if let isOn = kinds[kind] { return isOn }
        // Who says what is done with it wants it found.
        if kind == .username, actions[kind] == nil { return false }
        guard let countries, let country = KindTable.rows[kind]?.country else { return true }
        return countries.contains(country)
    }

    /// Kinds that only this policy knows, sorted by name.
    public var ownKinds: [PIIKind] {
        var own: Set<PIIKind> = []
        for pattern in patterns { own.insert(pattern.kind) }
        for rule in paths { if case .kind(let kind) = rule.effect { own.insert(kind) } }
        for kind in keys.kinds.values { own.insert(kind) }
        own.subtract(PIIKind.known)
        return own.sorted { $0.rawValue.utf8.lexicographicallyPrecedes($1.rawValue.utf8) }
    }

    /// Whether findings of `kind` are secrets: those of ours that are, and those of its own that it calls so.
    public func isSecret(_ kind: PIIKind) -> Bool {
        if let row = KindTable.rows[kind] { return row.category == .secret }
        if PIIKind.known.contains(kind) { return kind.isSecret }
        return patterns.contains { $0.kind == kind && $0.isSecret }
    }
}
