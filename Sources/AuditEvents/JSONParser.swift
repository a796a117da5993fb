/// What a parser accepts beyond the grammar.
public struct JSONLimits: Sendable {
    /// Nested arrays and objects, at most; the root counts as one.
    public var depth: Int
    /// Input bytes, at most.
    public var bytes: Int
    /// What becomes of a number that no double holds exactly enough: an integer beyond ±(2^53−1), or an overflow.
    public var numbers: NumberRule

    public enum NumberRule: Sendable {
        /// Throws `number_range`.
        case refuse
        /// Keeps the digits as a string; for logs of others.
        case keepAsString
    }

    public init(depth: Int = 64, bytes: Int = 32 * 1024 * 1024, numbers: NumberRule = .refuse) {
        self.depth = depth
        self.bytes = bytes
        self.numbers = numbers
    }

    public static let standard = JSONLimits()
}

extension JSONValue {
    /// Parses one JSON text (RFC 8259) strictly: UTF-8 only, no duplicate key, no lone surrogate, nothing after the value.
    ///
    /// - Throws: `malformed`, `too_deep`, `too_large` or `number_range`, with the dotted path in `field` and the byte
    ///   offset in the message.
    public init(parsing bytes: some Collection<UInt8>, limits: JSONLimits = .standard) throws(AuditError) {
        fatalError("skeleton")
    }

    public init(parsing text: String, limits: JSONLimits = .standard) throws(AuditError) {
        fatalError("skeleton")
    }
}
