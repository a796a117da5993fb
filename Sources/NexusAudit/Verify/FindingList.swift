/// Collects findings up to a bound and counts the rest, so that memory does not grow with the damage.
struct FindingList: Sendable {
    static let limit = 100
    private(set) var findings: [VerificationFinding] = []
    private(set) var omitted = 0

    var isEmpty: Bool { findings.isEmpty }
    /// Whether so much is wrong that looking further only takes time: a size that nobody signed can be any number.
    var isHopeless: Bool { omitted > 2_000 }

    mutating func add(_ finding: @autoclosure () -> VerificationFinding) {
        if findings.count < Self.limit { findings.append(finding()) } else { omitted += 1 }
    }

    mutating func add(_ other: FindingList) {
        for finding in other.findings { add(finding) }
        omitted += other.omitted
    }
}
