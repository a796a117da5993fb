/// One family of identity numbers: a row of a table.
///
/// What a shape alone cannot tell, a check digit, a word beside the number, or the number's standing alone must.
///
/// A class, so that the walk over a text hands rows around without copying their closures and lists.
final class IdentifierRule: Sendable {
    /// What it takes to believe in a number that has the shape and passes the checks.
    enum Evidence: Sendable {
        /// Nothing more: nothing else looks like that.
        case itself
        /// A telling word or key; or that the text, or a field for free text, holds nothing else.
        case aloneOrTold
        /// A telling word or key.
        case told
    }

    let kind: PIIKind
    let shapes: [IdentifierShape]
    let evidence: Evidence
    /// The words that tell of it, parted by blanks: lower case, two words that belong together as one.
    let words: String
    /// How many words before the number may tell of it; words behind it do only if that is all of five.
    let reach: Int
    /// Whether the parts are possible: dates, regions, numbers never given out.
    let structure: @Sendable (IdentifierText) -> Bool
    /// Whether the check digit is right; nil if there is none.
    let checksum: (@Sendable (IdentifierText) -> Bool)?

    init(
        _ kind: PIIKind, _ shapes: [StaticString], _ evidence: Evidence, words: String,
        within reach: Int = ContextWindow.capacity,
        structure: @escaping @Sendable (IdentifierText) -> Bool = { _ in true },
        checksum: (@Sendable (IdentifierText) -> Bool)? = nil
    ) {
        self.kind = kind
        self.shapes = shapes.map { IdentifierShape($0) }
        self.evidence = evidence
        self.words = words
        self.reach = reach
        self.structure = structure
        self.checksum = checksum
    }

    func accepts(_ text: IdentifierText) -> Bool { structure(text) && (checksum?(text) ?? true) }

    /// Each list of words once: its place is the number of its bit in `Context`.
    static let vocabularies: [String] = {
        var seen: Set<String> = []
        return families.map(\.words).filter { seen.insert($0).inserted }
    }()

    /// All rows.
    static let families: [IdentifierRule] =
        general + unitedStates + unitedKingdom + germany + southernEurope + westernEurope + nordic + southAsia
        + eastAsia + furtherAsia
        + africa + turkey + americas + latinAmerica + australia + smallerEurope + easternEurope
}
