extension PIIKind {
    public static let beNationalNumber: PIIKind = "BE_NATIONAL_NUMBER"
    public static let chAHV: PIIKind = "CH_AHV"
    public static let atSVNR: PIIKind = "AT_SVNR"
    public static let ptNIF: PIIKind = "PT_NIF"
    public static let iePPS: PIIKind = "IE_PPS"
    public static let dkCPR: PIIKind = "DK_CPR"
    public static let noFodselsnummer: PIIKind = "NO_FODSELSNUMMER"
}

extension IdentifierRule {
    static let smallerEurope: [IdentifierRule] = [
        // Rijksregister, Arrêté royal du 3 avril 1984: 97 less the remainder; from 2000 on with a 2 in front. BIS numbers add
        // 20 or 40 to the month.
        IdentifierRule(
            .beNationalNumber, ["99.99.99-999.99"], .itself, words: SmallEuropeanWords.western,
            structure: { $0.number(2..<4) % 20 <= 12 }, checksum: { BelgianNumber.isChecked($0) }),
        IdentifierRule(
            .beNationalNumber, ["99999999999"], .aloneOrTold, words: SmallEuropeanWords.western,
            structure: { IdentifierText.isDate(day: $0.number(4..<6), month: $0.number(2..<4) % 20) },
            checksum: { BelgianNumber.isChecked($0) }),
        // Zentrale Ausgleichsstelle, AHV-Nummer: 756, EAN-13's check digit.
        IdentifierRule(
            .chAHV, ["999.9999.9999.99", "9999999999999"], .itself, words: SmallEuropeanWords.western,
            structure: { $0.hasPrefix("756") },
            checksum: { $0.weighted([1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1]) % 10 == 0 }),
        // ASVG § 31: serial, check digit, date of birth (a month of 13 or more where a day has no number left).
        IdentifierRule(
            .atSVNR, ["9999|999999", "9999999999"], .aloneOrTold, words: SmallEuropeanWords.western,
            structure: {
                $0[0] != UInt8(ascii: "0") && IdentifierText.isDate(day: $0.number(4..<6), month: $0.number(6..<8))
            },
            checksum: { $0.weighted([3, 7, 9, 0, 5, 8, 4, 2, 1, 6]) % 11 == $0.digit(3) }),
        // Autoridade Tributária: weights 9…2, modulo 11.
        IdentifierRule(
            .ptNIF, ["999999999", "999 999 999"], .told, words: SmallEuropeanWords.western,
            structure: { $0[0] != UInt8(ascii: "0") },
            checksum: { (11 - $0.weighted([9, 8, 7, 6, 5, 4, 3, 2]) % 11) % 11 % 10 == $0.digit(8) }),
        // Department of Social Protection: weights 8…2, the second letter 9 times, modulo 23.
        IdentifierRule(
            .iePPS, ["9999999A", "9999999AA"], .aloneOrTold, words: SmallEuropeanWords.western,
            checksum: { number in
                var sum = number.weighted([8, 7, 6, 5, 4, 3, 2])
                if number.count == 9 {
                    guard "ABHWTX".utf8.contains(number[8]) else { return false }
                    // W, T and X, until 2013, count nothing.
                    if number[8] <= UInt8(ascii: "H") { sum += 9 * (Int(number[8]) - 64) }
                }
                return Array("WABCDEFGHIJKLMNOPQRSTUV".utf8)[sum % 23] == number[7]
            }),
        // CPR-kontoret, "Personnummeret i CPR": the date of birth; modulo 11 until 2007.
        IdentifierRule(
            .dkCPR, ["999999-9999", "9999999999"], .aloneOrTold, words: SmallEuropeanWords.nordic,
            structure: { IdentifierText.isDate(day: $0.number(0..<2), month: $0.number(2..<4)) },
            checksum: { $0.weighted([4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 == 0 }),
        IdentifierRule(
            .dkCPR, ["999999-9999", "9999999999"], .told, words: SmallEuropeanWords.nordic,
            structure: { IdentifierText.isDate(day: $0.number(0..<2), month: $0.number(2..<4)) }),
        // Skatteetaten, "Fødselsnummer": date of birth (D numbers add 40 to the day), two check digits modulo 11.
        IdentifierRule(
            .noFodselsnummer, ["99999999999", "999999 99999"], .aloneOrTold, words: SmallEuropeanWords.nordic,
            structure: { number in
                let day = number.number(0..<2)
                return IdentifierText.isDate(day: day > 40 ? day - 40 : day, month: number.number(2..<4))
            },
            checksum: { number in
                number.weighted([3, 7, 6, 1, 8, 9, 4, 5, 2, 1]) % 11 == 0
                    && number.weighted([5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 == 0
            }),
    ]
}

private enum SmallEuropeanWords {
    static let western = """
        rijksregisternummer rijksregister insz niss registrenational nationalnumber ahv avs ahvnummer ahvnr svnr
        sozialversicherungsnummer sozialversicherung versicherungsnummer contribuinte nif nipc pps ppsn ppsno ppsnumber
        """
    static let nordic = "cpr cprnummer cprnr personnummer fødselsnummer fodselsnummer fnr fødselsnr dnummer"
}

private enum BelgianNumber {
    static func isChecked(_ number: IdentifierText) -> Bool {
        let body = number.number(0..<9)
        let check = number.number(9..<11)
        return 97 - body % 97 == check || 97 - (2_000_000_000 + body) % 97 == check
    }
}
