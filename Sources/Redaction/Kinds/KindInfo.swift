/// What is known of a kind beside how it is found: a row of `KindTable`.
public struct KindInfo: Hashable, Sendable {
    /// What a kind is about.
    public enum Category: String, Sendable, CaseIterable {
        /// A person, or how to reach one.
        case person
        /// A number or code that a state or its bodies gave out.
        case national
        case financial
        /// A place in a network, or of a device in it.
        case network
        /// What opens something; always removed.
        case secret
        /// Written by the policy itself.
        case policy
    }

    public let kind: PIIKind
    /// ISO 3166-1 alpha-2 of the country that gives the number out; nil for kinds of everywhere.
    public let country: String?
    public let category: Category
    /// For people: `US social security number`.
    public let title: String
    /// The names of Microsoft Presidio's entities that this kind covers.
    public let presidio: [String]
    /// Whether it is looked for unless a policy says otherwise.
    public var isOnByDefault: Bool { kind != .username }

    /// Every kind that this version can write, in the order of `PIIKind.known`.
    public static let all: [KindInfo] = PIIKind.known.map { $0.info }

    /// The kinds of a name: ours (`EMAIL`), or Presidio's (`EMAIL_ADDRESS`; `IP_ADDRESS` is two kinds). In any case.
    public static func kinds(named name: String) -> Set<PIIKind> {
        let wanted = String(decoding: name.utf8.map { $0.isLower ? $0 & 0xDF : $0 }, as: UTF8.self)
        if let own = all.first(where: { $0.kind.rawValue == wanted }) { return [own.kind] }
        return Set(all.filter { $0.presidio.contains(wanted) }.map(\.kind))
    }

    /// Every name that `kinds(named:)` knows.
    public static let names: [String] = all.flatMap { [$0.kind.rawValue] + $0.presidio }
}

extension PIIKind {
    /// Its row; a kind without one is taken for a secret, since what nobody described must not be kept.
    public var info: KindInfo {
        KindTable.rows[self] ?? KindInfo(kind: self, country: nil, category: .secret, title: rawValue, presidio: [])
    }

    /// Whether it opens something: such findings are removed whatever a policy says.
    public var isSecret: Bool { info.category == .secret }

    /// A finding that the policy keeps, counted beside its own kind.
    public static let kept: PIIKind = "KEPT"
    /// A whole value that a path rule removed.
    public static let removed: PIIKind = "REMOVED"
    /// A whole value for which the policy's own patterns needed more work than they may do.
    public static let patternLimit: PIIKind = "PATTERN_LIMIT"
}
