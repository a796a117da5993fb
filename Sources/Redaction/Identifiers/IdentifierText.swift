/// A possible identity number: its letters, in upper case, and digits, without what stands between them.
///
/// Checks read it like the array that standards number their characters by. Reading outside gives 0.
struct IdentifierText {
    static let mostBreaks = 6

    private var low: (UInt64, UInt64, UInt64) = (0, 0, 0)
    private(set) var count = 0
    private(set) var digitMask: UInt32 = 0
    private(set) var letterMask: UInt32 = 0
    private(set) var lowerMask: UInt32 = 0
    private(set) var breaks: UInt32 = 0
    /// What stands between the characters, a byte each, the first lowest.
    private(set) var separators: UInt64 = 0
    private(set) var separatorCount = 0

    init() {}

    /// For tests and for checks that look at a part: the letters and digits of `text`.
    init(_ text: String) {
        for byte in text.utf8 where byte.isAlphanumeric && count < IdentifierShape.longest { append(byte) }
    }

    @inline(__always)
    mutating func append(_ byte: UInt8) {
        let bit = (1 as UInt32) << UInt32(count)
        var upper = byte
        if byte.isDigit {
            digitMask |= bit
        } else {
            letterMask |= bit
            if byte.isLower {
                lowerMask |= bit
                upper &= 0xDF
            }
        }
        let shifted = UInt64(upper) << UInt64(count & 7 * 8)
        switch count >> 3 {
        case 0: low.0 |= shifted
        case 1: low.1 |= shifted
        default: low.2 |= shifted
        }
        count += 1
    }

    @inline(__always)
    mutating func appendBreak(_ separator: UInt8) {
        breaks |= 1 << UInt32(count)
        separators |= UInt64(separator) << UInt64(separatorCount * 8)
        separatorCount += 1
    }

    func separator(_ place: Int) -> UInt8 { UInt8(truncatingIfNeeded: separators >> UInt64(place * 8)) }

    /// The character at `index`: an upper-case letter or a digit, as ASCII.
    @inline(__always)
    subscript(index: Int) -> UInt8 {
        guard UInt(bitPattern: index) < UInt(bitPattern: count) else { return 0 }
        let word =
            switch index >> 3 {
            case 0: low.0
            case 1: low.1
            default: low.2
            }
        return UInt8(truncatingIfNeeded: word >> UInt64(index & 7 * 8))
    }

    /// The value of the digit at `index`.
    @inline(__always)
    func digit(_ index: Int) -> Int { Int(self[index]) - 48 }

    /// 0…9 for digits, 10…35 for letters, as in ISO 13616 and ISO 7064.
    @inline(__always)
    func value(_ index: Int) -> Int {
        let byte = self[index]
        return byte.isDigit ? Int(byte) - 48 : Int(byte) - 55
    }

    /// The number that the digits of `range` write.
    func number(_ range: Range<Int>) -> Int {
        var number = 0
        for index in range { number = number * 10 + digit(index) }
        return number
    }

    /// Whether the characters of `range` are digits throughout.
    func isDigits(_ range: Range<Int>) -> Bool {
        let mask =
            UInt32(truncatingIfNeeded: (1 as UInt64) << UInt64(range.upperBound) - 1)
            & ~UInt32(truncatingIfNeeded: (1 as UInt64) << UInt64(range.lowerBound) - 1)
        return digitMask & mask == mask
    }

    /// Whether all its characters are one and the same.
    var isOneCharacter: Bool {
        for index in 1..<max(1, count) where self[index] != self[0] { return false }
        return true
    }

    /// Whether the text begins with `prefix`, ASCII in upper case.
    func hasPrefix(_ prefix: StaticString) -> Bool {
        prefix.withUTF8Buffer { letters in
            for place in 0..<letters.count where self[place] != letters[place] { return false }
            return true
        }
    }
}
