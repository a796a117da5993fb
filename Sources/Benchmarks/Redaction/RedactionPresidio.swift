import Redaction

extension Benchmark {
    static let redactionPresidio = Benchmark(
        name: "redaction-presidio",
        summary: "Redactor.findings on events as texts; the peer is Microsoft Presidio without a model"
    ) { _ in
        let redactor = Redactor()
        return try Corpus.events().map { $0.first(200) }.flatMap { corpus in
            // Every round reads the same texts to the end, so that findings can be compared.
            let texts = corpus.lines.map { String(decoding: $0, as: UTF8.self) }
            return try ["usual", "all"].map { choice in
                let peer = try PresidioPeer(texts: texts, choice: choice)
                return Comparison(
                    input: "\(corpus.name), \(choice) \(peer.recognizers) recognisers",
                    subject: .texts("findings", texts, count: "findings", isWhole: true) {
                        redactor.findings(in: $0).count
                    },
                    peers: [Contender(name: "Presidio \(peer.version)") { try peer.run(for: $0) }])
            }
        }
    }
}
