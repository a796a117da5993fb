/// A node of the tree: 32 bytes of SHA-256 (RFC 6962 §2.1).
public struct MerkleHash: Hashable, Sendable {
    package var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

    public init?(_ bytes: some Collection<UInt8>) { fatalError("skeleton") }
    public init?(hex: String) { fatalError("skeleton") }
    public var bytes: [UInt8] { fatalError("skeleton") }
    public var hex: String { fatalError("skeleton") }
    public var base64: String { fatalError("skeleton") }

    public static func == (left: MerkleHash, right: MerkleHash) -> Bool { left.words == right.words }
    public func hash(into hasher: inout Hasher) { hasher.combine(words.0) }

    /// `SHA-256(0x00 ‖ entry)`.
    public static func leaf(_ entry: some Sequence<UInt8>) -> MerkleHash { fatalError("skeleton") }
    public static func leaf(_ entry: UnsafeRawBufferPointer) -> MerkleHash { fatalError("skeleton") }
    /// `SHA-256(0x01 ‖ left ‖ right)`.
    public static func node(_ left: MerkleHash, _ right: MerkleHash) -> MerkleHash { fatalError("skeleton") }
    /// The root of the empty tree: SHA-256 of nothing.
    public static var emptyRoot: MerkleHash { fatalError("skeleton") }
}
