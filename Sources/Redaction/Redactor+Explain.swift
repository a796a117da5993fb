/// One thing that was found in a text, by what, why it counts, and what is done with it.
public struct Explanation: Hashable, Sendable {
    /// What becomes of it.
    public enum Outcome: Hashable, Sendable {
        case redacted(RedactionAction)
        /// It is counted and stays.
        case kept
        /// Its kind is off.
        case off
        /// It is weaker than the policy's threshold.
        case belowThreshold
        /// It is in the policy's list.
        case allowed
        /// Not among the kinds that were asked for.
        case notAsked
    }

    public var kind: PIIKind
    /// Offsets in the text's Unicode scalars.
    public var range: Range<Int>
    /// What found it: `detector EMAIL`, `pattern` or `recognizer` and its name.
    public var rule: String
    /// Why it is taken for one: its shape, a key or a word beside it, its check digits, or because it is a secret.
    public var why: String
    public var outcome: Outcome
}

extension Redactor {
    /// Everything that was found in `text`, also what is left and why; findings may overlap here.
    ///
    /// - Parameter path: Where in an event the text stands, for path rules; nil for nowhere.
    public func explain(_ text: String, at path: PathPattern? = nil) -> [Explanation] {
        var redactor = TextRedactor(policy: compiled, pseudonymizer: nil)
        let (rules, _) = compiled.textRules(at: path)
        let judged = redactor.judged(text, rules: rules).sorted {
            ($0.candidate.range.lowerBound, $0.candidate.range.upperBound, $0.candidate.kind.rawValue)
                < ($1.candidate.range.lowerBound, $1.candidate.range.upperBound, $1.candidate.kind.rawValue)
        }
        let findings = judged.map { Finding(kind: $0.candidate.kind, range: $0.candidate.range) }
        return zip(judged, scalarRanges(findings, in: text)).map { judged, range in
            Explanation(
                kind: judged.candidate.kind, range: range, rule: judged.rule, why: judged.why,
                outcome: outcome(of: judged, rules, isWhole: judged.candidate.range == 0..<text.utf8.count))
        }
    }

    private func outcome(of judged: JudgedCandidate, _ rules: TextRules, isWhole: Bool) -> Explanation.Outcome {
        switch judged.verdict {
        case .accepted: .redacted(compiled.action(of: judged.candidate, rules, isWhole: isWhole, isKey: false))
        case .kept: .kept
        case .off: .off
        case .belowThreshold: .belowThreshold
        case .allowed: .allowed
        case .notAsked: .notAsked
        }
    }

    /// As `scalarSpans`, for findings that may overlap.
    private func scalarRanges(_ findings: [Finding], in text: String) -> [Range<Int>] {
        guard !findings.isEmpty else { return [] }
        var scalars = [0]
        scalars.reserveCapacity(text.utf8.count + 1)
        for byte in text.utf8 { scalars.append((scalars.last ?? 0) + (byte & 0xC0 == 0x80 ? 0 : 1)) }
        // The offset of a scalar is the number of those before it.
        func offset(_ byte: Int) -> Int { scalars[byte] }
        return findings.map { offset($0.range.lowerBound)..<offset($0.range.upperBound) }
    }
}

extension JudgedCandidate {
    fileprivate var rule: String {
        switch source {
        case .detector: "detector \(candidate.kind.rawValue)"
        case .pattern(let pattern): "pattern \(pattern.name)"
        case .recognizer(let name): "recognizer \(name)"
        }
    }

    fileprivate var why: String {
        if candidate.kind == .patternLimit {
            return "the policy's patterns needed more work than they may do on one text"
        }
        switch (candidate.strength, source) {
        case (.secret, _): return "it is a secret"
        case (.shape, .detector): return "its shape"
        case (.keyed, .detector): return "a key or a word beside it says so"
        case (.checksum, .detector): return "its check digits are right"
        case (_, .pattern): return "the policy's pattern fits"
        case (_, .recognizer): return "the recognizer knows it"
        }
    }
}
