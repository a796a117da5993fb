/// Why an event was not accepted, or why a question could not be answered.
///
/// Two errors are equal when their codes are equal; the message is for people, the other fields are for programs.
/// A message never holds caller's text that has not been redacted: it names fields, limits and places.
public struct AuditError: Error, Sendable {
    /// What went wrong, as a stable word programs may compare. Open: a backend may add its own.
    public struct Code: RawRepresentable, Hashable, Sendable, ExpressibleByStringLiteral {
        public let rawValue: String
        public init(rawValue: String) { self.rawValue = rawValue }
        public init(stringLiteral value: String) { self.rawValue = value }
    }

    /// What is known of the entry after the failure.
    public enum Durability: String, Sendable {
        /// The event is not in the log and will not appear there.
        case notWritten = "not_written"
        /// The event may or may not be in the log; a retry with the same event id settles it.
        case unknown
    }

    public var code: Code
    /// One sentence: what, where, and what to do.
    public var message: String
    /// The dotted path of the field at fault, with redacted keys.
    public var field: String?
    /// The bound that was passed, in the field's unit.
    public var limit: Int?
    /// What was given instead, in the field's unit.
    public var actual: Int?
    /// Whether the same call can succeed later.
    public var isRetryable: Bool
    /// How long to wait before a retry, where that is known.
    public var retryAfter: Duration?
    public var durability: Durability
    public var eventID: String?
    public var tenantID: String?
    public var requestID: String?
    /// The error underneath, if another layer failed.
    public var cause: (any Error)?

    public init(
        _ code: Code, _ message: String, field: String? = nil, limit: Int? = nil, actual: Int? = nil,
        isRetryable: Bool = false, retryAfter: Duration? = nil, durability: Durability = .notWritten,
        eventID: String? = nil, tenantID: String? = nil, requestID: String? = nil, cause: (any Error)? = nil
    ) {
        self.code = code
        self.message = message
        self.field = field
        self.limit = limit
        self.actual = actual
        self.isRetryable = isRetryable
        self.retryAfter = retryAfter
        self.durability = durability
        self.eventID = eventID
        self.tenantID = tenantID
        self.requestID = requestID
        self.cause = cause
    }
}

extension AuditError: Equatable {
    public static func == (left: AuditError, right: AuditError) -> Bool { left.code == right.code }
}

extension AuditError: CustomStringConvertible {
    public var description: String { "\(code.rawValue): \(message)" }
}

extension AuditError.Code {
    // The event itself.
    /// Not JSON, not UTF-8, a duplicate key, a control character: `message` says which.
    public static let malformed: Self = "malformed"
    /// A field's value breaks that field's rule.
    public static let invalidField: Self = "invalid_field"
    public static let missingField: Self = "missing_field"
    public static let unknownField: Self = "unknown_field"
    /// A field that only the engine writes was given by the caller.
    public static let reservedField: Self = "reserved_field"
    /// Metadata contradicts the request context.
    public static let reservedMetadata: Self = "reserved_metadata"
    public static let invalidTenant: Self = "invalid_tenant"
    public static let missingContext: Self = "missing_context"
    public static let numberRange: Self = "number_range"
    public static let tooDeep: Self = "too_deep"
    public static let tooLarge: Self = "too_large"
    /// An id that must stay usable as given (event, request, trace) holds PII.
    public static let piiInIdentifier: Self = "pii_in_identifier"
    public static let redactionFailed: Self = "redaction_failed"
    /// The event id was used before with other content.
    public static let conflict: Self = "conflict"

    // The store.
    public static let overloaded: Self = "overloaded"
    public static let quotaExceeded: Self = "quota_exceeded"
    public static let storeMissing: Self = "store_missing"
    public static let storeLocked: Self = "store_locked"
    public static let storeFull: Self = "store_full"
    /// A write or a flush failed earlier; the store refuses every append until it is opened anew.
    public static let storePoisoned: Self = "store_poisoned"
    public static let storeClosed: Self = "store_closed"
    public static let corrupt: Self = "corrupt"
    public static let io: Self = "io"

    // Questions.
    public static let notFound: Self = "not_found"
    /// The entry exists but no checkpoint covers it yet.
    public static let notPublished: Self = "not_published"
}
