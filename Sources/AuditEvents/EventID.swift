/// Makes event ids: UUIDs of version 7 (RFC 9562 §5.7), 48 bits of Unix milliseconds and 74 random bits.
public enum EventID {
    /// - Parameters:
    ///   - now: The time whose milliseconds lead the id.
    ///   - generator: Where the random bits come from; cryptographically secure in production.
    public static func uuidv7(at now: Timestamp, using generator: inout some RandomNumberGenerator) -> String {
        fatalError("skeleton")
    }

    /// Whether a caller may use `text` as an event, request or trace id: 1 to 128 printable ASCII characters, no space.
    public static func isValid(_ text: String) -> Bool { fatalError("skeleton") }
}
