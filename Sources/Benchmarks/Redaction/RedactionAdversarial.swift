import Redaction

extension Benchmark {
    static let redactionAdversarial = Benchmark(
        name: "redaction-adversarial",
        summary:
            "Redactor.redact on 1 MiB made to be slow; the peer is as much of ordinary events and prose, so 0.25× is four times as slow"
    ) { _ in
        let ordinary = try Corpus.ordinaryTexts(bytes: AdversarialText.size)
        let redactor = Redactor()
        func contender(_ name: String, _ texts: [String]) -> Contender {
            .texts(name, texts, count: "findings", isWhole: true) { text in
                let redacted = redactor.redact(text)
                precondition(!redacted.text.isEmpty)
                return redacted.findings.count
            }
        }
        return AdversarialText.all().map { text in
            Comparison(
                input: text.name, subject: contender("adversarial", [text.text]),
                peers: [contender("ordinary", ordinary)])
        }
    }
}
