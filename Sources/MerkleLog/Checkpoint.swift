/// A log's size and root, as C2SP tlog-checkpoint writes them (https://c2sp.org/tlog-checkpoint).
public struct Checkpoint: Hashable, Sendable {
    /// Which log: `<instance>/<tenant>`.
    public var origin: String
    /// Leaves in the tree.
    public var size: UInt64
    /// The tree's root at that size.
    public var root: MerkleHash

    /// States a size and a root, unsigned.
    public init(origin: String, size: UInt64, root: MerkleHash) {
        self.origin = origin
        self.size = size
        self.root = root
    }

    /// `origin\nsize\nbase64 root\n`.
    public var text: String { "\(origin)\n\(size)\n\(root.base64)\n" }

    /// Reads a note's text; extension lines after the root are allowed and ignored.
    ///
    /// - Returns: nil unless `text` is a checkpoint's: every line non-empty, a size without leading zeros, 32 bytes of
    ///   canonical base64, a newline at the end.
    public init?(text: String) {
        let bytes = Array(text.utf8)
        guard bytes.last == Line.feed, Line.areClean(bytes) else { return nil }
        let lines = bytes.dropLast().split(separator: Line.feed, omittingEmptySubsequences: false)
        guard lines.count >= 3, !lines.contains(where: \.isEmpty),
            let size = Decimal.parse(lines[1]), let root = MerkleHash(base64: lines[2])
        else { return nil }
        self.init(origin: String(decoding: lines[0], as: UTF8.self), size: size, root: root)
    }
}
