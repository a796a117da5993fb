/// What an identity number looks like: how many characters, which are digits or letters, what stands between them.
///
/// `9` is a digit, `A` a letter, `X` either; `|` is a space or a hyphen, the same throughout; any other character stands
/// for itself: `999|99|9999`, `999.999.999-99`.
struct IdentifierShape: BitwiseCopyable, Sendable {
    let count: Int
    /// Bit i: something stands before character i.
    let breaks: UInt32
    /// What stands there, in order, a byte each, the first lowest; 0 for a space or a hyphen.
    let separators: UInt64
    /// The bytes of `separators` that count.
    private let separatorMask: UInt64
    /// A space, a hyphen, at each place that may have either.
    private let spaces: UInt64
    private let hyphens: UInt64
    /// Bit i: character i is a digit, a letter.
    let digits: UInt32
    let letters: UInt32

    /// More characters than any identity number has.
    static let longest = 24

    init(_ pattern: StaticString) {
        var count = 0
        var breaks: UInt32 = 0
        var separators: [UInt8] = []
        var digits: UInt32 = 0
        var letters: UInt32 = 0
        for byte in pattern.withUTF8Buffer({ Array($0) }) {
            let bit = (1 as UInt32) << UInt32(count)
            switch byte {
            case UInt8(ascii: "9"): digits |= bit
            case UInt8(ascii: "A"): letters |= bit
            case UInt8(ascii: "X"): break
            default:
                breaks |= bit
                separators.append(byte == UInt8(ascii: "|") ? 0 : byte)
                continue
            }
            count += 1
        }
        precondition(count <= Self.longest && separators.count <= IdentifierText.mostBreaks, "too long a shape")
        self.count = count
        self.breaks = breaks
        func packed(_ byte: (UInt8) -> UInt8) -> UInt64 {
            separators.reversed().reduce(0) { $0 << 8 | UInt64(byte($1)) }
        }
        self.separators = packed { $0 }
        separatorMask = packed { $0 == 0 ? 0 : 0xFF }
        spaces = packed { $0 == 0 ? 32 : 0 }
        hyphens = packed { $0 == 0 ? UInt8(ascii: "-") : 0 }
        self.digits = digits
        self.letters = letters
    }

    /// What may stand behind a token: 0 for all that ends a number.
    @inline(__always)
    static func separatorClass(_ byte: UInt8) -> Int {
        switch byte {
        case 32: 1
        case UInt8(ascii: "-"): 2
        case UInt8(ascii: "."): 3
        case UInt8(ascii: "/"): 4
        case UInt8(ascii: ":"): 5
        case UInt8(ascii: "+"): 6
        default: 0
        }
    }

    /// How many characters stand from `start` on without a break.
    func tokenLength(from start: Int) -> Int {
        let later = breaks & ~(1 << UInt32(start + 1) - 1)
        return (later == 0 ? count : later.trailingZeroBitCount) - start
    }

    /// What may stand behind the first token.
    var separatorClasses: [Int] {
        // A number may end before a separator.
        if breaks == 0 { return Array(0...6) }
        return separators & 0xFF == 0 ? [1, 2] : [Self.separatorClass(UInt8(truncatingIfNeeded: separators))]
    }

    /// Whether a text of this count and these breaks has the shape.
    @inline(__always)
    func fits(_ text: borrowing IdentifierText) -> Bool {
        guard text.digitMask & digits == digits, text.letterMask & letters == letters else { return false }
        let found = text.separators
        if found & separatorMask != separators { return false }
        let either = found & ~separatorMask
        return either == spaces || either == hyphens
    }
}
