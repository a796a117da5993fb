public import AuditEvents

extension Redactor {
    /// Redacts the members of an object by the rules for an event's metadata: every text, key and number at any depth,
    /// and whole the value of a key that promises a secret.
    ///
    /// - Parameter pseudonymizer: Makes the pseudonyms of IP addresses; nil writes `[IPV4]` and `[IPV6]`.
    /// - Returns: nil if there is nothing to take out.
    /// - Throws: `redaction_failed` for values nested deeper than 256 levels.
    public func redact(
        members object: JSONObject, pseudonymizer: Pseudonymizer? = nil
    ) throws(AuditError) -> JSONObject? {
        var walk = ValueWalk(policy: compiled, pseudonymizer: pseudonymizer)
        return try walk.redact(object, at: "metadata")
    }
}
