/// A single-entry proof that stands alone: checkpoint, index and inclusion proof in one file
/// (C2SP tlog-proof, `.tlog-proof`, https://c2sp.org/tlog-proof).
public struct TLogProof: Hashable, Sendable {
    /// The first line of the file.
    private static let header = "c2sp.org/tlog-proof@v1"
    /// Hashes in the longest inclusion proof: sizes are below 2^64.
    private static let maximumHashCount = 64

    /// The entry's place in the log.
    public var index: UInt64
    /// From the leaf's sibling up to the root's child.
    public var hashes: [MerkleHash]
    /// The tree that the entry is in.
    public var checkpoint: SignedCheckpoint
    /// Opaque data beside the proof. Nobody signed it: never to be trusted for itself.
    public var extra: [UInt8]?

    /// Puts a proof together, unchecked.
    public init(index: UInt64, hashes: [MerkleHash], checkpoint: SignedCheckpoint, extra: [UInt8]? = nil) {
        self.index = index
        self.hashes = hashes
        self.checkpoint = checkpoint
        self.extra = extra
    }

    /// Reads a proof's file. Checks neither signature nor inclusion: that is ``verify(leaf:by:)``.
    ///
    /// - Returns: nil if `encoded` is not such a file.
    public init?(encoded: [UInt8]) {
        guard let blank = Line.blank(in: encoded, last: false),
            let checkpoint = SignedCheckpoint(encoded: Array(encoded[(blank + 2)...]))
        else { return nil }
        var lines = encoded[..<blank].split(separator: Line.feed, omittingEmptySubsequences: false)[...]
        guard let header = lines.popFirst(), header.elementsEqual(Self.header.utf8) else { return nil }

        var extra: [UInt8]?
        if let text = lines.first.flatMap({ Self.value("extra ", in: $0) }) {
            guard let data = Base64.decode(text) else { return nil }
            extra = data
            lines.removeFirst()
        }
        guard let line = lines.popFirst(), let index = Self.value("index ", in: line).flatMap({ Decimal.parse($0) }),
            lines.count <= Self.maximumHashCount
        else { return nil }
        let hashes = lines.compactMap(MerkleHash.init(base64:))
        guard hashes.count == lines.count else { return nil }
        self.init(index: index, hashes: hashes, checkpoint: checkpoint, extra: extra)
    }

    /// The file's bytes.
    public var encoded: [UInt8] {
        var text = "\(Self.header)\n"
        if let extra { text += "extra \(Base64.encode(extra))\n" }
        text += "index \(index)\n"
        for hash in hashes { text += "\(hash.base64)\n" }
        text += "\n"
        return Array(text.utf8) + checkpoint.encoded
    }

    private static func value(_ key: String, in line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        line.starts(with: key.utf8) ? line.dropFirst(key.utf8.count) : nil
    }
}

extension TLogProof {
    /// What checking a proof came to.
    public enum Verdict: Hashable, Sendable {
        /// The log signed the checkpoint, and the entry is in its tree at the index.
        case valid
        /// No signature on the checkpoint is of the log's key.
        case unsigned
        /// A signature of the log's key does not hold.
        case badSignature
        /// The hashes do not lead from the entry to the signed root.
        case notIncluded
    }

    /// Checks signature and inclusion, without a store.
    ///
    /// - Parameters:
    ///   - leaf: The entry's leaf hash, computed from the entry itself.
    ///   - verifier: The log's key; its name must be the checkpoint's origin.
    public func verify(leaf: MerkleHash, by verifier: NoteVerifier) -> Verdict {
        switch checkpoint.isSigned(by: verifier) {
        case nil: return .unsigned
        case false?: return .badSignature
        case true?: break
        }
        let tree = checkpoint.checkpoint
        return Proof.verifyInclusion(of: leaf, at: index, size: tree.size, root: tree.root, proof: hashes)
            ? .valid : .notIncluded
    }
}
