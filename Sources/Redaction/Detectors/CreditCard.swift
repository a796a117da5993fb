/// Payment card numbers (ISO/IEC 7812): length and range of an issuer, and the Luhn digit.
///
/// Rarer lengths count only beside a word such as `card`. Guard: digits after a decimal point and inside longer ids.
struct CreditCard: Detector {
    var triggers: [Trigger] { [.digits(4...4, then: ByteSet(" -"), then: .digits, atLeast: 14), .digits(12...19)] }

    func examine(_ scan: inout Scan, at index: Int) {
        let text = scan.text
        guard !NumberGuard.continuesNumber(text, at: index) else { return }
        if scan.group > 4 {
            let end = index + scan.group
            guard !text[end].isAlphanumeric, text[end] != UInt8(ascii: "_") else { return }
            if NumberGuard.isJoined(text, index..<end), !scan.context(before: index).contains(.card) { return }
            var number = Number()
            for place in index..<index + scan.group { number.append(text[place].digitValue) }
            check(number, &scan, index..<index + scan.group)
        } else {
            examineGroups(&scan, at: index)
        }
    }

    /// Groups parted by one space or hyphen, the same throughout: every end is tried, the longest first.
    private func examineGroups(_ scan: inout Scan, at index: Int) {
        let text = scan.text
        let separator = text[index + 4]
        guard separator == 32 || separator == UInt8(ascii: "-") else { return }
        // Eight of them at most, a byte each, the last lowest.
        var ends: UInt64 = 0
        var count = 0
        var place = index
        while count < 20 {
            let length = text.digits(from: place, limit: 8)
            guard (1...7).contains(length), count + length <= 19 else { break }
            count += length
            place += length
            if count >= 12, !text[place].isAlphanumeric { ends = ends << 8 | UInt64(place - index) }
            guard text[place] == separator else { break }
            place += 1
        }
        while ends != 0 {
            let end = index + Int(ends & 0xFF)
            ends >>= 8
            var number = Number()
            for place in index..<end where text[place].isDigit { number.append(text[place].digitValue) }
            if check(number, &scan, index..<end) { return }
        }
    }

    @discardableResult
    private func check(_ number: Number, _ scan: inout Scan, _ range: Range<Int>) -> Bool {
        guard number.isLuhn else { return false }
        let fit = Issuer.fit(prefix: number.prefix, length: number.count)
        guard fit != .none else { return false }
        if fit == .withContext, !scan.context(before: range.lowerBound).contains(.card) { return false }
        scan.report(.creditCard, .checksum, range)
        return true
    }

    /// The digits read so far: what the checks need of them.
    private struct Number {
        var count = 0
        /// The first six digits.
        var prefix = 0
        /// Luhn sums for an even and an odd number of digits to come.
        private var sum = 0
        private var otherSum = 0

        /// ISO/IEC 7812-1 annex B: from the right, every second digit is doubled.
        mutating func append(_ digit: Int) {
            let doubled = digit * 2 > 9 ? digit * 2 - 9 : digit * 2
            (sum, otherSum) = (otherSum + digit, sum + doubled)
            if count < 6 { prefix = prefix * 10 + digit }
            count += 1
        }

        var isLuhn: Bool { count > 0 && sum % 10 == 0 }
    }
}

/// The issuers' ranges, by the first six digits.
enum Issuer {
    enum Fit { case none, withContext, surely }

    static func fit(prefix: Int, length: Int) -> Fit {
        guard (12...19).contains(length) else { return .none }
        var best = Fit.none
        for row in table where row.range.contains(prefix) {
            if row.sure.contains(length) { return .surely }
            if row.lengths.contains(length) { best = .withContext }
        }
        return best
    }

    private struct Row {
        let range: ClosedRange<Int>
        /// Lengths that need no further word.
        let sure: Set<Int>
        let lengths: ClosedRange<Int>

        init(_ first: Int, _ last: Int, sure: Set<Int>, _ lengths: ClosedRange<Int>) {
            range = first...last
            self.sure = sure
            self.lengths = lengths
        }
    }

    private static let table: [Row] = [
        // Visa
        Row(400_000, 499_999, sure: [13, 16], 13...19),
        // Mastercard
        Row(510_000, 559_999, sure: [16], 16...16), Row(222_100, 272_099, sure: [16], 16...16),
        // American Express
        Row(340_000, 349_999, sure: [15], 15...15), Row(370_000, 379_999, sure: [15], 15...15),
        // Diners Club
        Row(300_000, 305_999, sure: [14, 16], 14...19), Row(309_500, 309_599, sure: [14, 16], 14...19),
        Row(360_000, 369_999, sure: [14, 16], 14...19), Row(380_000, 399_999, sure: [14, 16], 14...19),
        // JCB
        Row(352_800, 358_999, sure: [16], 15...19), Row(180_000, 180_099, sure: [], 15...15),
        Row(213_100, 213_199, sure: [15], 15...15),
        // Discover, RuPay
        Row(600_000, 609_999, sure: [16], 16...19), Row(644_000, 659_999, sure: [16, 19], 16...19),
        // UnionPay
        Row(620_000, 629_999, sure: [16, 19], 16...19), Row(810_000, 829_999, sure: [16], 16...19),
        // Maestro
        Row(500_000, 509_999, sure: [16], 12...19), Row(560_000, 589_999, sure: [16], 12...19),
        Row(610_000, 619_999, sure: [], 12...19), Row(630_000, 639_999, sure: [16], 12...19),
        Row(660_000, 699_999, sure: [16], 12...19),
        // Mir, Troy, UATP
        Row(220_000, 220_499, sure: [16], 16...19), Row(979_200, 979_299, sure: [16], 16...16),
        Row(100_000, 199_999, sure: [], 15...15),
    ]
}

/// Looks at what stands around a number.
enum NumberGuard {
    /// Whether the number at `index` goes on another one: `0.4111…`, `1234-4111…`.
    static func continuesNumber(_ text: Bytes, at index: Int) -> Bool {
        let previous = text[index - 1]
        guard previous == UInt8(ascii: ".") || previous == UInt8(ascii: "-") || previous == UInt8(ascii: ",") else {
            return false
        }
        return text[index - 2].isDigit
    }

    /// Whether a hyphen or underscore joins the number to other words: `req-4111…`.
    static func isJoined(_ text: Bytes, _ range: Range<Int>) -> Bool {
        let previous = text[range.lowerBound - 1]
        if previous == UInt8(ascii: "-") || previous == UInt8(ascii: "_"), text[range.lowerBound - 2].isAlphanumeric {
            return true
        }
        return text[range.upperBound] == UInt8(ascii: "-") && text[range.upperBound + 1].isAlphanumeric
    }

    /// Whether a number that ends before `index` goes on behind it: a letter, `-1`, `.1`.
    static func goesOn(_ text: Bytes, at index: Int) -> Bool {
        let next = text[index]
        if next.isAlphanumeric || next == UInt8(ascii: "_") { return true }
        return (next == UInt8(ascii: "-") || next == UInt8(ascii: ".")) && text[index + 1].isDigit
    }
}
