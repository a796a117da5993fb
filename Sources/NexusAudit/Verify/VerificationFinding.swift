public import AuditEvents

/// One piece of damage, as exactly as it can be named.
public struct VerificationFinding: Hashable, Sendable {
    public enum Kind: String, Sendable {
        /// An entry's bytes do not hash to the leaf hash that the log has for it.
        case leaf
        /// An entry bundle cannot be taken apart.
        case bundle
        /// A tile's hash is not the one computed from below, or not the one that the checkpoint's root demands.
        case tile
        /// The checkpoint cannot be read or its root is not the tree's.
        case checkpoint
        case signature
        case consistency
        /// A record of the journal is damaged or contradicts the published log.
        case journal
        case blob
        case missingFile = "missing_file"
        /// A file that is no part of the log and lies among its files.
        case unknownFile = "unknown_file"
        /// An entry that is under the root and still cannot be right: no stored event, another tenant's, out of order.
        case entry
        /// An export's lines are not the range that its manifest proves.
        case export
    }

    public var kind: Kind
    /// The damaged entry; for a tile above the leaves the first entry beneath the hash.
    public var index: UInt64?
    /// The file's path within the store, such as `logs/t_demo/tile/entries/000.p/9`.
    public var file: String?
    /// Byte offset of the damaged record in the file.
    public var offset: Int?
    /// Lower-case hex, or words.
    public var expected: String?
    public var found: String?
    /// One sentence for people.
    public var message: String

    public init(
        _ kind: Kind, index: UInt64? = nil, file: String? = nil, offset: Int? = nil, expected: String? = nil,
        found: String? = nil, message: String
    ) {
        self.kind = kind
        self.index = index
        self.file = file
        self.offset = offset
        self.expected = expected
        self.found = found
        self.message = message
    }
}

extension VerificationFinding {
    /// The finding as programs see it; what is not known is left out.
    public var json: JSONObject {
        var json: JSONObject = ["kind": .string(kind.rawValue), "message": .string(message)]
        json["index"] = index.map { .number(Double($0)) }
        json["file"] = file.map { .string($0) }
        json["offset"] = offset.map { .number(Double($0)) }
        json["expected"] = expected.map { .string($0) }
        json["found"] = found.map { .string($0) }
        return json
    }
}
