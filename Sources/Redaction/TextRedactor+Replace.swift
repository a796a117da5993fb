extension TextRedactor {
    /// The redacted text with its findings in the original; nil if there is nothing to take out.
    ///
    /// Taking one thing out may lay another one bare (`…` beside a word that is a border now): what is found in the
    /// result is taken out of the original too, until the result holds nothing. A text that does not settle goes whole.
    mutating func redact(
        _ text: String, mode: ScanMode = .text, hint: Context = [], rules: TextRules = .none, isKey: Bool = false
    ) -> (text: String, found: [Candidate])? {
        text.withBytes(counter: counter) { redact($0, mode: mode, hint: hint, rules: rules, isKey: isKey) }
    }

    mutating func redact(
        _ text: Bytes, mode: ScanMode = .text, hint: Context = [], rules: TextRules = .none, isKey: Bool = false
    ) -> (text: String, found: [Candidate])? {
        let found = candidates(in: text, mode: mode, hint: hint, rules: rules)
        return found.isEmpty ? nil : settle(text, found, mode, hint, rules, isKey: isKey)
    }

    /// A text that `holdsNothing` has just said no of, redacted; nil if there is nothing to take out.
    mutating func redactScanned(_ text: Bytes, hint: Context) -> (text: String, found: [Candidate])? {
        let found = scanned(text, hint: hint)
        return found.isEmpty ? nil : settle(text, found, .text, hint, .none, isKey: false)
    }

    private mutating func settle(
        _ text: Bytes, _ first: [Candidate], _ mode: ScanMode, _ hint: Context, _ rules: TextRules, isKey: Bool
    ) -> (text: String, found: [Candidate]) {
        var found = first
        let kept = kept
        var replacer = Replacer(
            policy: policy, pseudonymizer: pseudonymizer, rules: rules, singles: singles, isKey: isKey)
        for _ in 0..<Self.rounds {
            let rendered = Rendered(text, found, replacer)
            let more = rendered.bytes.withUnsafeBufferPointer {
                candidates(in: bytes($0), mode: mode, hint: hint, rules: rules)
            }
            if more.isEmpty {
                if !kept.isEmpty { self.kept = Self.outside(found, kept) }
                return (String(decoding: rendered.bytes, as: UTF8.self), found)
            }
            let mapped = more.map { rendered.original(of: $0) }
            if policy.hasMasks { replacer.singles.formUnion(mapped) }
            found = Resolution.resolve(found + mapped)
        }
        if !kept.isEmpty { self.kept = [] }
        let whole = Candidate(kind: found[0].kind, strength: found[0].strength, range: 0..<text.count)
        return (whole.kind.placeholder, [whole])
    }

    private static let rounds = 4
}

/// A redacted text and where its replacements stand.
private struct Rendered {
    private(set) var bytes: [UInt8] = []
    /// For each finding its range in the original and in the result.
    private var pieces: [(original: Range<Int>, result: Range<Int>)] = []

    init(_ text: Bytes, _ found: [Candidate], _ replacer: borrowing Replacer) {
        bytes.reserveCapacity(text.count + 16 * found.count)
        pieces.reserveCapacity(found.count)
        var place = 0
        for candidate in found {
            bytes += text.slice(place..<candidate.range.lowerBound)
            let start = bytes.count
            replacer.write(candidate, text.slice(candidate.range), to: &bytes)
            pieces.append((candidate.range, start..<bytes.count))
            place = candidate.range.upperBound
        }
        bytes += text.slice(place..<text.count)
    }

    /// A candidate of the result as one of the original: all of every replacement that it touches.
    func original(of candidate: Candidate) -> Candidate {
        var shift = 0
        var lower: Int?
        var upper: Int?
        for piece in pieces {
            if lower == nil, candidate.range.lowerBound < piece.result.upperBound {
                lower = min(candidate.range.lowerBound + shift, piece.original.lowerBound)
            }
            if candidate.range.upperBound <= piece.result.lowerBound {
                upper = candidate.range.upperBound + shift
                break
            }
            if candidate.range.upperBound <= piece.result.upperBound {
                upper = piece.original.upperBound
                break
            }
            shift = piece.original.upperBound - piece.result.upperBound
        }
        let range = (lower ?? candidate.range.lowerBound + shift)..<(upper ?? candidate.range.upperBound + shift)
        return Candidate(kind: candidate.kind, strength: candidate.strength, range: range)
    }
}

/// Writes what stands in the place of a finding.
private struct Replacer {
    let policy: CompiledPolicy
    let pseudonymizer: Pseudonymizer?
    let rules: TextRules
    /// Findings that are no union of several: the tail of a union may be another finding's.
    var singles: Set<Candidate>
    let isKey: Bool

    func write(_ candidate: Candidate, _ original: Slice<UnsafeBufferPointer<UInt8>>, to output: inout [UInt8]) {
        let isWhole = original.count == original.base.count
        switch policy.action(of: candidate, rules, isWhole: isWhole, isKey: isKey) {
        case .placeholder, .keep: break
        case .remove: return
        case .mask(let last):
            if singles.contains(candidate), let mask = ReplacementForms.mask(candidate.kind, original, last: last) {
                output += mask.utf8
                return
            }
        case .pseudonym:
            if let pseudonym = pseudonym(of: candidate.kind, String(decoding: original, as: UTF8.self)) {
                output += pseudonym.utf8
                return
            }
        }
        output.append(UInt8(ascii: "["))
        output += candidate.kind.rawValue.utf8
        output.append(UInt8(ascii: "]"))
    }

    private func pseudonym(of kind: PIIKind, _ value: String) -> String? {
        guard let pseudonymizer else { return nil }
        guard kind == .ipv4 || kind == .ipv6 else { return pseudonymizer.pseudonym(kind: kind, value: value) }
        return IPAddress(value).map { pseudonymizer.pseudonym(of: $0) }
    }
}
