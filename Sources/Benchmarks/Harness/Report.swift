import AuditEvents
import FoundationEssentials

/// Everything that was measured in a run, for people and for programs.
struct Report {
    /// One benchmark.
    struct Section {
        let benchmark: String
        let summary: String
        let basis: Basis
        /// Why there are no results.
        var skipped: String?
        var results: [Result] = []
    }

    /// One comparison, round by round.
    struct Result {
        let input: String
        let basis: Basis
        let subject: Side
        let peers: [Side]

        /// Ours to a peer's rate, of rounds that ran one after the other.
        func ratio(to peer: Side) -> Spread {
            Spread(
                zip(subject.rounds, peer.rounds).map { ours, theirs in
                    basis.rate(theirs) > 0 ? basis.rate(ours) / basis.rate(theirs) : 0
                })
        }
    }

    /// What one contender did.
    struct Side {
        let name: String
        var rounds: [Measurement] = []
    }

    let machine: Machine
    let seconds: Double
    var sections: [Section] = []

    var heading: String { machine.description }

    static func text(of section: Section) -> String {
        var text = "\n\(section.benchmark): \(section.summary)\n"
        if let skipped = section.skipped { text += "  skipped: \(skipped)\n" }
        if section.results.isEmpty { return text }
        text +=
            "ratio: ours to the peer's, \(section.basis.unit); least, median and most of \(Runner.rounds) rounds\n"
        switch section.basis {
        case .processor where !section.results[0].peers.isEmpty:
            return text + Table(ofProcessorTime: section.results).text
        default: return text + Table(ofTheClock: section.results).text
        }
    }

    func write(to path: String) throws {
        try Data(json.canonicalBytes() + [UInt8(ascii: "\n")]).write(to: URL(filePath: path))
    }
}
