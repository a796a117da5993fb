/// A pattern as it was parsed.
indirect enum PatternNode: Sendable {
    case empty
    case set(ScalarSet)
    case assertion(Assertion)
    case sequence([PatternNode])
    case choice([PatternNode])
    /// - Parameter maximum: nil is any number.
    case repetition(PatternNode, minimum: Int, maximum: Int?)

    enum Assertion: UInt8, Sendable { case start, end, wordBoundary, noWordBoundary }

    /// Whether it can match no text at all.
    var isNullable: Bool {
        switch self {
        case .empty, .assertion: true
        case .set: false
        case .sequence(let parts): parts.allSatisfy(\.isNullable)
        case .choice(let parts): parts.contains(where: \.isNullable)
        case .repetition(let part, let minimum, _): minimum == 0 || part.isNullable
        }
    }
}
