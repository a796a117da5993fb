extension Redactor {
    /// What `redactIdentifier` wrote in place of an identifier in the epochs before, oldest first: by these names an older
    /// entry knows the same person.
    ///
    /// - Parameter identifier: As a caller knows it.
    /// - Returns: Nothing for an identifier that is written as it is, or where there was no epoch before.
    public func earlierPseudonyms(ofIdentifier identifier: String, pseudonymizer: Pseudonymizer) -> [String] {
        pseudonymizer.earlier.compactMap { earlier in
            let (written, found) = redactIdentifier(identifier, pseudonymizer: earlier)
            return found.isEmpty ? nil : written
        }
    }
}
