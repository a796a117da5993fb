public import AuditEvents

/// Why the service did not do what it was asked.
///
/// Two errors are equal when their codes are equal; the message is for people, the other fields are for programs. A
/// message names fields, limits and places, never the text of a note.
public struct MaybesError: Error, Sendable {
    /// What went wrong, as a stable word that programs may compare.
    public struct Code: RawRepresentable, Hashable, Sendable, ExpressibleByStringLiteral {
        public let rawValue: String
        public init(rawValue: String) { self.rawValue = rawValue }
        public init(stringLiteral value: String) { self.rawValue = value }
    }

    public var code: Code
    /// One sentence: what, where, and what to do.
    public var message: String
    /// The field at fault: `title`, `body`, `tags.3`, `limit`.
    public var field: String?
    /// The bound that was passed, in the field's unit.
    public var limit: Int?
    /// What was given instead, in the field's unit.
    public var actual: Int?
    /// Whether the same call can succeed later.
    public var isRetryable: Bool
    /// How long to wait before a retry, where that is known.
    public var retryAfter: Duration?
    /// What is known of the change: `notWritten`, it was not made and will not be; `unknown`, it waits until its event's
    /// fate is settled, and appears then or never.
    public var durability: AuditError.Durability
    /// The note that the change was about; of a create, the id the note will have if the change appears.
    public var noteID: String?
    /// The audit event of the change.
    public var eventID: String?
    /// The error underneath, if another layer failed.
    public var cause: (any Error)?

    public init(
        _ code: Code, _ message: String, field: String? = nil, limit: Int? = nil, actual: Int? = nil,
        isRetryable: Bool = false, retryAfter: Duration? = nil, durability: AuditError.Durability = .notWritten,
        noteID: String? = nil, eventID: String? = nil, cause: (any Error)? = nil
    ) {
        self.code = code
        self.message = message
        self.field = field
        self.limit = limit
        self.actual = actual
        self.isRetryable = isRetryable
        self.retryAfter = retryAfter
        self.durability = durability
        self.noteID = noteID
        self.eventID = eventID
        self.cause = cause
    }

    /// The audit log's own error, when that is what failed.
    public var auditError: AuditError? { cause as? AuditError }
}

extension MaybesError: Equatable {
    public static func == (left: MaybesError, right: MaybesError) -> Bool { left.code == right.code }
}

extension MaybesError: CustomStringConvertible {
    public var description: String { "\(code.rawValue): \(message)" }
}

extension MaybesError.Code {
    /// There is no request context, neither passed nor task-local.
    public static let missingContext: Self = "missing_context"
    /// The context names no human to whom notes could belong.
    public static let missingUser: Self = "missing_user"
    public static let invalidTenant: Self = "invalid_tenant"
    public static let invalidField: Self = "invalid_field"
    /// No note of the caller's has that id, whether or not one of somebody else's has.
    public static let notFound: Self = "not_found"
    /// The note has another version than the caller saw, or (then `isRetryable`) a change of it is not settled yet.
    public static let conflict: Self = "conflict"
    /// The change could not be audited; `auditError` says why.
    public static let auditFailed: Self = "audit_failed"
    /// The service's own database failed.
    public static let storage: Self = "storage"
    /// Another process has the database open.
    public static let locked: Self = "locked"
    public static let closed: Self = "closed"
}
