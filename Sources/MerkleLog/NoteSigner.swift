import Crypto

/// Signs notes with Ed25519 (algorithm 0x01, https://c2sp.org/signed-note#ed25519-signatures) under a key name.
public struct NoteSigner: Sendable {
    /// The key's name; in a log, its origin.
    public let name: String
    /// Checks what this signer signs.
    public let verifier: NoteVerifier
    private let key: Curve25519.Signing.PrivateKey

    /// Takes a key and the name that it signs under.
    ///
    /// - Parameter seed: The 32 bytes of an Ed25519 private key (RFC 8032 §5.1.5).
    /// - Throws: ``NoteError`` `invalidSeed` or `invalidName`.
    public init(name: String, seed: [UInt8]) throws {
        guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed) else {
            throw NoteError(.invalidSeed, "an Ed25519 seed must be 32 bytes, not \(seed.count)")
        }
        try self.init(name: name, key: key)
    }

    private init(name: String, key: Curve25519.Signing.PrivateKey) throws {
        guard let verifier = NoteVerifier(name: name, publicKey: Array(key.publicKey.rawRepresentation)) else {
            throw NoteError(
                .invalidName, "a key name must be non-empty, without white space, '+' and control characters")
        }
        self.name = name
        self.key = key
        self.verifier = verifier
    }

    /// The same key under another name: how an instance's key signs each of its logs.
    ///
    /// - Throws: ``NoteError`` `invalidName`.
    public func named(_ name: String) throws -> NoteSigner { try NoteSigner(name: name, key: key) }

    /// The signature of a note's text.
    func sign(_ text: String) throws -> SignedNote.Signature {
        let bytes = Array(try key.signature(for: Array(text.utf8)))
        return SignedNote.Signature(name: name, keyID: verifier.keyID, bytes: bytes)
    }
}
