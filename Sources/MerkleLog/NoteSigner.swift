import Crypto

/// Why a note could not be signed. Equal by code.
public struct NoteError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong; more may come.
    public struct Code: Hashable, Sendable {
        private let name: String
        /// A key name is empty or holds white space, `+` or control characters.
        public static let invalidName = Code(name: "invalid_name")
        /// A seed is not 32 bytes.
        public static let invalidSeed = Code(name: "invalid_seed")
        /// A text does not end in a newline, or holds what a note must not.
        public static let invalidText = Code(name: "invalid_text")
    }

    /// What is wrong.
    public let code: Code
    /// The same for people.
    public let description: String

    init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }

    public static func == (left: NoteError, right: NoteError) -> Bool { left.code == right.code }
    public func hash(into hasher: inout Hasher) { hasher.combine(code) }
}

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
