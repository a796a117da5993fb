public import AuditEvents

/// Takes PII and secrets out of an event before anything is written.
///
/// The same event and policy give the same result on every machine. Linear in the size of the event.
public struct Redactor: Sendable {
    public let policy: RedactionPolicy

    public init(policy: RedactionPolicy = .standard) { self.policy = policy }

    /// Everything that must not be written in `text`: disjoint, in order.
    public func findings(in text: String) -> [Finding] { fatalError("skeleton") }

    /// `text` with every finding replaced.
    ///
    /// - Parameter pseudonymizer: Makes the pseudonyms of IP addresses; nil writes `[IPV4]` and `[IPV6]`.
    public func redact(_ text: String, pseudonymizer: Pseudonymizer? = nil) -> RedactedText { fatalError("skeleton") }

    /// Redacts every string, key and number of input, output, metadata and usage at any depth and the event's other
    /// free-text fields; identifiers (`actor.id` along the chain, `agent_id`, `resource.id`) become pseudonyms.
    ///
    /// Control events (`ControlEvent.isControl(action)`) keep their own typed identifiers.
    ///
    /// - Throws: `pii_in_identifier` for an event, request or trace id that holds PII; `redaction_failed`.
    public func redact(_ event: inout DatasetEvent, pseudonymizer: Pseudonymizer) throws(AuditError) -> PIIFlags {
        fatalError("skeleton")
    }
}

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
}

/// What was found, in upper-case words: `EMAIL`, `CREDIT_CARD`, `AWS_KEY`.
public struct PIIKind: RawRepresentable, Hashable, Sendable, ExpressibleByStringLiteral {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
    public init(stringLiteral value: String) { self.rawValue = value }
}

/// A text after redaction, with what was found in the original.
public struct RedactedText: Hashable, Sendable {
    public var text: String
    public var findings: [Finding]
}

/// What is redacted and how; its version is in every event it was applied to.
public struct RedactionPolicy: Sendable {
    public var version: String
    /// Whether an event whose findings were all masked may be used for training.
    public var allowsTrainingOnMaskedText: Bool

    public init(version: String, allowsTrainingOnMaskedText: Bool = false) {
        self.version = version
        self.allowsTrainingOnMaskedText = allowsTrainingOnMaskedText
    }

    public static let standard = RedactionPolicy(version: "nexus-1")
}

/// Makes a tenant's keyed pseudonyms: `<KIND:k1:24 hex digits>`, the first 96 bits of HMAC-SHA256.
///
/// The same value gives the same pseudonym within a tenant and another one in every other tenant.
public struct Pseudonymizer: Sendable {
    /// - Parameters:
    ///   - masterKey: The instance's 32-byte pseudonym key.
    ///   - tenant: Whose pseudonyms; the tenant's key is HMAC-SHA256(masterKey, tenant).
    public init(masterKey: [UInt8], tenant: TenantID) { fatalError("skeleton") }

    /// - Parameter value: Canonicalised by kind first (an e-mail address is lower-cased).
    public func pseudonym(kind: PIIKind, value: String) -> String { fatalError("skeleton") }
}
