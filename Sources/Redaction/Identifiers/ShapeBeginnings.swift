/// How the shapes of identity numbers begin: what their first token is made of, what stands behind it, and how long the
/// next one is. Most tokens of a log begin none.
///
/// In memory that is never freed, so that no reference is counted.
struct ShapeBeginnings: @unchecked Sendable {
    private struct Beginning: BitwiseCopyable, Hashable {
        /// Bit i: character i of the first token is a digit, a letter.
        let digits: UInt32
        let letters: UInt32
        /// A bit for each length of the second token and sort of its first character; all if there need be none.
        var seconds: UInt64
    }

    /// For each length of the first token and each class of separator behind it where its beginnings are.
    private let starts: UnsafePointer<UInt16>
    private let beginnings: UnsafePointer<Beginning>

    private static let classes = 7

    init(_ shapes: [IdentifierShape]) {
        var rows = Array(repeating: [Beginning](), count: (IdentifierShape.longest + 1) * Self.classes)
        for shape in shapes {
            let length = shape.tokenLength(from: 0)
            let mask: UInt32 = 1 << UInt32(length) - 1
            let seconds = shape.breaks == 0 ? .max : Self.seconds(of: shape, from: length)
            let beginning = Beginning(digits: shape.digits & mask, letters: shape.letters & mask, seconds: seconds)
            for separator in shape.separatorClasses {
                let row = length * Self.classes + separator
                let known = rows[row].firstIndex {
                    $0.digits == beginning.digits && $0.letters == beginning.letters
                }
                if let known { rows[row][known].seconds |= seconds } else { rows[row].append(beginning) }
            }
        }
        var starts: [UInt16] = [0]
        for row in rows { starts.append(starts[starts.count - 1] + UInt16(row.count)) }
        self.starts = UnsafePointer(copying: starts)
        beginnings = UnsafePointer(copying: rows.flatMap { $0 })
    }

    /// The lengths of second tokens, with what they may begin with.
    private static func seconds(of shape: IdentifierShape, from start: Int) -> UInt64 {
        let length = shape.tokenLength(from: start)
        var seconds: UInt64 = 0
        if shape.letters >> UInt32(start) & 1 == 0 { seconds |= second(length, isDigit: true) }
        if shape.digits >> UInt32(start) & 1 == 0 { seconds |= second(length, isDigit: false) }
        return seconds
    }

    @inline(__always)
    private static func second(_ length: Int, isDigit: Bool) -> UInt64 {
        1 << UInt64(length * 2 + (isDigit ? 1 : 0))
    }

    /// Whether some shape may begin with the token at `start`.
    @inline(__always)
    func mayHold(_ text: Bytes, at start: Int) -> Bool {
        let (length, digits) = Self.token(text, at: start)
        guard length <= IdentifierShape.longest else { return false }
        let row = length * Self.classes + IdentifierShape.separatorClass(text[start + length])
        var seconds: UInt64 = 0
        for place in Int(starts[row])..<Int(starts[row + 1]) {
            let beginning = beginnings[place]
            let misfits = beginning.digits & ~digits | beginning.letters & digits
            seconds |= misfits == 0 ? beginning.seconds : 0
        }
        if seconds == 0 || seconds == .max { return seconds != 0 }
        let second = start + length + 1
        return seconds & Self.second(Self.token(text, at: second).length, isDigit: text[second].isDigit) != 0
    }

    /// How many letters and digits begin at `start`, one more than the longest shape has at most, and which are digits.
    @inline(__always)
    private static func token(_ text: Bytes, at start: Int) -> (length: Int, digits: UInt32) {
        var length = 0
        var digits: UInt32 = 0
        while length <= IdentifierShape.longest {
            let bytes = text.eight(from: start + length)
            let run = EightBytes.run(bytes.alphanumerics)
            digits |= EightBytes.packed(bytes.digits) << UInt32(length)
            length += run
            if run < 8 { break }
        }
        return (min(length, IdentifierShape.longest + 1), digits)
    }
}
