extension JSONValue {
    /// The canonical form (RFC 8785, JSON Canonicalization Scheme) in UTF-8.
    ///
    /// - Precondition: Every number is finite.
    public func canonicalBytes() -> [UInt8] {
        var output: [UInt8] = []
        writeCanonical(to: &output)
        return output
    }

    /// Appends the canonical form to `output`.
    public func writeCanonical(to output: inout [UInt8]) {
        fatalError("skeleton")
    }
}
