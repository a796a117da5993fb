extension MerkleHash: CustomStringConvertible {
    /// Takes the 32 bytes of a hash.
    ///
    /// - Returns: nil unless there are exactly 32 bytes.
    public init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        self =
            bytes.withContiguousStorageIfAvailable { MerkleHash(loading: UnsafeRawBufferPointer($0)) }
            ?? Array(bytes).withUnsafeBytes(MerkleHash.init(loading:))
    }

    /// Reads 64 lower-case hex digits.
    ///
    /// - Returns: nil for any other length or character, upper-case digits included: a hash has one spelling.
    public init?(hex: String) {
        guard let bytes = Hex.decode(hex.utf8) else { return nil }
        self.init(bytes)
    }

    /// Reads 44 characters of canonical base64 (RFC 4648 §4).
    init?(base64: ArraySlice<UInt8>) {
        guard let bytes = Base64.decode(base64) else { return nil }
        self.init(bytes)
    }

    /// The 32 bytes.
    public var bytes: [UInt8] { withUnsafeBytes { Array($0) } }
    /// 64 lower-case hex digits.
    public var hex: String { withUnsafeBytes { Hex.encode($0) } }
    /// 44 characters of base64 (RFC 4648 §4).
    public var base64: String { Base64.encode(bytes) }
    /// The same as ``hex``.
    public var description: String { hex }
}
