import AuditEvents
import FoundationEssentials

/// Everything that was measured in a run, for people and for programs.
struct Report {
    /// One benchmark.
    struct Section {
        let benchmark: String
        let summary: String
        /// Why there are no results.
        var skipped: String?
        var results: [Result] = []
    }

    /// One comparison, round by round.
    struct Result {
        let input: String
        let subjectName: String
        let peerName: String
        var subject: [Measurement] = []
        var peer: [Measurement] = []

        /// Ours to the peer's bytes per second of processor time, of rounds that ran one after the other.
        var ratio: Spread {
            Spread(zip(subject, peer).map { $1.bytesPerSecond > 0 ? $0.bytesPerSecond / $1.bytesPerSecond : 0 })
        }
    }

    let machine: Machine
    let seconds: Double
    var sections: [Section] = []

    var heading: String {
        "\(machine)\nratio: ours to the peer's, bytes by second of processor time; least, median and most of \(Runner.rounds) rounds"
    }

    static func text(of section: Section) -> String {
        var text = "\n\(section.benchmark): \(section.summary)\n"
        if let skipped = section.skipped { text += "  skipped: \(skipped)\n" }
        guard let first = section.results.first else { return text }
        var table = Table(
            columns: [
                "input", first.subjectName, first.peerName, "ratio", "least", "most", "ours, each", "on CPU", "counted",
            ])
        for result in section.results {
            let ratio = result.ratio
            table.rows.append([
                result.input, Text.rate(result.subject), Text.rate(result.peer), Text.ratio(ratio.median),
                Text.ratio(ratio.minimum), Text.ratio(ratio.maximum), Text.piece(result.subject),
                Text.share(result.subject + result.peer),
                Text.counts(result),
            ])
        }
        return text + table.text
    }

    func write(to path: String) throws {
        try Data(json.canonicalBytes() + [UInt8(ascii: "\n")]).write(to: URL(filePath: path))
    }
}
