/// What is done with a finding.
public enum RedactionAction: Hashable, Sendable {
    /// `[EMAIL]` stands in its place.
    case placeholder
    /// `[CREDIT_CARD:…1111]`: the last letters and digits stay, at most half of them.
    ///
    /// - Parameter last: How many, 1 to `longestTail`.
    case mask(last: Int)
    /// Nothing stands in its place.
    case remove
    /// It stays, and is counted in the event's flags: known to be there.
    case keep
    /// `<EMAIL:k1:…>`, the tenant's keyed pseudonym; the placeholder where no tenant is known.
    case pseudonym

    /// More would leave room for a whole national number: what redaction recognises as its own is passed over.
    public static let longestTail = 6

    /// How it is written in a policy file, without the number of a mask.
    public var name: String {
        switch self {
        case .placeholder: "placeholder"
        case .mask: "mask"
        case .remove: "remove"
        case .keep: "keep"
        case .pseudonym: "pseudonym"
        }
    }

    public static let names = ["placeholder", "mask", "remove", "keep", "pseudonym"]

    /// Of two rules that fit equally well, the one that shows less wins.
    var caution: Int {
        switch self {
        case .remove: 4
        case .placeholder: 3
        case .pseudonym: 2
        case .mask: 1
        case .keep: 0
        }
    }
}

/// The least strength at which a finding counts.
public enum RedactionThreshold: String, Hashable, Sendable, CaseIterable {
    /// It looks like one.
    case shape
    /// Its key or a word beside it says that it is one.
    case context
    /// Its check digits are right.
    case checksum

    var strength: Strength {
        switch self {
        case .shape: .shape
        case .context: .keyed
        case .checksum: .checksum
        }
    }
}
