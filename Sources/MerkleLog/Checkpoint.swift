/// A log's size and root, as C2SP tlog-checkpoint writes them.
public struct Checkpoint: Hashable, Sendable {
    public var origin: String
    public var size: UInt64
    public var root: MerkleHash

    public init(origin: String, size: UInt64, root: MerkleHash) {
        self.origin = origin
        self.size = size
        self.root = root
    }

    /// `origin\nsize\nbase64 root\n`.
    public var text: String { fatalError("skeleton") }
    /// - Returns: nil unless `text` is a checkpoint's text; extension lines after the root are allowed and ignored.
    public init?(text: String) { fatalError("skeleton") }
}

/// A text with its signatures (C2SP signed-note).
public struct SignedNote: Hashable, Sendable {
    public struct Signature: Hashable, Sendable {
        public var name: String
        public var keyID: UInt32
        public var bytes: [UInt8]
    }
    /// Ends in a newline.
    public var text: String
    public var signatures: [Signature]

    /// - Returns: nil if `encoded` is not a well-formed note.
    public init?(encoded: [UInt8]) { fatalError("skeleton") }
    public var encoded: [UInt8] { fatalError("skeleton") }

    public init(text: String, signedBy signer: NoteSigner) throws { fatalError("skeleton") }

    /// Whether `verifier`'s key signed the text: nil when no signature is of that key, false when one is and does not hold.
    public func isSigned(by verifier: NoteVerifier) -> Bool? { fatalError("skeleton") }
}

/// Signs notes with Ed25519 (algorithm 0x01) under a key name.
public struct NoteSigner: Sendable {
    public let name: String
    /// - Parameter seed: The 32 bytes of an Ed25519 private key.
    public init(name: String, seed: [UInt8]) throws { fatalError("skeleton") }
    public var verifier: NoteVerifier { fatalError("skeleton") }
}

/// Checks notes of one named Ed25519 key.
public struct NoteVerifier: Hashable, Sendable {
    public let name: String
    public let keyID: UInt32
    /// 32 bytes.
    public let publicKey: [UInt8]
    public init?(name: String, publicKey: [UInt8]) { fatalError("skeleton") }
    /// Reads `name+<8 hex>+<base64>`.
    public init?(vkey: String) { fatalError("skeleton") }
    public var vkey: String { fatalError("skeleton") }
    /// The same public key under another name: how an instance's key serves each of its logs.
    public func named(_ name: String) -> NoteVerifier { fatalError("skeleton") }
}

/// A checkpoint with the note that carries it.
public struct SignedCheckpoint: Hashable, Sendable {
    public let checkpoint: Checkpoint
    public let note: SignedNote

    /// - Returns: nil if `encoded` is no note or its text no checkpoint. Checks no signature.
    public init?(encoded: [UInt8]) { fatalError("skeleton") }
    public init(_ checkpoint: Checkpoint, signedBy signer: NoteSigner) throws { fatalError("skeleton") }
    public var encoded: [UInt8] { note.encoded }
}

/// A single-entry proof that stands alone (C2SP tlog-proof, `.tlog-proof`).
public struct TLogProof: Hashable, Sendable {
    public var index: UInt64
    public var hashes: [MerkleHash]
    public var checkpoint: SignedCheckpoint
    public init(index: UInt64, hashes: [MerkleHash], checkpoint: SignedCheckpoint) {
        self.index = index
        self.hashes = hashes
        self.checkpoint = checkpoint
    }
    /// - Returns: nil if `encoded` is not such a file.
    public init?(encoded: [UInt8]) { fatalError("skeleton") }
    public var encoded: [UInt8] { fatalError("skeleton") }
}
