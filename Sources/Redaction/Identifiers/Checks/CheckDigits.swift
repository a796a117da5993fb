/// The check digits that standards share. Each takes the whole number, its check digit included.
extension IdentifierText {
    /// ISO/IEC 7812-1 annex B (Luhn): from the right every second digit is doubled.
    func isLuhn(_ range: Range<Int>? = nil, start: Int = 0) -> Bool {
        let range = range ?? 0..<count
        var sum = start
        for (place, index) in range.reversed().enumerated() {
            let digit = digit(index)
            sum += place % 2 == 0 ? digit : digit * 2 > 9 ? digit * 2 - 9 : digit * 2
        }
        return sum % 10 == 0
    }

    /// The sum of the first digits, each times its weight.
    func weighted(_ weights: [Int], from first: Int = 0) -> Int {
        var sum = 0
        for (place, weight) in weights.enumerated() { sum += digit(first + place) * weight }
        return sum
    }

    /// ISO/IEC 7064, MOD 11,10: the last digit of `range` checks the others.
    func isMod11And10(_ range: Range<Int>) -> Bool {
        var product = 10
        for index in range.dropLast() {
            var sum = (digit(index) + product) % 10
            if sum == 0 { sum = 10 }
            product = sum * 2 % 11
        }
        return (11 - product) % 10 == digit(range.upperBound - 1)
    }

    /// J. Verhoeff, "Error Detecting Decimal Codes" (1969): the dihedral group of ten elements.
    var isVerhoeff: Bool {
        var check = 0
        for (place, index) in (0..<count).reversed().enumerated() {
            check = Verhoeff.product(check, Verhoeff.permuted(digit(index), by: place % 8))
        }
        return check == 0
    }

    /// ICAO Doc 9303-3 §4.9: weights 7, 3, 1; the last character of `range` checks the others.
    func isMachineReadable(_ range: Range<Int>) -> Bool {
        var sum = 0
        for (place, index) in range.dropLast().enumerated() { sum += value(index) * [7, 3, 1][place % 3] }
        return sum % 10 == value(range.upperBound - 1)
    }

    /// Whether `day` and `month` (and `year`, if it has four digits) are a date.
    static func isDate(day: Int, month: Int, year: Int? = nil) -> Bool {
        guard (1...12).contains(month), (1...31).contains(day) else { return false }
        if month == 2 { return day <= 29 }
        return day <= 30 || ![4, 6, 9, 11].contains(month)
    }

    /// `123456789` and the like, which people write as examples.
    var isSequence: Bool {
        for index in 1..<max(1, count) where (digit(index) - digit(index - 1) + 10) % 10 != 1 { return false }
        return true
    }
}

private enum Verhoeff {
    /// Multiplication in D5: rotations 0…4, reflections 5…9.
    static func product(_ left: Int, _ right: Int) -> Int {
        switch (left < 5, right < 5) {
        case (true, true): (left + right) % 5
        case (true, false): (left + right - 5) % 5 + 5
        case (false, true): (left - 5 - right + 5) % 5 + 5
        case (false, false): (left - right + 5) % 5
        }
    }

    /// The permutation (1 5 8 9 4 2 7 0)(3 6), applied `times` times.
    static func permuted(_ digit: Int, by times: Int) -> Int {
        var digit = digit
        for _ in 0..<times { digit = permutation[digit] }
        return digit
    }

    private static let permutation = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4]
}
