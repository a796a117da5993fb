/// The digits of a possible telephone number, with single separators between groups: at most fifteen (E.164).
struct PhoneDigits {
    /// How many they are, those behind the fifteenth too, as far as they were read.
    private(set) var count = 0
    /// The first sixteen, four bits each, the first lowest.
    private var packed: UInt64 = 0
    /// Bit i: a group ends with the digit of that number.
    private var ends: UInt32 = 0
    /// How far from the start that end is.
    private var offsets: [18 of UInt8] = .init(repeating: 0)
    private let start: Int

    init(_ text: Bytes, from start: Int) {
        self.start = start
        var place = start
        while count < 16 {
            let length = text.digits(from: place, limit: 17 - count)
            if length > 0 {
                for index in place..<place + length { append(text[index].digitValue) }
                place += length
                if !text[place].isAlphanumeric && text[place] != UInt8(ascii: "_") {
                    ends |= 1 << UInt32(count)
                    offsets[count] = UInt8(truncatingIfNeeded: place - start)
                }
            }
            guard let next = Self.startOfNextGroup(text, at: place) else { return }
            place = next
        }
    }

    private mutating func append(_ digit: Int) {
        if count < 16 { packed |= UInt64(digit) << UInt64(4 * count) }
        count += 1
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

    func value(at place: Int) -> Int { place < min(count, 16) ? Int(packed >> UInt64(4 * place) & 15) : 0 }

    /// Whether a North American area code may begin at `first`: 2…9.
    func isNorthAmerican(from first: Int) -> Bool { value(at: first) >= 2 }

    /// The last end at which the number of digits is one of `totals`.
    func end(ofTotal totals: ClosedRange<Int>) -> Int? {
        for count in totals.reversed() where ends >> UInt32(count) & 1 == 1 { return start + Int(offsets[count]) }
        return nil
    }

    /// How many digits stand before the end of a group at `offset`.
    func count(before offset: Int) -> Int {
        for count in (0..<offsets.count).reversed()
        where ends >> UInt32(count) & 1 == 1 && start + Int(offsets[count]) <= offset { return count }
        return 0
    }

    /// The lengths of the groups, a byte each, the last lowest; nil if there are more than eight.
    private var groups: UInt64? {
        guard ends.nonzeroBitCount <= 8 else { return nil }
        var groups: UInt64 = 0
        var before = 0
        for count in 1..<offsets.count where ends >> UInt32(count) & 1 == 1 {
            groups = groups << 8 | UInt64(count - before)
            before = count
        }
        return groups
    }

    /// Whether it begins with groups of three, three and four digits.
    var isGroupedNorthAmerican: Bool { ends & 0x7FF == 1 << 3 | 1 << 6 | 1 << 10 }

    /// `31.12.2024`, `2024/12/31`, `20241231`, seconds or milliseconds since 1970.
    var isDateOrTime: Bool {
        switch groups {
        case 0x02_0204, 0x01_0204, 0x02_0104, 0x01_0104, 0x04_0202, 0x04_0102, 0x04_0201, 0x04_0101: true
        case 8: value(at: 0) == 2 && value(at: 1) == 0 || value(at: 0) == 1 && value(at: 1) == 9
        case 10, 13: value(at: 0) == 1 && value(at: 1) >= 5
        case 14: value(at: 0) == 2 && value(at: 1) == 0
        default: false
        }
    }

    /// An IP address or a version.
    var isFourParts: Bool {
        guard ends.nonzeroBitCount == 4, count <= 9, let groups else { return false }
        return [0, 8, 16, 24].allSatisfy { groups >> UInt64($0) & 0xFF <= 3 }
    }
}

/// ITU-T E.164 country codes and how many digits a whole number has.
enum CallingCode {
    struct Country: BitwiseCopyable {
        fileprivate let least: UInt8
        /// Less than `least` where there is no country.
        fileprivate let most: UInt8
        let isNorthAmerican: Bool

        var totals: ClosedRange<Int> { Int(least)...Int(most) }
    }

    static func of(_ digits: PhoneDigits) -> Country? {
        guard digits.count >= 7 else { return nil }
        let country = countries[digits.value(at: 0) * 100 + digits.value(at: 1) * 10 + digits.value(at: 2)]
        return country.most < country.least ? nil : country
    }

    /// By the first three digits. Made once and never freed, as `Vocabulary` is.
    private nonisolated(unsafe) static let countries = UnsafePointer(copying: (0..<1000).map { country($0) })

    private static func country(_ three: Int) -> Country {
        let two = three / 10
        if three / 100 == 1 { return Country(least: 11, most: 11, isNorthAmerican: true) }
        if three / 100 == 7 { return Country(least: 11, most: 11, isNorthAmerican: false) }
        let isKnown = twoDigits.contains(two) || threeDigits.contains { $0.contains(three) }
        guard let totals = plans[two] ?? plans[three] ?? (isKnown ? 9...15 : nil) else {
            return Country(least: 1, most: 0, isNorthAmerican: false)
        }
        return Country(
            least: UInt8(totals.lowerBound), most: UInt8(totals.upperBound), isNorthAmerican: false)
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
