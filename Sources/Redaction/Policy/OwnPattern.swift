/// A pattern of the policy's own, and what it finds.
public struct OwnPattern: Hashable, Sendable {
    /// What reports call it.
    public var name: String
    /// A kind of ours, or a new one.
    public var kind: PIIKind
    public var pattern: Pattern
    /// How much a match counts where findings overlap.
    public var strength: RedactionThreshold
    /// Whether what it finds is a secret: removed whatever else the policy says.
    public var isSecret: Bool

    public init(
        name: String, kind: PIIKind, pattern: Pattern, strength: RedactionThreshold = .context, isSecret: Bool = false
    ) {
        self.name = name
        self.kind = kind
        self.pattern = pattern
        self.strength = strength
        self.isSecret = isSecret
    }
}

/// What the names of keys say, beside what the detectors know.
///
/// Names are compared whole, without regard to case and to `_`, `-`, `.` and blanks: `x_internal`, `xInternal` and
/// `X-Internal` are one name.
public struct KeyRules: Hashable, Sendable {
    /// Keys whose value is a secret.
    public var secret: [String]
    /// Keys whose value is none, although their name sounds like it; what the value looks like still counts.
    public var notSecret: [String]
    /// Keys whose value is of a kind: `nickname` a `PERSON_NAME`.
    public var kinds: [String: PIIKind]

    public init(secret: [String] = [], notSecret: [String] = [], kinds: [String: PIIKind] = [:]) {
        self.secret = secret
        self.notSecret = notSecret
        self.kinds = kinds
    }

    public var isEmpty: Bool { secret.isEmpty && notSecret.isEmpty && kinds.isEmpty }

    static func normalized(_ name: some Sequence<UInt8>) -> [UInt8] {
        name.compactMap { KeySegments.isSeparator($0) ? nil : $0.lowercased }
    }
}
