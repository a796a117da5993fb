import Crypto

/// Checks notes of one named Ed25519 key (https://c2sp.org/signed-note#ed25519-signatures).
public struct NoteVerifier: Hashable, Sendable {
    /// The signature type byte of Ed25519.
    private static let algorithm: UInt8 = 0x01

    /// The key's name; in a log, its origin.
    public let name: String
    /// First four bytes of `SHA-256(name ‖ 0x0A ‖ 0x01 ‖ public key)`, big-endian.
    public let keyID: UInt32
    /// 32 bytes (RFC 8032 §5.1.5).
    public let publicKey: [UInt8]

    /// Takes a public key and the name that it signs under.
    ///
    /// - Returns: nil unless `publicKey` is 32 bytes and `name` non-empty, without white space, `+` and controls.
    public init?(name: String, publicKey: [UInt8]) {
        guard SignedNote.isKeyName(name), publicKey.count == 32 else { return nil }
        self.init(unchecked: name, publicKey: publicKey)
    }

    private init(unchecked name: String, publicKey: [UInt8]) {
        self.name = name
        self.publicKey = publicKey
        var input = Array(name.utf8)
        input += [Line.feed, Self.algorithm]
        input += publicKey
        keyID = input.withUnsafeBytes { MerkleHash.sha256($0).withUnsafeBytes { UInt32(bigEndianBytes: $0[..<4]) } }
    }

    /// Reads `name+<8 hex>+<base64>`, the format of Go's `sumdb/note`.
    ///
    /// - Returns: nil unless the key is Ed25519 and the key id is the one that name and key give.
    public init?(vkey: String) {
        let plus = UInt8(ascii: "+")
        let parts = Array(vkey.utf8).split(separator: plus, maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let keyID = Hex.decode(parts[1]), keyID.count == 4,
            let key = Base64.decode(parts[2]), key.first == Self.algorithm
        else { return nil }
        self.init(name: String(decoding: parts[0], as: UTF8.self), publicKey: Array(key.dropFirst()))
        guard self.keyID == UInt32(bigEndianBytes: keyID) else { return nil }
    }

    /// `name+<8 hex>+<base64(0x01 ‖ public key)>`, the format of Go's `sumdb/note`.
    public var vkey: String {
        "\(name)+\(Hex.encode(keyID.bigEndianBytes))+\(Base64.encode([Self.algorithm] + publicKey))"
    }

    /// The same public key under another name: how an instance's key serves each of its logs.
    ///
    /// A name that no key can have gives a verifier that no note is signed by.
    public func named(_ name: String) -> NoteVerifier { NoteVerifier(unchecked: name, publicKey: publicKey) }

    /// Whether `signature` is this key's over `text`.
    func isValid(_ signature: [UInt8], for text: String) -> Bool {
        guard signature.count == 64, let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey) else {
            return false
        }
        return key.isValidSignature(signature, for: Array(text.utf8))
    }
}
