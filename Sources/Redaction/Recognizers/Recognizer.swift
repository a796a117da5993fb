/// Finds what no detector can know: the names in a customer's own list, or what a model for a language recognises.
///
/// A redactor asks its recognisers about every text, key, and number (as its digits), and takes what they find for findings
/// like any other: the policy turns kinds off, keeps or allows them, thresholds and path rules hold, and what overlaps is one
/// finding. In identifiers only whole words count.
///
/// What a recogniser promises:
/// - The same text gives the same answer, on every machine and for as long as `version` is the same.
/// - Work in proportion to the text. It is asked twice or more about a text in which something is found, since the result is
///   looked at again.
/// - It does not keep or write the text, which nobody has redacted yet.
///
/// Placeholders and pseudonyms that redaction wrote may be in the text; what is found inside of one is passed over.
///
/// A recogniser with a bug leaks nothing and stops nobody: a range that cuts a character is widened to all of it, one that
/// reaches outside the text takes the whole text, and a kind that is not among `kinds` counts as the first of them by name.
///
/// ```swift
/// let staff = NameList(["Jane Roe", "山田太郎"])
/// let redactor = Redactor(policy: policy, recognizers: [staff])
/// redactor.redact("Ask Jane Roe").text   // "Ask [PERSON_NAME]"
/// ```
public protocol Recognizer: Sendable {
    /// What reports call it; with `version` a part of the policy's version that events bear.
    var name: String { get }
    /// Another one whenever it may find something else in any text.
    var version: String { get }
    /// The kinds that it finds: ours, or new ones (`EMPLOYEE`: A-Z, 0-9, `_`).
    var kinds: Set<PIIKind> { get }

    /// Everything that it finds in `text`, in any order.
    func recognitions(in text: String) -> [Recognition]
}

/// What a recogniser found.
public struct Recognition: Hashable, Sendable {
    public var kind: PIIKind
    /// UTF-8 offsets in the text.
    public var range: Range<Int>
    /// How sure it is: what a policy's threshold is compared with, and what names the kind where findings overlap.
    public var strength: RedactionThreshold

    public init(kind: PIIKind, range: Range<Int>, strength: RedactionThreshold = .context) {
        self.kind = kind
        self.range = range
        self.strength = strength
    }
}

/// A recogniser with what may be known of it before any text.
struct PreparedRecognizer: Sendable {
    let recognizer: any Recognizer
    private let kinds: Set<PIIKind>
    private let fallback: PIIKind

    init(_ recognizer: any Recognizer) {
        self.recognizer = recognizer
        kinds = recognizer.kinds.filter { kind in
            PIIKind.known.contains(kind) ? kind.info.category != .policy : RedactionPolicy.isName(kind.rawValue)
        }
        fallback =
            kinds.min { $0.rawValue.utf8.lexicographicallyPrecedes($1.rawValue.utf8) } ?? .personName
    }

    /// Kinds that redaction does not know.
    var ownKinds: [PIIKind] { kinds.filter { !PIIKind.known.contains($0) } }

    func candidates(in text: String, _ bytes: Bytes) -> [Candidate] {
        recognizer.recognitions(in: text).compactMap { found in
            guard !found.range.isEmpty, bytes.count > 0 else { return nil }
            let kind = kinds.contains(found.kind) ? found.kind : fallback
            let isSecret = KindTable.rows[kind]?.category == .secret
            return Candidate(
                kind: kind, strength: isSecret ? .secret : found.strength.strength,
                range: Self.scalars(around: found.range, in: bytes))
        }
    }

    /// The whole text where nobody knows what was meant.
    private static func scalars(around range: Range<Int>, in text: Bytes) -> Range<Int> {
        guard range.lowerBound >= 0, range.upperBound <= text.count else { return 0..<text.count }
        var start = range.lowerBound
        var end = range.upperBound
        while start > 0, text[start] & 0xC0 == 0x80 { start -= 1 }
        while end < text.count, text[end] & 0xC0 == 0x80 { end += 1 }
        return start..<end
    }
}
