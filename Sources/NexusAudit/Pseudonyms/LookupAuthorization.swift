public import AuditEvents

/// That an admin asks for the pseudonym of somebody, and why.
///
/// The library cannot know who is an admin: the service's edge makes this value once it has found out, and vouches for it.
public struct LookupAuthorization: Hashable, Sendable {
    /// Recorded with the lookup, redacted like any text.
    public let reason: String

    /// - Parameter reason: In the admin's words, 1 to 1,024 bytes and not blank.
    /// - Throws: `invalid_field` for a reason that is none or too long.
    public static func admin(reason: String) throws(AuditError) -> LookupAuthorization {
        guard reason.utf8.count <= maximumReason, reason.contains(where: { !$0.isWhitespace }) else {
            throw AuditError(
                .invalidField, "a lookup needs a reason of 1 to \(maximumReason) bytes", field: "reason",
                limit: maximumReason, actual: reason.utf8.count)
        }
        return LookupAuthorization(reason: reason)
    }

    private init(reason: String) { self.reason = reason }

    private static let maximumReason = 1_024
}
