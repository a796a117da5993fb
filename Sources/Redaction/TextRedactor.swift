/// Redacts text after text with one working memory.
struct TextRedactor: ~Copyable {
    let policy: CompiledPolicy
    private let isPlain: Bool
    private let scanner: Scanner
    let pseudonymizer: Pseudonymizer?
    private var scan: Scan
    /// Made with the first text that patterns are matched with.
    private var search: PatternSearch?
    /// What the last text holds that the policy keeps: in order, beside the findings.
    var kept: [Candidate] = []
    /// What the last text held before overlaps were settled; only where masks make it matter.
    private(set) var singles: Set<Candidate> = []

    init(scanner: Scanner = .standard, policy: CompiledPolicy = .standard, pseudonymizer: Pseudonymizer?) {
        self.scanner = scanner
        self.policy = policy
        isPlain = policy.isPlain
        self.pseudonymizer = pseudonymizer
        scan = scanner.makeScan()
        scan.filter = policy.filter
        scan.findsUsernames = policy.findsUsernames
    }

    /// How many times a text's bytes were read so far; only debug builds count.
    var reads: Int { scan.counter?.count ?? 0 }

    var counter: ReadCounter? { scan.counter }

    /// Bytes of a text that lives elsewhere.
    func bytes(_ buffer: UnsafeBufferPointer<UInt8>) -> Bytes { Bytes(buffer, counter: scan.counter) }

    /// What must not be written, disjoint and in order.
    mutating func candidates(
        in text: String, mode: ScanMode, hint: Context, rules: TextRules = .none
    ) -> [Candidate] {
        text.withBytes(counter: scan.counter) { candidates(in: $0, mode: mode, hint: hint, rules: rules) }
    }

    mutating func candidates(in text: Bytes, mode: ScanMode, hint: Context, rules: TextRules = .none) -> [Candidate] {
        if !kept.isEmpty { kept.removeAll(keepingCapacity: true) }
        if isPlain, rules.whole == nil {
            let found = look(at: text, mode, hint)
            return found.isEmpty ? [] : Resolution.resolve(found)
        }
        let accepted = judge(text, mode, hint, rules)
        if policy.hasMasks { singles = Set(accepted) }
        let resolved = accepted.isEmpty ? [] : Resolution.resolve(accepted)
        if !kept.isEmpty { kept = Self.outside(resolved, Resolution.resolve(kept)) }
        return resolved
    }

    /// Everything that was found, with what the policy says of it.
    mutating func judged(_ text: String, rules: TextRules = .none) -> [JudgedCandidate] {
        text.withBytes(counter: scan.counter) { bytes in
            gather(bytes, .text, [], rules).map { candidate, source in
                JudgedCandidate(
                    candidate: candidate, source: source,
                    verdict: policy.verdict(candidate, bytes.slice(candidate.range), rules))
            }
        }
    }

    private mutating func judge(_ text: Bytes, _ mode: ScanMode, _ hint: Context, _ rules: TextRules) -> [Candidate] {
        var accepted: [Candidate] = []
        for (candidate, _) in gather(text, mode, hint, rules) {
            switch policy.verdict(candidate, text.slice(candidate.range), rules) {
            case .accepted: accepted.append(candidate)
            case .kept: kept.append(candidate)
            default: break
            }
        }
        return accepted
    }

    /// What of `kept` overlaps nothing that goes; both are in order.
    static func outside(_ resolved: [Candidate], _ kept: [Candidate]) -> [Candidate] {
        var place = 0
        return kept.filter { candidate in
            while place < resolved.count, resolved[place].range.upperBound <= candidate.range.lowerBound { place += 1 }
            return place == resolved.count || !resolved[place].range.overlaps(candidate.range)
        }
    }

    // MARK: Looking

    /// Whether nothing is found in a text that stands where no rule of a policy does.
    @inline(__always)
    mutating func holdsNothing(_ text: Bytes, hint: Context) -> Bool {
        scanner.run(&scan, on: text, mode: .text, hint: hint)
        return scan.isEmpty
    }

    /// What was found in the text that was scanned last.
    mutating func scanned(_ text: Bytes, hint: Context) -> [Candidate] {
        let found = withDecoded(scan.candidates, text, .text, hint)
        return found.isEmpty ? [] : Resolution.resolve(found)
    }

    /// The scanner's candidates, also those that show once percent-encoding is undone.
    private mutating func look(at text: Bytes, _ mode: ScanMode, _ hint: Context) -> [Candidate] {
        scanner.run(&scan, on: text, mode: mode, hint: hint)
        return withDecoded(scan.candidates, text, mode, hint)
    }

    private mutating func withDecoded(
        _ candidates: [Candidate], _ text: Bytes, _ mode: ScanMode, _ hint: Context
    ) -> [Candidate] {
        guard scan.isEncoded, mode == .text else { return candidates }
        let decoded = PercentDecoded(text)
        var found = candidates
        decoded.bytes.withUnsafeBufferPointer {
            scanner.run(&scan, on: Bytes($0, counter: scan.counter), mode: mode, hint: hint)
        }
        for candidate in scan.candidates {
            found.append(
                Candidate(
                    kind: candidate.kind, strength: candidate.strength, range: decoded.original(candidate.range)))
        }
        return found
    }

    /// The scanner's candidates and the policy's own, outside of what redaction wrote.
    private mutating func gather(
        _ text: Bytes, _ mode: ScanMode, _ hint: Context, _ rules: TextRules
    ) -> [(Candidate, CandidateSource)] {
        let scanned = look(at: text, mode, hint)
        let keys = TextKeyRules(policy: policy)
        var found: [(Candidate, CandidateSource)] = []
        for candidate in scanned {
            if policy.hasOtherKeys, candidate.kind == .secret, keys.isNoSecret(candidate.range, in: text) { continue }
            found.append((candidate, .detector))
        }
        if policy.hasSecretKeys, mode == .text {
            for secret in keys.secrets(in: text) { found.append((secret, .detector)) }
        }
        if !policy.patterns.isEmpty { match(text, mode, into: &found) }
        if !policy.recognizers.isEmpty { recognize(text, mode, into: &found) }
        if let whole = rules.whole, text.hasContent {
            found.append((Candidate(kind: whole, strength: .keyed, range: 0..<text.count), .detector))
        }
        guard !found.isEmpty else { return [] }
        let forms = policy.forms.ranges(in: text)
        return forms.isEmpty ? found : found.compactMap { Self.outside(forms, $0) }
    }

    private mutating func match(_ text: Bytes, _ mode: ScanMode, into found: inout [(Candidate, CandidateSource)]) {
        let buffer = UnsafeBufferPointer(start: text.base, count: text.count)
        var search = self.search.take() ?? PatternSearch()
        defer { self.search = search }
        search.begin(budget: PatternSearch.budget(forBytes: text.count))
        for pattern in policy.patterns {
            let strength = pattern.isSecret ? Strength.secret : pattern.strength.strength
            for range in search.matches(of: pattern.pattern.program, in: buffer) {
                // An id is opaque: what is inside of a part of it is nobody's.
                if mode == .identifier, strength != .secret, !text.isWholeToken(range) { continue }
                found.append((Candidate(kind: pattern.kind, strength: strength, range: range), .pattern(pattern)))
            }
            if search.isExhausted {
                let whole = Candidate(kind: .patternLimit, strength: .secret, range: 0..<text.count)
                found.append((whole, .pattern(pattern)))
                return
            }
        }
    }

    /// Nothing for a candidate inside a form; one that reaches into forms takes all of them.
    private static func outside(
        _ forms: [Range<Int>], _ found: (Candidate, CandidateSource)
    ) -> (Candidate, CandidateSource)? {
        let range = found.0.range
        var low = 0
        var high = forms.count
        while low < high {
            let middle = (low + high) / 2
            if forms[middle].upperBound <= range.lowerBound { low = middle + 1 } else { high = middle }
        }
        guard low < forms.count, forms[low].lowerBound < range.upperBound else { return found }
        if forms[low].lowerBound <= range.lowerBound, forms[low].upperBound >= range.upperBound { return nil }
        var last = low
        high = forms.count
        while last + 1 < high {
            let middle = (last + high) / 2
            if forms[middle].lowerBound < range.upperBound { last = middle } else { high = middle }
        }
        var candidate = found.0
        candidate.range =
            min(range.lowerBound, forms[low].lowerBound)..<max(range.upperBound, forms[last].upperBound)
        return (candidate, found.1)
    }
}

/// A candidate and what the policy says of it.
struct JudgedCandidate {
    let candidate: Candidate
    let source: CandidateSource
    let verdict: CompiledPolicy.Verdict
}

extension Bytes {
    func slice(_ range: Range<Int>) -> Slice<UnsafeBufferPointer<UInt8>> {
        UnsafeBufferPointer(start: base, count: count)[range]
    }

    /// Whether no letter, digit, `_`, `-` or `.` goes on before or behind it.
    func isWholeToken(_ range: Range<Int>) -> Bool {
        !Self.tokenBytes.contains(self[range.lowerBound - 1]) && !Self.tokenBytes.contains(self[range.upperBound])
    }

    private static let tokenBytes = ByteSet.alphanumeric | ByteSet("_-.")

    /// Whether it is more than white space.
    var hasContent: Bool { !slice(0..<count).allSatisfy { $0.isWhitespace } }
}
