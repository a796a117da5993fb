import AuditEvents

/// A policy made ready: every question that a text raises is a look-up.
final class CompiledPolicy: Sendable {
    static let standard = CompiledPolicy(.standard)

    /// What is to be done with a candidate, or why nothing.
    enum Verdict: Sendable, Equatable {
        case accepted
        /// Found, counted, left.
        case kept
        /// Not among the kinds that were asked for.
        case notAsked
        case off
        case belowThreshold
        case allowed
    }

    let policy: RedactionPolicy
    let version: String
    /// The only kinds that are looked for; nil for all.
    let only: Set<PIIKind>?
    /// The same for the scanner.
    let filter: KindFilter?
    /// What keys say under this policy.
    let keys = KeyMemo()
    let forms: ReplacementForms
    let paths: PathMatcher
    let patterns: [OwnPattern]
    let recognizers: [PreparedRecognizer]
    /// Whether a finding is a finding, without a further question: the standard policy.
    let isPlain: Bool
    let hasMasks: Bool
    /// Whether the names of accounts are looked for: on, or asked for alone.
    let findsUsernames: Bool
    /// The one for identifiers, where it is another.
    private let identifierPolicy: CompiledPolicy?
    private let secretKeys: Set<[UInt8]>
    private let otherKeys: Set<[UInt8]>
    private let kindKeys: [[UInt8]: PIIKind]

    init(_ policy: RedactionPolicy, only: Set<PIIKind>? = nil, recognizers: [any Recognizer] = []) {
        self.policy = policy
        self.only = only
        filter = only.map { KindFilter($0) }
        version = policy.version(with: recognizers)
        self.recognizers = recognizers.map { PreparedRecognizer($0) }
        let strict = policy.ofIdentifiers
        identifierPolicy = strict == policy ? nil : CompiledPolicy(strict, only: only, recognizers: recognizers)
        forms = ReplacementForms(policy, ownKinds: policy.ownKinds + self.recognizers.flatMap(\.ownKinds))
        paths = PathMatcher(policy.paths)
        patterns = policy.patterns.filter { policy.isOn($0.kind) && (only?.contains($0.kind) ?? true) }
        isPlain =
            policy.actions.isEmpty && policy.kinds.isEmpty && policy.countries == nil && policy.threshold == .shape
            && policy.thresholds.isEmpty && policy.allowed.isEmpty && policy.patterns.isEmpty && policy.keys.isEmpty
            && policy.paths.isEmpty && only == nil && recognizers.isEmpty
        let actions =
            Array(policy.actions.values)
            + policy.paths.compactMap { rule -> RedactionAction? in
                if case .action(let action) = rule.effect { action } else { nil }
            }
        hasMasks = actions.contains { if case .mask = $0 { true } else { false } }
        findsUsernames =
            only.map { $0.contains(.username) && policy.kinds[.username] != false } ?? policy.isOn(.username)
        secretKeys = Set(policy.keys.secret.map { KeyRules.normalized($0.utf8) })
        otherKeys = Set(policy.keys.notSecret.map { KeyRules.normalized($0.utf8) })
        var kindKeys: [[UInt8]: PIIKind] = [:]
        for (name, kind) in policy.keys.kinds { kindKeys[KeyRules.normalized(name.utf8)] = kind }
        self.kindKeys = kindKeys
    }

    /// Whether there are patterns or recognisers.
    var hasOwnFinders: Bool { !patterns.isEmpty || !recognizers.isEmpty }

    /// What identifiers are held to.
    var ofIdentifiers: CompiledPolicy { identifierPolicy ?? self }

    // MARK: Candidates

    /// Whether a candidate counts by its kind and strength alone: what a scanner may ask before it looks at the value.
    func accepts(_ candidate: Candidate) -> Bool { refusal(of: candidate) == nil }

    private func refusal(of candidate: Candidate) -> Verdict? {
        if candidate.kind == .patternLimit { return nil }
        if let only, !only.contains(candidate.kind) { return .notAsked }
        if isSecret(candidate) { return nil }
        guard isOn(candidate.kind) else { return .off }
        let threshold = policy.thresholds[candidate.kind] ?? policy.threshold
        return candidate.strength < threshold.strength ? .belowThreshold : nil
    }

    func verdict(_ candidate: Candidate, _ value: Slice<UnsafeBufferPointer<UInt8>>, _ rules: TextRules) -> Verdict {
        if let refusal = refusal(of: candidate) { return refusal }
        if isSecret(candidate) || candidate.kind == .patternLimit { return .accepted }
        if policy.allowed.contains(where: { $0.allows(candidate.kind, value) }) { return .allowed }
        return (rules.action ?? policy.action(of: candidate.kind)) == .keep ? .kept : .accepted
    }

    func isSecret(_ candidate: Candidate) -> Bool { candidate.strength == .secret || policy.isSecret(candidate.kind) }

    private func isOn(_ kind: PIIKind) -> Bool { kind == .username ? findsUsernames : policy.isOn(kind) }

    func asks(for kind: PIIKind) -> Bool { only?.contains(kind) ?? true }

    /// What is done with a finding.
    ///
    /// - Parameters:
    ///   - isWhole: Whether it is all of its text.
    ///   - isKey: A key has to be told from others: nothing of it is removed without a trace.
    func action(of candidate: Candidate, _ rules: TextRules, isWhole: Bool, isKey: Bool) -> RedactionAction {
        if isPlain { return RedactionPolicy.defaultAction(of: candidate.kind) }
        if candidate.kind == .patternLimit { return .placeholder }
        var action = policy.action(of: candidate.kind)
        if !isSecret(candidate), let other = rules.action, other != .remove { action = other }
        switch action {
        // What is kept is no finding; here it is one only together with another.
        case .keep: return .placeholder
        // `password=` without a value would take the next word for it, and the next after that.
        case .remove where isKey || (isSecret(candidate) || candidate.kind == .username) && !isWhole:
            return .placeholder
        default: return action
        }
    }

    /// - Returns: What holds for a text there, and whether a path rule takes it out whole.
    func textRules(at path: PathPattern?) -> (rules: TextRules, isRemoved: Bool) {
        guard let path else { return (.none, false) }
        let keys = path.steps.map { step in
            if case .key(let bytes) = step { String(decoding: bytes, as: UTF8.self) } else { "*" }
        }
        let state = paths.state(of: keys)
        return (TextRules(action: state.isRemoved ? nil : state.action, whole: state.kind), state.isRemoved)
    }

    // MARK: Keys

    var hasKeyRules: Bool { !policy.keys.isEmpty }
    var hasSecretKeys: Bool { !secretKeys.isEmpty }
    var hasOtherKeys: Bool { !otherKeys.isEmpty }

    func isSecretKey(_ name: [UInt8]) -> Bool { secretKeys.contains(name) }
    func isNoSecretKey(_ name: [UInt8]) -> Bool { otherKeys.contains(name) }

    func nameRule(ofKey key: String) -> NameRule? {
        let name = KeyRules.normalized(key.utf8)
        if secretKeys.contains(name) { return .secret }
        if let kind = kindKeys[name] { return policy.isSecret(kind) ? .secret : .kind(kind) }
        return otherKeys.contains(name) ? .notSecret : nil
    }

    /// What `{"name": "nickname", "value": …}` says of its value.
    func nameRule(of object: Int, _ tape: borrowing JSONTape) -> NameRule? {
        for name in ["name", "key", "Name", "Key"] {
            if let key = tape.key(name, of: object), tape.kind(key + 1) == .string,
                let rule = nameRule(ofKey: tape.string(key + 1))
            {
                return rule
            }
        }
        return nil
    }
}

/// What the policy says of a key's name.
enum NameRule: Equatable {
    case secret
    case notSecret
    case kind(PIIKind)

    func apply(_ traits: inout KeyTraits, _ whole: inout PIIKind?, _ policy: CompiledPolicy) {
        switch self {
        case .secret: traits.isSecret = policy.asks(for: .secret)
        case .notSecret: traits.isSecret = false
        case .kind(let kind):
            traits.isSecret = false
            whole = kind
        }
    }
}

/// What the policy says of the place that a text stands at.
struct TextRules: Sendable {
    /// Instead of the kinds' own.
    var action: RedactionAction?
    /// The whole text is of this kind.
    var whole: PIIKind?

    static var none: TextRules { TextRules() }
    var isNone: Bool { action == nil && whole == nil }
}
