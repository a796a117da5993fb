/// What a candidate was found by.
enum CandidateSource: Sendable {
    case detector
    case pattern(OwnPattern)
    case recognizer(String)
}

extension TextRedactor {
    /// What the recognisers find; they see the text as it is.
    func recognize(_ text: Bytes, _ mode: ScanMode, into found: inout [(Candidate, CandidateSource)]) {
        let string = String(decoding: UnsafeBufferPointer(start: text.base, count: text.count), as: UTF8.self)
        for recognizer in policy.recognizers {
            for candidate in recognizer.candidates(in: string, text) {
                // As with patterns: what is inside of a part of an id is nobody's.
                if mode == .identifier, candidate.strength != .secret, !text.isWholeToken(candidate.range) { continue }
                if !policy.asks(for: candidate.kind) { continue }
                found.append((candidate, .recognizer(recognizer.recognizer.name)))
            }
        }
    }
}
