import Redaction

extension Benchmark {
    static let redactionPresidio = Benchmark(
        name: "redaction-presidio",
        summary:
            "Redactor.findings on events as texts; the peer is Microsoft Presidio with all of its recognisers that need no model"
    ) {
        let redactor = Redactor()
        return try Corpus.events().map { corpus in
            // Every round reads the same texts to the end, so that findings can be compared.
            let texts = corpus.lines.prefix(200).map { String(decoding: $0, as: UTF8.self) }
            let peer = try PresidioPeer(texts: texts)
            return Comparison(
                input: corpus.name,
                subject: .texts("findings", texts, count: "findings", isWhole: true) {
                    redactor.findings(in: $0).count
                },
                peer: Contender(name: "Presidio \(peer.version)") { try peer.run(for: $0) })
        }
    }
}
