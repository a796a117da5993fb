extension Table {
    /// A row for each comparison: what a thread does with its time.
    ///
    /// - Precondition: At least one result, with a peer.
    init(ofProcessorTime results: [Report.Result]) {
        self.init(columns: [
            "input", results[0].subject.name, results[0].peers[0].name, "ratio", "least", "most", "ours, each",
            "on CPU", "counted",
        ])
        for result in results {
            for peer in result.peers {
                let ours = result.subject.rounds
                let ratio = result.ratio(to: peer)
                rows.append([
                    result.input, Text.rate(ours), Text.rate(peer.rounds), Text.ratio(ratio.median),
                    Text.ratio(ratio.minimum), Text.ratio(ratio.maximum), Text.piece(ours),
                    Text.share(ours + peer.rounds), Text.counts(ours, peer.rounds),
                ])
            }
        }
    }

    /// A row for each contender: what a caller waits for, and what it costs.
    init(ofTheClock results: [Report.Result]) {
        self.init(columns: [
            "input", "who", "a second", "ratio", "least", "most", "p50", "p90", "p99", "p99.9", "CPU, each",
            "written, each", "of its bytes",
        ])
        for result in results {
            rows.append([result.input] + Self.row(result.subject, ratio: nil))
            for peer in result.peers { rows.append([result.input] + Self.row(peer, ratio: result.ratio(to: peer))) }
        }
    }

    private static func row(_ side: Report.Side, ratio: Spread?) -> [String] {
        let (written, shareWritten) = Text.written(side.rounds)
        return [side.name, Text.figure(Spread(side.rounds.map(\.piecesPerSecond)).median)]
            + (ratio.map { [Text.ratio($0.median), Text.ratio($0.minimum), Text.ratio($0.maximum)] } ?? ["", "", ""])
            + [50, 90, 99, 99.9].map { Text.latency(side.rounds, percentile: $0) }
            + [Text.piece(side.rounds), written, shareWritten]
    }
}
