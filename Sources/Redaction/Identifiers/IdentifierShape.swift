/// What an identity number looks like: how many characters, which are digits or letters, what stands between them.
///
/// `9` is a digit, `A` a letter, `X` either; `|` is a space or a hyphen, the same throughout; any other character stands
/// for itself: `999|99|9999`, `999.999.999-99`.
struct IdentifierShape: Sendable {
    let count: Int
    /// Bit i: something stands before character i.
    let breaks: UInt32
    /// What stands there, in order; 0 for a space or a hyphen.
    let separators: [UInt8]
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
        self.separators = separators
        self.digits = digits
        self.letters = letters
    }

    /// Whether a text of this count and these breaks has the shape.
    @inline(__always)
    func fits(_ text: borrowing IdentifierText) -> Bool {
        guard text.digitMask & digits == digits, text.letterMask & letters == letters else { return false }
        if separators.isEmpty { return true }
        var either: UInt8 = 0
        for place in separators.indices {
            let found = text.separator(place)
            if separators[place] != 0 {
                if separators[place] != found { return false }
                continue
            }
            guard found == 32 || found == UInt8(ascii: "-"), either == 0 || either == found else { return false }
            either = found
        }
        return true
    }
}
