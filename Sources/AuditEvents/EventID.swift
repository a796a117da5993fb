/// Makes event ids: UUIDs of version 7 (RFC 9562 §5.7), 48 bits of Unix milliseconds and 74 random bits.
public enum EventID {
    /// - Parameters:
    ///   - now: The time whose milliseconds lead the id; a time before 1970 leads it with zeros.
    ///   - generator: Where the random bits come from; cryptographically secure in production.
    public static func uuidv7(at now: Timestamp, using generator: inout some RandomNumberGenerator) -> String {
        let milliseconds = UInt64(max(now.microseconds, 0) / 1000)
        let random = generator.next() as UInt64
        let high = milliseconds << 16 | 0x7000 | (random & 0x0FFF)
        let low = 0x8000_0000_0000_0000 | ((generator.next() as UInt64) >> 2)
        return String(unsafeUninitializedCapacity: 36) { buffer in
            var place = 0
            for (digit, word) in [high, low].enumerated() {
                for nibble in 0..<16 {
                    let index = digit * 16 + nibble
                    if index == 8 || index == 12 || index == 16 || index == 20 {
                        buffer[place] = UInt8(ascii: "-")
                        place += 1
                    }
                    let value = UInt8(truncatingIfNeeded: word >> UInt64(60 - 4 * nibble)) & 0x0F
                    buffer[place] = value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
                    place += 1
                }
            }
            return place
        }
    }

    /// Whether a caller may use `text` as an event, request or trace id: 1 to 128 printable ASCII characters, no space.
    public static func isValid(_ text: String) -> Bool { isValid(text.utf8) }

    static func isValid(_ bytes: some Collection<UInt8>) -> Bool {
        (1...maximumLength).contains(bytes.count) && bytes.allSatisfy { (0x21...0x7E).contains($0) }
    }

    /// Characters (bytes) in an id that a caller gives, at most.
    public static let maximumLength = 128
}
