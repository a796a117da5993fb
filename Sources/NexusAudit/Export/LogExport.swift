public import AuditEvents
public import MerkleLog

/// Writes entries of one log out, for an auditor or for training, with a manifest that says what is there and why.
public struct LogExport: Sendable {
    public enum Purpose: String, Sendable {
        /// One contiguous index range, whole, so that its completeness can be proven.
        case audit
        /// Only what may be used for training now.
        case training
    }
    public enum Format: String, Sendable { case ndjson, csv }

    public init(reader: any LogReader) { fatalError("skeleton") }

    /// - Parameters:
    ///   - from: Inclusive, by `recorded_at`; nil from the beginning.
    ///   - to: Exclusive; nil to the end of the published log.
    ///   - write: Gets the bytes of one or more whole lines at a time.
    /// - Returns: The manifest, as JSON.
    public func run(
        _ tenant: TenantID, for purpose: Purpose, format: Format = .ndjson, from: Timestamp? = nil, to: Timestamp? = nil,
        progress: (@Sendable (UInt64, UInt64) -> Void)? = nil, write: ([UInt8]) throws -> Void
    ) async throws(AuditError) -> JSONObject { fatalError("skeleton") }

    /// Checks an audit export offline: every line's bytes, the range's completeness under the manifest's checkpoint, the
    /// signature.
    ///
    /// - Parameters:
    ///   - lines: The export's lines in order, without newlines and without the manifest.
    public static func verify(
        lines: some Sequence<[UInt8]>, manifest: JSONObject, verifier: NoteVerifier
    ) throws(AuditError) -> [VerificationFinding] { fatalError("skeleton") }
}
