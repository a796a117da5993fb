import Crypto

/// A node of the tree: 32 bytes of SHA-256 (RFC 6962 §2.1, https://www.rfc-editor.org/rfc/rfc6962.html#section-2.1).
///
/// An array of hashes lies in memory exactly as a tile does on disk: 32 bytes each, nothing between.
public struct MerkleHash: Hashable, Sendable {
    /// Bytes in a hash.
    public static let byteCount = 32

    /// The hash's bytes in memory order.
    package var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

    /// Loads 32 bytes.
    ///
    /// - Precondition: `buffer` holds exactly 32 bytes.
    @usableFromInline
    init(loading buffer: UnsafeRawBufferPointer) {
        precondition(buffer.count == Self.byteCount, "a hash is 32 bytes")
        words.0 = buffer.loadUnaligned(fromByteOffset: 0, as: UInt64.self)
        words.1 = buffer.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
        words.2 = buffer.loadUnaligned(fromByteOffset: 16, as: UInt64.self)
        words.3 = buffer.loadUnaligned(fromByteOffset: 24, as: UInt64.self)
    }

    public static func == (left: MerkleHash, right: MerkleHash) -> Bool { left.words == right.words }

    // A SHA-256 is uniform already: one word of it spreads as well as four.
    public func hash(into hasher: inout Hasher) { hasher.combine(words.0) }

    /// Calls `body` with the 32 bytes, without copying them.
    @inlinable
    public func withUnsafeBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try Swift.withUnsafeBytes(of: self) { (buffer) throws(Failure) in try body(buffer) }
    }
}

// MARK: - Hashing

extension MerkleHash {
    /// `SHA-256(0x00 ‖ entry)`: an entry's place at the bottom of the tree (RFC 6962 §2.1).
    public static func leaf(_ entry: some Sequence<UInt8>) -> MerkleHash {
        entry.withContiguousStorageIfAvailable { leaf(UnsafeRawBufferPointer($0)) }
            ?? Array(entry).withUnsafeBytes(leaf)
    }

    /// `SHA-256(0x00 ‖ entry)`: an entry's place at the bottom of the tree (RFC 6962 §2.1).
    public static func leaf(_ entry: UnsafeRawBufferPointer) -> MerkleHash {
        var hasher = SHA256()
        Swift.withUnsafeBytes(of: 0x00 as UInt8) { hasher.update(bufferPointer: $0) }
        hasher.update(bufferPointer: entry)
        return hasher.finalize().withUnsafeBytes(MerkleHash.init(loading:))
    }

    /// `SHA-256(0x01 ‖ left ‖ right)`: the parent of two nodes (RFC 6962 §2.1).
    public static func node(_ left: MerkleHash, _ right: MerkleHash) -> MerkleHash {
        withUnsafeTemporaryAllocation(byteCount: 1 + 2 * byteCount, alignment: 1) { input in
            input.storeBytes(of: 0x01, as: UInt8.self)
            left.withUnsafeBytes { UnsafeMutableRawBufferPointer(rebasing: input[1...]).copyMemory(from: $0) }
            right.withUnsafeBytes {
                UnsafeMutableRawBufferPointer(rebasing: input[(1 + byteCount)...]).copyMemory(from: $0)
            }
            return sha256(UnsafeRawBufferPointer(input))
        }
    }

    /// The root of the empty tree: SHA-256 of nothing (RFC 6962 §2.1).
    public static let emptyRoot = sha256(UnsafeRawBufferPointer(start: nil, count: 0))

    /// The root of the tree over `leaves` (MTH in RFC 6962 §2.1), in one pass.
    public static func root(of leaves: some Sequence<MerkleHash>) -> MerkleHash {
        var frontier = Frontier()
        frontier.append(contentsOf: leaves)
        return frontier.root
    }

    /// Plain SHA-256, without a domain prefix.
    static func sha256(_ bytes: UnsafeRawBufferPointer) -> MerkleHash {
        var hasher = SHA256()
        hasher.update(bufferPointer: bytes)
        return hasher.finalize().withUnsafeBytes(MerkleHash.init(loading:))
    }
}
