/// A set of bytes: four words, so that asking costs a shift.
struct ByteSet: Sendable, Hashable {
    private var first: UInt64 = 0
    private var second: UInt64 = 0
    private var third: UInt64 = 0
    private var fourth: UInt64 = 0

    init() {}

    /// The bytes of an ASCII text.
    init(_ text: StaticString) {
        text.withUTF8Buffer { for byte in $0 { insert(byte) } }
    }

    init(where predicate: (UInt8) -> Bool) {
        for byte in UInt8.min...UInt8.max where predicate(byte) { insert(byte) }
    }

    mutating func insert(_ byte: UInt8) {
        let bit = (1 as UInt64) << UInt64(byte & 63)
        switch byte >> 6 {
        case 0: first |= bit
        case 1: second |= bit
        case 2: third |= bit
        default: fourth |= bit
        }
    }

    @inline(__always)
    func contains(_ byte: UInt8) -> Bool {
        let word =
            switch byte >> 6 {
            case 0: first
            case 1: second
            case 2: third
            default: fourth
            }
        return word >> UInt64(byte & 63) & 1 == 1
    }

    static func | (left: ByteSet, right: ByteSet) -> ByteSet {
        var both = left
        both.first |= right.first
        both.second |= right.second
        both.third |= right.third
        both.fourth |= right.fourth
        return both
    }

    static let all = ByteSet { _ in true }
    static let digits = ByteSet { $0.isDigit }
    static let letters = ByteSet { $0.isLetter }
    static let upper = ByteSet { $0.isUpper }
    static let alphanumeric = ByteSet { $0.isAlphanumeric }
    static let base64 = alphanumeric | ByteSet("+/=")
    /// RFC 4648 §5, without padding.
    static let base64URL = alphanumeric | ByteSet("-_")
    static let hexDigits = ByteSet { $0.hexValue != nil }
}

extension UInt8 {
    @inline(__always) var isDigit: Bool { self &- 48 < 10 }
    @inline(__always) var isUpper: Bool { self &- 65 < 26 }
    @inline(__always) var isLower: Bool { self &- 97 < 26 }
    @inline(__always) var isLetter: Bool { (self | 0x20) &- 97 < 26 }
    @inline(__always) var isAlphanumeric: Bool { isLetter || isDigit }
    /// An ASCII letter or digit, or part of a scalar beyond ASCII.
    @inline(__always) var isWordOrBeyondASCII: Bool { isAlphanumeric || self >= 0x80 }
    @inline(__always) var isBlank: Bool { self == 32 || self == 9 }
    @inline(__always) var isLineBreak: Bool { self == 10 || self == 13 }
    @inline(__always) var isWhitespace: Bool { isBlank || isLineBreak }
    @inline(__always) var isQuote: Bool { self == 34 || self == 39 || self == 96 }
    @inline(__always) var lowercased: UInt8 { isUpper ? self | 0x20 : self }
    @inline(__always) var digitValue: Int { Int(self &- 48) }

    var hexValue: UInt8? {
        if isDigit { return self &- 48 }
        let letter = (self | 0x20) &- 97
        return letter < 6 && isLetter ? letter + 10 : nil
    }
}
