extension TextRedactor {
    /// The redacted text with its findings in the original; nil if there is nothing to take out.
    ///
    /// Taking one thing out may lay another one bare (`…` beside a word that is a border now): what is found in the
    /// result is taken out of the original too, until the result holds nothing. A text that does not settle goes whole.
    mutating func redact(
        _ text: String, mode: ScanMode = .text, hint: Context = [], rules: TextRules = .none, isKey: Bool = false
    ) -> (text: String, found: [Candidate])? {
        let found = candidates(in: text, mode: mode, hint: hint, rules: rules)
        return found.isEmpty ? nil : settle(text, found, mode, hint, rules, isKey: isKey)
    }

    mutating func redact(
        _ text: Bytes, mode: ScanMode = .text, hint: Context = [], rules: TextRules = .none, isKey: Bool = false
    ) -> (text: String, found: [Candidate])? {
        let found = candidates(in: text, mode: mode, hint: hint, rules: rules)
        guard !found.isEmpty else { return nil }
        let copy = String(decoding: text.slice(0..<text.count), as: UTF8.self)
        return settle(copy, found, mode, hint, rules, isKey: isKey)
    }

    /// A text that `holdsNothing` has just said no of, redacted; nil if there is nothing to take out.
    mutating func redactScanned(_ text: Bytes, hint: Context) -> (text: String, found: [Candidate])? {
        let found = scanned(text, hint: hint)
        guard !found.isEmpty else { return nil }
        let copy = String(decoding: text.slice(0..<text.count), as: UTF8.self)
        return settle(copy, found, .text, hint, .none, isKey: false)
    }

    private mutating func settle(
        _ text: String, _ first: [Candidate], _ mode: ScanMode, _ hint: Context, _ rules: TextRules, isKey: Bool
    ) -> (text: String, found: [Candidate]) {
        var found = first
        let kept = kept
        var singles = singles
        for _ in 0..<Self.rounds {
            let rendered = render(text, found) { replacement($0, $1, rules, singles, isKey: isKey) }
            let more = candidates(in: rendered.text, mode: mode, hint: hint, rules: rules)
            if more.isEmpty {
                if !kept.isEmpty { self.kept = Self.outside(found, kept) }
                return (rendered.text, found)
            }
            let mapped = more.map { rendered.original(of: $0) }
            if policy.hasMasks { singles.formUnion(mapped) }
            found = Resolution.resolve(found + mapped)
        }
        if !kept.isEmpty { self.kept = [] }
        let whole = Candidate(kind: found[0].kind, strength: found[0].strength, range: 0..<text.utf8.count)
        return (whole.kind.placeholder, [whole])
    }

    private static let rounds = 4

    /// A redacted text and where its replacements stand.
    private struct Rendered {
        var text: String
        /// For each finding its range in the original and in the result.
        var pieces: [(original: Range<Int>, result: Range<Int>)]

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

    private func render(
        _ text: String, _ found: [Candidate],
        _ replacement: (Candidate, Slice<UnsafeBufferPointer<UInt8>>) -> String
    ) -> Rendered {
        var text = text
        return text.withUTF8 { bytes in
            var output: [UInt8] = []
            output.reserveCapacity(bytes.count + 16 * found.count)
            var pieces: [(original: Range<Int>, result: Range<Int>)] = []
            var place = 0
            for candidate in found {
                output += bytes[place..<candidate.range.lowerBound]
                let start = output.count
                output += replacement(candidate, bytes[candidate.range]).utf8
                pieces.append((candidate.range, start..<output.count))
                place = candidate.range.upperBound
            }
            output += bytes[place...]
            return Rendered(text: String(decoding: output, as: UTF8.self), pieces: pieces)
        }
    }

    private func replacement(
        _ candidate: Candidate, _ original: Slice<UnsafeBufferPointer<UInt8>>, _ rules: TextRules,
        _ singles: Set<Candidate>, isKey: Bool
    ) -> String {
        let isWhole = original.count == original.base.count
        switch policy.action(of: candidate, rules, isWhole: isWhole, isKey: isKey) {
        case .placeholder, .keep: return candidate.kind.placeholder
        case .remove: return ""
        case .mask(let last):
            // The tail of a union may be another finding's.
            guard singles.contains(candidate) else { return candidate.kind.placeholder }
            return ReplacementForms.mask(candidate.kind, original, last: last) ?? candidate.kind.placeholder
        case .pseudonym:
            guard let pseudonymizer else { return candidate.kind.placeholder }
            let value = String(decoding: original, as: UTF8.self)
            guard candidate.kind == .ipv4 || candidate.kind == .ipv6 else {
                return pseudonymizer.pseudonym(kind: candidate.kind, value: value)
            }
            return IPAddress(value).map { pseudonymizer.pseudonym(of: $0) } ?? candidate.kind.placeholder
        }
    }
}
