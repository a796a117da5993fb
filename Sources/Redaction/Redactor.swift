/// Takes PII and secrets out of texts and events before anything is written.
///
/// The same input and policy give the same result on every machine. Linear in the size of the input. Redacting what was
/// redacted finds nothing and changes nothing.
///
/// Where findings overlap they are one finding, whose kind the strongest decides: secret, then checksummed, then keyed or
/// beside a telling word, then shape; of equals the longer, then the earlier, then any other than SECRET, then the first by name.
public struct Redactor: Sendable {
    public let policy: RedactionPolicy
    let compiled: CompiledPolicy

    public init(policy: RedactionPolicy = .standard) { self.init(policy: policy, only: nil, recognizers: []) }

    /// Looks for some kinds alone.
    ///
    /// - Parameter only: The kinds; nil for all. Everything else stays, secrets too: for reports, not for a log.
    public init(policy: RedactionPolicy = .standard, only: Set<PIIKind>?) {
        self.init(policy: policy, only: only, recognizers: [])
    }

    /// Asks recognisers beside the detectors.
    ///
    /// - Parameters:
    ///   - recognizers: In any order; all of what they find counts.
    ///   - only: The only kinds to look for; nil for all.
    public init(policy: RedactionPolicy = .standard, only: Set<PIIKind>? = nil, recognizers: [any Recognizer]) {
        self.policy = policy
        let isStandard = policy == .standard && only == nil && recognizers.isEmpty
        compiled = isStandard ? .standard : CompiledPolicy(policy, only: only, recognizers: recognizers)
    }

    /// What events bear: the version of the policy, and of the recognisers if there are any.
    public var version: String { compiled.version }

    /// Whether it may write `kind`: one of ours, of the policy's own, or of a recogniser.
    public func mayWrite(_ kind: PIIKind) -> Bool { PIIKind.known.contains(kind) || compiled.forms.knows(kind) }

    /// Everything that must not be written in `text`: disjoint, in order. What the policy keeps is not among it.
    public func findings(in text: String) -> [Finding] {
        var redactor = TextRedactor(policy: compiled, pseudonymizer: nil)
        return redactor.redact(text)?.found.map { Finding($0) } ?? []
    }

    /// `text` with every finding replaced.
    ///
    /// - Parameter pseudonymizer: Makes pseudonyms where the policy wants them; nil writes placeholders such as `[IPV4]`.
    public func redact(_ text: String, pseudonymizer: Pseudonymizer? = nil) -> RedactedText {
        var redactor = TextRedactor(policy: compiled, pseudonymizer: pseudonymizer)
        guard let (redacted, found) = redactor.redact(text) else { return RedactedText(text: text, findings: []) }
        return RedactedText(text: redacted, findings: found.map { Finding($0) })
    }

    /// `text` as it would be written at a place in an event.
    ///
    /// - Parameter path: Its keys; nil for nowhere.
    /// - Returns: nil if a path rule removes it.
    public func redact(_ text: String, at path: PathPattern?) -> String? {
        let (rules, isRemoved) = compiled.textRules(at: path)
        if isRemoved { return nil }
        var redactor = TextRedactor(policy: compiled, pseudonymizer: nil)
        return redactor.redact(text, rules: rules)?.text ?? text
    }

    /// Findings with their offsets counted in Unicode scalars instead of UTF-8 bytes.
    ///
    /// - Parameters:
    ///   - findings: In order, as `findings(in:)` and `redact(_:pseudonymizer:)` return them.
    ///   - text: The original text.
    public func scalarSpans(of findings: [Finding], in text: String) -> [ScalarSpan] {
        guard !findings.isEmpty else { return [] }
        var text = text
        return text.withUTF8 { bytes in
            var place = 0
            var scalars = 0
            func scalarOffset(_ offset: Int) -> Int {
                while place < offset {
                    if bytes[place] & 0xC0 != 0x80 { scalars += 1 }
                    place += 1
                }
                return scalars
            }
            return findings.map { finding in
                let start = scalarOffset(finding.range.lowerBound)
                return ScalarSpan(kind: finding.kind, range: start..<scalarOffset(finding.range.upperBound))
            }
        }
    }
}
