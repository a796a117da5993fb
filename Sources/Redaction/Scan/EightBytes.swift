/// Eight bytes of a text asked at once: an answer has the top bit of each byte for which it is yes.
struct EightBytes {
    let bytes: UInt64

    private static let top: UInt64 = 0x8080_8080_8080_8080

    @inline(__always)
    init(_ bytes: UInt64) { self.bytes = bytes }

    /// Each byte of ASCII that is one of `range`; of others too what is 128 above one.
    @inline(__always)
    private static func bytes(_ bytes: UInt64, in range: ClosedRange<UInt8>) -> UInt64 {
        // Adding carries into the top bit from the range's first on, and from the one behind its last.
        let each: UInt64 = 0x0101_0101_0101_0101
        let ascii = bytes & ~top
        let fromFirst = ascii &+ each &* UInt64(128 - range.lowerBound)
        let behindLast = ascii &+ each &* UInt64(127 - range.upperBound)
        return fromFirst & ~behindLast & top
    }

    @inline(__always)
    var digits: UInt64 { Self.bytes(bytes, in: 48...57) & ~bytes }

    @inline(__always)
    var alphanumerics: UInt64 {
        (Self.bytes(bytes | Self.blanks, in: 97...122) | Self.bytes(bytes, in: 48...57)) & ~bytes
    }

    @inline(__always)
    var hexDigits: UInt64 { (Self.bytes(bytes | Self.blanks, in: 97...102) | Self.bytes(bytes, in: 48...57)) & ~bytes }

    /// ASCII letters, digits and bytes beyond ASCII.
    @inline(__always)
    var wordBytes: UInt64 {
        Self.bytes(bytes | Self.blanks, in: 97...122) | Self.bytes(bytes, in: 48...57) | bytes & Self.top
    }

    /// What makes small letters of large ones.
    private static let blanks: UInt64 = 0x2020_2020_2020_2020

    /// For how many bytes from the first on an answer is yes.
    @inline(__always)
    static func run(_ answer: UInt64) -> Int { (~answer & top).trailingZeroBitCount >> 3 }

    /// An answer with a bit for each byte, the first lowest.
    @inline(__always)
    static func packed(_ answer: UInt64) -> UInt32 {
        UInt32(truncatingIfNeeded: ((answer >> 7) &* 0x0102_0408_1020_4080) >> 56)
    }

    /// Whether an answer is yes for all of them.
    @inline(__always)
    static func isWhole(_ answer: UInt64) -> Bool { answer == top }
}
