/// One place in a text that must not be written.
public struct Finding: Hashable, Sendable {
    /// Such as `EMAIL`.
    public var kind: PIIKind
    /// UTF-8 offsets in the text.
    public var range: Range<Int>

    public init(kind: PIIKind, range: Range<Int>) {
        self.kind = kind
        self.range = range
    }

    init(_ candidate: Candidate) { self.init(kind: candidate.kind, range: candidate.range) }
}

/// A finding whose range counts Unicode scalars, as other tools' offsets do.
public struct ScalarSpan: Hashable, Sendable {
    public var kind: PIIKind
    /// Offsets in the text's Unicode scalars.
    public var range: Range<Int>

    public init(kind: PIIKind, range: Range<Int>) {
        self.kind = kind
        self.range = range
    }
}

/// A text after redaction, with what was found in the original.
public struct RedactedText: Hashable, Sendable {
    public var text: String
    /// Disjoint, in order; offsets in the original.
    public var findings: [Finding]

    public init(text: String, findings: [Finding]) {
        self.text = text
        self.findings = findings
    }
}
