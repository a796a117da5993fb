extension PIIKind {
    public static let frNIR: PIIKind = "FR_NIR"
    public static let nlBSN: PIIKind = "NL_BSN"
    public static let plPESEL: PIIKind = "PL_PESEL"
}

extension IdentifierRule {
    static let westernEurope: [IdentifierRule] = [
        // INSEE, "Numéro de sécurité sociale": sex, year, month, department, commune, order; the key is 97 − n mod 97.
        IdentifierRule(
            .frNIR,
            ["99999XX99999999", "9|99|99|XX|999|999|99", "99999XX999999|99"], .itself,
            words: "nir insee sécu secu sécuritésociale securitesociale sociale",
            structure: { FrenchNumber.isPossible($0) },
            checksum: { number in
                guard let body = FrenchNumber.body(number) else { return false }
                return 97 - body % 97 == number.number(13..<15)
            }),
        IdentifierRule(
            .frNIR, ["99999XX999999", "9|99|99|XX|999|999"], .told,
            words: "nir insee sécu secu sécuritésociale securitesociale", structure: { FrenchNumber.isPossible($0) }),
        // Rijksdienst voor Identiteitsgegevens: the eleven test, the last weight −1.
        IdentifierRule(
            .nlBSN, ["999999999", "9999|99|999"], .aloneOrTold, words: DutchNumber.words,
            checksum: { DutchNumber.isChecked($0) }),
        IdentifierRule(
            .nlBSN, ["99999999", "999|999|999"], .told, words: DutchNumber.words,
            checksum: { DutchNumber.isChecked($0) }),
        // Ministerstwo Cyfryzacji, "PESEL": the century is in the month; weights 1, 3, 7, 9.
        IdentifierRule(
            .plPESEL, ["99999999999"], .aloneOrTold, words: "pesel ewidencyjny",
            structure: { number in
                let month = number.number(2..<4) % 20
                return IdentifierText.isDate(day: number.number(4..<6), month: month)
            },
            checksum: { number in
                (10 - number.weighted([1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) % 10) % 10 == number.digit(10)
            }),
    ]
}

private enum FrenchNumber {
    static func isPossible(_ number: IdentifierText) -> Bool {
        guard "123478".utf8.contains(number[0]) else { return false }
        let month = number.number(3..<5)
        guard (1...12).contains(month) || (20...42).contains(month) || month >= 50 else { return false }
        if number.letterMask & (1 << 5) != 0 { return false }
        return number.letterMask == 0 || number[5] == UInt8(ascii: "2") && "AB".utf8.contains(number[6])
    }

    /// The first thirteen digits as a number; 2A counts as 19 and 2B as 18.
    static func body(_ number: IdentifierText) -> Int? {
        let department: Int =
            switch number[6] {
            case UInt8(ascii: "A"): 19
            case UInt8(ascii: "B"): 18
            default: number.number(5..<7)
            }
        return (number.number(0..<5) * 100 + department) * 1_000_000 + number.number(7..<13)
    }
}

private enum DutchNumber {
    static let words = "bsn burgerservicenummer sofinummer sofi burgerservice"

    static func isChecked(_ number: IdentifierText) -> Bool {
        let sum = number.weighted(Array([9, 8, 7, 6, 5, 4, 3, 2, -1].dropFirst(9 - number.count)))
        return sum > 0 && sum % 11 == 0
    }
}
