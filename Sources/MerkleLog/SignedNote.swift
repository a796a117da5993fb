/// A text with its signatures (C2SP signed-note, https://c2sp.org/signed-note).
public struct SignedNote: Hashable, Sendable {
    /// Bytes in the longest note that is read. The specification asks for a bound; the value is Go's.
    public static let maximumLength = 1_000_000
    /// Signatures in a note that is read. The specification asks for a bound of at least 16; the value is Go's.
    public static let maximumSignatureCount = 100

    /// One signature line.
    public struct Signature: Hashable, Sendable {
        /// The key's name: non-empty, without white space and `+`.
        public var name: String
        /// Tells a name's keys apart: the first four bytes of a hash, big-endian.
        public var keyID: UInt32
        /// What the key's algorithm made of the text; 64 bytes for Ed25519.
        public var bytes: [UInt8]

        /// Takes a signature as it is.
        public init(name: String, keyID: UInt32, bytes: [UInt8]) {
            self.name = name
            self.keyID = keyID
            self.bytes = bytes
        }
    }

    /// What is signed; ends in a newline.
    public var text: String
    /// In the order of their lines.
    public var signatures: [Signature]

    /// Signs a text.
    ///
    /// - Throws: ``NoteError`` `invalidText` unless `text` ends in a newline and has no other control characters.
    public init(text: String, signedBy signer: NoteSigner) throws {
        guard text.utf8.last == Line.feed, Line.areClean(text.utf8) else {
            throw NoteError(.invalidText, "a note's text must end in a newline and have no other control characters")
        }
        self.text = text
        signatures = [try signer.sign(text)]
    }

    /// Whether `verifier`'s key signed the text: nil when no signature is of that key, false when one is and does not
    /// hold.
    ///
    /// A key is known by name and id together; a signature that shares only one of them is somebody else's and ignored.
    public func isSigned(by verifier: NoteVerifier) -> Bool? {
        // Names are compared by their bytes: strings are equal in Swift when they are equivalent in Unicode.
        let ours = signatures.filter {
            $0.keyID == verifier.keyID && $0.name.utf8.elementsEqual(verifier.name.utf8)
        }
        return ours.isEmpty ? nil : ours.allSatisfy { verifier.isValid($0.bytes, for: text) }
    }
}

// MARK: - Encoding

extension SignedNote {
    /// An em dash (U+2014) and a space.
    private static let signaturePrefix: [UInt8] = [0xE2, 0x80, 0x94, 0x20]

    /// The text, an empty line, and a line for each signature.
    public var encoded: [UInt8] {
        var bytes = Array(text.utf8)
        bytes.append(Line.feed)
        for signature in signatures {
            bytes += Self.signaturePrefix
            bytes += signature.name.utf8
            bytes.append(Line.space)
            bytes += Base64.encode(signature.keyID.bigEndianBytes + signature.bytes).utf8
            bytes.append(Line.feed)
        }
        return bytes
    }

    /// Reads a note's file. Checks no signature.
    ///
    /// - Returns: nil if `encoded` is not a well-formed note, or is longer or has more signatures than the bounds allow.
    public init?(encoded: [UInt8]) {
        guard encoded.count <= Self.maximumLength, encoded.last == Line.feed, Line.areClean(encoded),
            let blank = Line.blank(in: encoded, last: true),
            let text = String(validating: encoded[...blank], as: UTF8.self),
            blank + 2 < encoded.count
        else { return nil }
        let lines = encoded[(blank + 2)...].dropLast().split(separator: Line.feed, omittingEmptySubsequences: false)
        guard lines.count <= Self.maximumSignatureCount else { return nil }
        let signatures = lines.compactMap(Self.signature(line:))
        guard signatures.count == lines.count else { return nil }
        self.text = text
        self.signatures = signatures
    }

    /// `— name base64(key id ‖ signature)`.
    private static func signature(line: ArraySlice<UInt8>) -> Signature? {
        guard line.starts(with: signaturePrefix) else { return nil }
        let rest = line.dropFirst(signaturePrefix.count)
        guard let space = rest.firstIndex(of: Line.space),
            let name = String(validating: rest[..<space], as: UTF8.self), isKeyName(name),
            let bytes = Base64.decode(rest[(space + 1)...]), bytes.count > 4
        else { return nil }
        return Signature(name: name, keyID: UInt32(bigEndianBytes: bytes[..<4]), bytes: Array(bytes[4...]))
    }

    /// Whether a key may be called so: non-empty, no Unicode white space, no `+`, no control characters.
    static func isKeyName(_ name: String) -> Bool {
        !name.isEmpty
            && name.unicodeScalars.allSatisfy { !$0.properties.isWhitespace && $0 != "+" && $0.value >= 0x20 }
    }
}

extension UInt32 {
    /// Four bytes, the most significant first.
    var bigEndianBytes: [UInt8] { [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: self >> $0) } }

    /// Reads ``bigEndianBytes`` back.
    init(bigEndianBytes bytes: some Sequence<UInt8>) { self = bytes.reduce(0) { $0 << 8 | UInt32($1) } }
}
