/// Says by three bytes and the one before them which detectors want to look at a place: a bit for each trigger.
///
/// Three loads and two ands for every byte of every text: copied out of arrays into memory that is never freed, as scanners
/// live for ever, so that no reference is counted.
struct DispatchTables: @unchecked Sendable {
    /// After another byte (row 0), an underscore (1), a letter (2), a digit (3), a letter behind a digit of its word (4).
    private let first: UnsafePointer<UInt64>
    private let second: UnsafePointer<UInt64>
    private let third: UnsafePointer<UInt64>
    /// Where in `first` the row after each byte begins.
    private let rows: UnsafePointer<UInt16>
    /// For each length of a run of digits, the byte before it, the byte behind it and the next, the bytes left from it on.
    private let lengths: UnsafePointer<UInt64>
    private let before: UnsafePointer<UInt64>
    private let behind: UnsafePointer<UInt64>
    private let afterwards: UnsafePointer<UInt64>
    private let left: UnsafePointer<UInt64>
    /// The number of each trigger's detector.
    private let detectors: UnsafePointer<Int>
    /// Triggers for numbers that may go on others.
    let continuing: UInt64
    /// Triggers for numbers that only words tell of, and which.
    let tellable: UInt64
    private let telling: UnsafePointer<Telling>
    private let tellingCount: Int
    let gates: TriggerGates

    private struct Telling: BitwiseCopyable {
        let trigger: UInt64
        let context: Context
    }

    private static let rowCount = 5
    private static let letterRow = 512
    private static let digitRow = 768
    private static let laterLetterRow = 1024

    static let longestGroup = 30
    private static let mostLeft = 31
    /// Digits, letters a…f and the first bytes of placeholders have meanings of their own in the table.
    static let digitBit: UInt64 = 1 << 63
    static let hexBit: UInt64 = 1 << 62
    static let placeholderBit: UInt64 = 1 << 61
    static let ownBits = digitBit | hexBit | placeholderBit

    init(_ list: [any Detector]) {
        var first = Array(repeating: 0 as UInt64, count: Self.rowCount * 256)
        var second = Array(repeating: Self.ownBits, count: 256)
        var third = Array(repeating: Self.ownBits, count: 256)
        var lengths = Array(repeating: 0 as UInt64, count: Self.longestGroup + 1)
        var before = Array(repeating: 0 as UInt64, count: 256)
        var behind = Array(repeating: 0 as UInt64, count: 256)
        var afterwards = Array(repeating: 0 as UInt64, count: 256)
        var left = Array(repeating: 0 as UInt64, count: Self.mostLeft + 1)
        var telling: [Telling] = []
        var continuing: UInt64 = Self.ownBits
        var detectors: [Int] = []
        for (number, detector) in list.enumerated() {
            for trigger in detector.triggers {
                let bit = (1 as UInt64) << UInt64(detectors.count)
                detectors.append(number)
                switch trigger.place {
                case .digits(let digits):
                    for length in digits.lengths.clamped(to: 1...Self.longestGroup) { lengths[length] |= bit }
                    for count in digits.shortest...Self.mostLeft { left[count] |= bit }
                    Self.mark(&before, digits.before, bit)
                    Self.mark(&behind, digits.after, bit)
                    Self.mark(&afterwards, digits.last, bit)
                    if digits.goesOn { continuing |= bit }
                    if let context = digits.telling { telling.append(Telling(trigger: bit, context: context)) }
                case .bytes(let one, let two, let three, let boundary):
                    continuing |= bit
                    for row in 0..<Self.rowCount where boundary.rawValue >> UInt8(row) & 1 == 1 {
                        Self.mark(&first, one, bit, from: row * 256)
                    }
                    Self.mark(&second, two, bit)
                    Self.mark(&third, three, bit)
                }
            }
        }
        precondition(detectors.count <= 61, "the dispatch table has room for 61 triggers")
        for row in 0..<2 {
            Self.mark(&first, .digits, Self.digitBit, from: row * 256)
            Self.mark(&first, .hexDigits, Self.hexBit, from: row * 256)
        }
        for row in 0..<Self.rowCount { Self.mark(&first, ByteSet("[<"), Self.placeholderBit, from: row * 256) }
        // A UUID begins with eight hex digits, the name of a kind with a capital.
        Self.clear(&second, .hexDigits, Self.hexBit)
        Self.clear(&third, .hexDigits, Self.hexBit)
        Self.clear(&second, .upper, Self.placeholderBit)
        gates = TriggerGates(list.flatMap(\.triggers))
        self.first = UnsafePointer(copying: first)
        self.second = UnsafePointer(copying: second)
        self.third = UnsafePointer(copying: third)
        self.lengths = UnsafePointer(copying: lengths)
        self.before = UnsafePointer(copying: before)
        self.behind = UnsafePointer(copying: behind)
        self.detectors = UnsafePointer(copying: detectors)
        self.afterwards = UnsafePointer(copying: afterwards)
        self.left = UnsafePointer(copying: left)
        self.continuing = continuing
        self.telling = UnsafePointer(copying: telling)
        tellingCount = telling.count
        tellable = telling.reduce(0) { $0 | $1.trigger }
        rows = UnsafePointer(
            copying: (UInt8.min...UInt8.max).map { byte in
                byte.isDigit
                    ? UInt16(Self.digitRow)
                    : byte.isLetter ? UInt16(Self.letterRow) : byte == UInt8(ascii: "_") ? 256 : 0
            })
    }

    private static func mark(_ table: inout [UInt64], _ bytes: ByteSet, _ bit: UInt64, from start: Int = 0) {
        for byte in UInt8.min...UInt8.max where bytes.contains(byte) { table[start + Int(byte)] |= bit }
    }

    private static func clear(_ table: inout [UInt64], _ bytes: ByteSet, _ bit: UInt64) {
        for byte in UInt8.min...UInt8.max where !bytes.contains(byte) { table[Int(byte)] &= ~bit }
    }

    /// The next place from `index` on at which a trigger fires, its row, and the triggers: none at the end of the text.
    @inline(__always)
    func next(in text: Bytes, from index: Int, _ row: Int) -> (index: Int, row: Int, hits: UInt64) {
        var index = index
        var row = row
        var byte = text[index]
        var next = text[index + 1]
        let last = text.count - 2
        while index < text.count {
            let third = index < last ? text.unchecked(index + 2) : 0
            let hits = first[row + Int(byte)] & second[Int(next)] & self.third[Int(third)]
            if hits != 0 { return (index, row, hits) }
            row = self.row(after: byte, in: row)
            byte = next
            next = third
            index += 1
        }
        return (index, row, 0)
    }

    /// The row after a byte that stood in `row`.
    @inline(__always)
    func row(after byte: UInt8, in row: Int) -> Int {
        let next = Int(rows[Int(byte)])
        return next == Self.letterRow && row >= Self.digitRow ? Self.laterLetterRow : next
    }

    /// The triggers of the run of `length` digits at `index`.
    @inline(__always)
    func digitHits(_ text: Bytes, at index: Int, _ length: Int) -> UInt64 {
        let hits = lengths[length] & left[min(text.count - index, Self.mostLeft)] & before[Int(text[index - 1])]
        return hits & behind[Int(text[index + length])] & afterwards[Int(text[index + length + 1])]
    }

    /// The triggers of which no word of a text tells.
    func deaf(_ told: Context) -> UInt64 {
        var deaf: UInt64 = 0
        for place in 0..<tellingCount where told.isDisjoint(with: telling[place].context) {
            deaf |= telling[place].trigger
        }
        return deaf
    }

    @inline(__always)
    func detector(_ trigger: Int) -> Int { detectors[trigger] }
}
