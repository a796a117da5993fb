/// The digits of a possible telephone number, with single separators between groups: at most fifteen (E.164).
struct PhoneDigits {
    private(set) var digits: [UInt8] = []
    /// For each group: the digits up to it and the offset after it.
    private(set) var ends: [(count: Int, offset: Int)] = []

    init(_ text: Bytes, from start: Int) {
        var place = start
        while digits.count < 16 {
            let length = text.digits(from: place, limit: 17 - digits.count)
            if length > 0 {
                for index in place..<place + length { digits.append(UInt8(text[index].digitValue)) }
                place += length
                if !text[place].isAlphanumeric && text[place] != UInt8(ascii: "_") {
                    ends.append((digits.count, place))
                }
            }
            guard let next = Self.startOfNextGroup(text, at: place) else { return }
            place = next
        }
    }

    /// Skips one separator, or a pair such as `) ` and ` (`.
    private static func startOfNextGroup(_ text: Bytes, at index: Int) -> Int? {
        var place = index
        while place - index < 3, separators.contains(text[place]) { place += 1 }
        guard place > index, text[place].isDigit else { return nil }
        if place - index == 1 { return place }
        let hasParenthesis = (index..<place).contains { text[$0] == UInt8(ascii: "(") || text[$0] == UInt8(ascii: ")") }
        return hasParenthesis || text[index] == 32 && place - index == 3 ? place : nil
    }

    private static let separators = ByteSet(" -./()")

    func value(at place: Int) -> UInt8 { place < digits.count ? digits[place] : 0 }

    /// Whether a North American area code may begin at `first`: 2…9.
    func isNorthAmerican(from first: Int) -> Bool { value(at: first) >= 2 }

    /// The last end at which the number of digits is one of `totals`.
    func end(ofTotal totals: ClosedRange<Int>) -> Int? { ends.last { totals.contains($0.count) }?.offset }

    func count(before offset: Int) -> Int { ends.last { $0.offset <= offset }?.count ?? 0 }

    var groupLengths: [Int] {
        ends.indices.map { $0 == 0 ? ends[0].count : ends[$0].count - ends[$0 - 1].count }
    }

    /// `31.12.2024`, `2024/12/31`, `20241231`, seconds or milliseconds since 1970.
    var isDateOrTime: Bool {
        switch groupLengths {
        case [2, 2, 4], [1, 2, 4], [2, 1, 4], [1, 1, 4], [4, 2, 2], [4, 1, 2], [4, 2, 1], [4, 1, 1]: return true
        case [8]: return digits.starts(with: [2, 0]) || digits.starts(with: [1, 9])
        case [10], [13]: return digits[0] == 1 && digits[1] >= 5
        case [14]: return digits.starts(with: [2, 0])
        default: return false
        }
    }

    /// An IP address or a version.
    var isFourParts: Bool { ends.count == 4 && groupLengths.allSatisfy { $0 <= 3 } && digits.count <= 9 }
}

/// ITU-T E.164 country codes and how many digits a whole number has.
enum CallingCode {
    struct Country {
        let totals: ClosedRange<Int>
        let isNorthAmerican: Bool
    }

    static func of(_ digits: PhoneDigits) -> Country? {
        guard digits.digits.count >= 7 else { return nil }
        let one = Int(digits.value(at: 0))
        let two = one * 10 + Int(digits.value(at: 1))
        let three = two * 10 + Int(digits.value(at: 2))
        if one == 1 { return Country(totals: 11...11, isNorthAmerican: true) }
        if one == 7 { return Country(totals: 11...11, isNorthAmerican: false) }
        if let totals = plans[two] ?? plans[three] { return Country(totals: totals, isNorthAmerican: false) }
        guard twoDigits.contains(two) || threeDigits.contains(where: { $0.contains(three) }) else { return nil }
        return Country(totals: 9...15, isNorthAmerican: false)
    }

    /// Whole numbers' lengths where the plan is narrower than E.164, country code included (ITU Operational Bulletin).
    private static let plans: [Int: ClosedRange<Int>] = [
        20: 11...12, 27: 11...11, 30: 12...12, 31: 11...11, 32: 10...11, 33: 11...11, 34: 11...11, 36: 10...11,
        39: 8...13,
        40: 11...11, 41: 11...12, 43: 8...15, 44: 11...13, 45: 10...10, 46: 9...12, 47: 10...10, 48: 11...11,
        49: 8...15,
        51: 10...11, 52: 12...13, 54: 12...13, 55: 12...13, 56: 11...11, 57: 10...12, 60: 10...12, 61: 11...11,
        62: 10...14,
        63: 10...12, 64: 10...12, 65: 10...10, 66: 10...11, 81: 11...12, 82: 10...13, 84: 11...12, 86: 12...13,
        90: 12...12,
        91: 12...12, 92: 11...12, 98: 12...12, 234: 11...13, 254: 11...12, 351: 12...12, 352: 8...14, 353: 10...12,
        354: 10...10, 358: 9...15, 370: 11...11, 371: 11...11, 372: 10...11, 380: 12...12, 385: 11...12, 386: 11...11,
        420: 12...12, 421: 12...12, 852: 11...11, 886: 11...12, 966: 11...12, 971: 11...12, 972: 11...12,
    ]

    private static let twoDigits: Set<Int> = [53, 58, 93, 94, 95]

    private static let threeDigits: [ClosedRange<Int>] = [
        211...213, 216...216, 218...218, 220...258, 260...269, 290...291, 297...299, 350...359, 370...379, 380...383,
        385...387, 389...389, 420...421, 423...423, 500...509, 590...599, 670...670, 672...683, 685...692, 800...800,
        808...808, 850...850, 852...853, 855...856, 870...870, 878...878, 880...883, 886...886, 888...888, 960...968,
        970...977, 979...979, 992...996, 998...998,
    ]
}
