import AuditEvents
import AuditQuery

/// What the index knows an event by: a letter for what it is of, and the text.
///
/// Everything that can be asked is such a term, the words of texts as well as the values of fields, so that one inverted
/// index answers any combination. A term is bytes, not text: one that is long is cut and closed with a digest.
enum Term {
    /// Every event has this one.
    static let any: [UInt8] = [UInt8(ascii: "A")]

    /// Bytes of a term, at most.
    static let maximumLength = 200
    /// Bytes of a text in free JSON that is a term of its own. Of a longer one the beginning is, with a mark behind it: it is
    /// found by its words, and no two long texts are alike.
    static let maximumText = 64
    static let longBeginning = 8
    private static let longMark: UInt8 = 0x02

    /// What stands in a term for a text in free JSON.
    static func longText(_ text: some Collection<UInt8>) -> [UInt8] { text.prefix(longBeginning) + [longMark] }
    static let separator: UInt8 = 0x1F
    static let textMark: UInt8 = 0x1E
    static let numberMark: UInt8 = 0x1D

    static func letter(of name: QueryField.Name) -> UInt8 {
        switch name {
        case .actor: UInt8(ascii: "a")
        case .type: UInt8(ascii: "b")
        case .onBehalfOf: UInt8(ascii: "c")
        case .action: UInt8(ascii: "d")
        case .outcome: UInt8(ascii: "e")
        case .tenant: UInt8(ascii: "f")
        case .resource: UInt8(ascii: "g")
        case .trace: UInt8(ascii: "h")
        case .request: UInt8(ascii: "i")
        case .run: UInt8(ascii: "j")
        case .step: UInt8(ascii: "k")
        case .span: UInt8(ascii: "l")
        case .project: UInt8(ascii: "m")
        case .app: UInt8(ascii: "n")
        case .surface: UInt8(ascii: "o")
        case .surfaceID: UInt8(ascii: "p")
        case .env: UInt8(ascii: "q")
        case .agent: UInt8(ascii: "r")
        case .event: UInt8(ascii: "s")
        case .pii: UInt8(ascii: "t")
        case .duration: UInt8(ascii: "u")
        case .train: UInt8(ascii: "v")
        case .storageClass: UInt8(ascii: "w")
        case .piiField: UInt8(ascii: "x")
        case .trainReason: UInt8(ascii: "y")
        case .recordedBy: UInt8(ascii: "z")
        }
    }

    static let word = UInt8(ascii: "W")
    static let severity = UInt8(ascii: "V")
    /// A member of free JSON: its path, then a mark, then its text or number.
    static let path = UInt8(ascii: "P")
    /// The hour of `time`.
    static let hour = UInt8(ascii: "H")
    /// What stands before a dot of the action: `action:maybes.*` is asked so often that it shall cost no more than a value.
    static let actionArea = UInt8(ascii: "D")

    /// Hours from 0001 to 1970, which make those of every writable time positive.
    private static let hoursBefore1970: Int64 = 17_259_888

    static func hour(of microseconds: Int64) -> UInt32 {
        let (quotient, remainder) = microseconds.quotientAndRemainder(dividingBy: 3_600_000_000)
        return UInt32(clamping: quotient - (remainder < 0 ? 1 : 0) + hoursBefore1970)
    }

    /// A number as digits that are in the order of numbers.
    static func sortable(_ number: Double) -> UInt64 {
        let bits = (number == 0 ? 0 : number).bitPattern
        return bits >> 63 == 1 ? ~bits : bits | 1 << 63
    }

    /// 16 lower-case hexadecimal digits.
    static func digits(_ value: UInt64, count: Int = 16) -> [UInt8] {
        (0..<count).map { place in
            let digit = UInt8(value >> UInt64((count - 1 - place) * 4) & 15)
            return digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") - 10 + digit
        }
    }

    /// As it stands in the index: without zero bytes, which end a text in SQLite, and not too long.
    ///
    /// What two terms may have in common by this makes an index find too much, never too little.
    static func stored(_ term: [UInt8]) -> [UInt8] {
        let clean = term.contains(0) ? term.map { $0 == 0 ? 1 : $0 } : term
        guard clean.count > maximumLength else { return clean }
        return clean.prefix(keptLength) + digits(clean.withUnsafeBufferPointer(digest))
    }

    /// Bytes of a long term before its digest.
    static let keptLength = maximumLength - 16

    /// FNV-1a, 64 bits: short and the same in every process.
    static func digest(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return hash
    }

    /// The beginnings of digits that together are those of the numbers from `first` to `last`.
    static func beginnings(from first: UInt64, through last: UInt64, count: Int = 16) -> [[UInt8]] {
        guard first <= last else { return [] }
        return beginnings(digits(first, count: count)[...], digits(last, count: count)[...])
    }

    private static let hexadecimal = Array("0123456789abcdef".utf8)

    /// - Precondition: Both have the same count, and the first is not behind the last.
    private static func beginnings(_ first: ArraySlice<UInt8>, _ last: ArraySlice<UInt8>) -> [[UInt8]] {
        if first.allSatisfy({ $0 == UInt8(ascii: "0") }), last.allSatisfy({ $0 == UInt8(ascii: "f") }) { return [[]] }
        guard let low = first.first, let high = last.first else { return [[]] }
        let (lowRest, highRest) = (first.dropFirst(), last.dropFirst())
        if low == high { return beginnings(lowRest, highRest).map { [low] + $0 } }
        let zeros = ArraySlice(repeating: UInt8(ascii: "0"), count: lowRest.count)
        let efs = ArraySlice(repeating: UInt8(ascii: "f"), count: lowRest.count)
        return beginnings(lowRest, efs).map { [low] + $0 }
            + hexadecimal.filter { $0 > low && $0 < high }.map { [$0] }
            + beginnings(zeros, highRest).map { [high] + $0 }
    }
}
