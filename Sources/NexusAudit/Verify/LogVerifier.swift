public import AuditEvents
public import MerkleLog

/// Recomputes a published log from its bytes: every leaf, every tile, the root, the signature.
///
/// Trusts nothing but the verifier key. Streams: memory does not grow with the log.
public struct LogVerifier: Sendable {
    /// - Parameters:
    ///   - reader: Where the published files come from.
    ///   - verifier: The instance's key; nil takes the reader's own.
    public init(reader: any LogReader, verifier: NoteVerifier? = nil) { fatalError("skeleton") }

    /// - Parameters:
    ///   - since: An older checkpoint with which the log must be consistent.
    ///   - progress: Called now and then with the number of entries checked so far and their total.
    /// - Returns: What was found; a log that does not verify is a result, not an error.
    /// - Throws: When it could not be found out (`io`).
    public func verify(
        _ tenant: TenantID, since: SignedCheckpoint? = nil, progress: (@Sendable (UInt64, UInt64) -> Void)? = nil
    ) async throws(AuditError) -> LogVerification { fatalError("skeleton") }
}

/// What verifying one log found.
public struct LogVerification: Hashable, Sendable {
    public var tenant: TenantID
    public var size: UInt64
    public var root: MerkleHash
    public var findings: [VerificationFinding]
    public var isValid: Bool { findings.isEmpty }
    public init(tenant: TenantID, size: UInt64, root: MerkleHash, findings: [VerificationFinding]) {
        self.tenant = tenant
        self.size = size
        self.root = root
        self.findings = findings
    }
}

/// One piece of damage, as exactly as it can be named.
public struct VerificationFinding: Hashable, Sendable {
    public enum Kind: String, Sendable {
        /// An entry's bytes do not hash to the leaf hash that its tile holds.
        case leaf
        /// An entry bundle cannot be taken apart.
        case bundle
        /// A tile's hash is not the one computed from below.
        case tile
        /// The checkpoint cannot be read or its root is not the tree's.
        case checkpoint
        case signature
        case consistency
        /// A record of the journal is damaged or contradicts the published log.
        case journal
        case blob
        case missingFile = "missing_file"
    }
    public var kind: Kind
    public var index: UInt64?
    /// The file's path within the store, such as `logs/t_demo/tile/entries/000.p/9`.
    public var file: String?
    /// Byte offset of the damaged record in the file.
    public var offset: Int?
    /// Lower-case hex, or words.
    public var expected: String?
    public var found: String?
    /// One sentence for people.
    public var message: String
    public init(
        _ kind: Kind, index: UInt64? = nil, file: String? = nil, offset: Int? = nil, expected: String? = nil,
        found: String? = nil, message: String
    ) {
        self.kind = kind
        self.index = index
        self.file = file
        self.offset = offset
        self.expected = expected
        self.found = found
        self.message = message
    }
}

/// Makes proofs from a published log's tiles.
public struct ProofBuilder: Sendable {
    public init(reader: any LogReader) { fatalError("skeleton") }

    /// The proof that entry `index` is in the log under its last checkpoint.
    ///
    /// - Throws: `not_found` beyond the log, `not_published` beyond the checkpoint.
    public func inclusion(of index: UInt64, tenant: TenantID) async throws(AuditError) -> TLogProof { fatalError("skeleton") }

    /// The proof that the last checkpoint extends `old`.
    public func consistency(
        from old: Checkpoint, tenant: TenantID
    ) async throws(AuditError) -> (proof: [MerkleHash], checkpoint: SignedCheckpoint) { fatalError("skeleton") }
}
