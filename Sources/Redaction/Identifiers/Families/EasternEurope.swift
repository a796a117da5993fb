extension PIIKind {
    /// Of the Czech Republic and of Slovakia.
    public static let czRodneCislo: PIIKind = "CZ_RODNE_CISLO"
    public static let roCNP: PIIKind = "RO_CNP"
    public static let bgEGN: PIIKind = "BG_EGN"
    public static let hrOIB: PIIKind = "HR_OIB"
    public static let grAFM: PIIKind = "GR_AFM"
    public static let uaRNOKPP: PIIKind = "UA_RNOKPP"
    public static let ruINN: PIIKind = "RU_INN"
    public static let ruSNILS: PIIKind = "RU_SNILS"
}

extension IdentifierRule {
    static let easternEurope: [IdentifierRule] = [
        // Zákon č. 133/2000 Sb. § 13: year, month (women add 50; 20 more where a day has no number left), divisible by 11.
        IdentifierRule(
            .czRodneCislo, ["999999/9999"], .itself, words: EasternWords.all, structure: { BirthNumber.isPossible($0) },
            checksum: { BirthNumber.isChecked($0) }),
        IdentifierRule(
            .czRodneCislo, ["9999999999"], .told, words: EasternWords.all, structure: { BirthNumber.isPossible($0) },
            checksum: { BirthNumber.isChecked($0) }),
        // Legea 105/1996: sex and century, date of birth, county, serial; weights 2 7 9 1 4 6 3 5 8 2 7 9.
        IdentifierRule(
            .roCNP, ["9999999999999"], .aloneOrTold, words: EasternWords.all,
            structure: {
                $0[0] != UInt8(ascii: "0") && IdentifierText.isDate(day: $0.number(5..<7), month: $0.number(3..<5))
            },
            checksum: { number in
                let check = number.weighted([2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11
                return (check == 10 ? 1 : check) == number.digit(12)
            }),
        // ГРАО: the century is in the month; weights 2 4 8 5 10 9 7 3 6.
        IdentifierRule(
            .bgEGN, ["9999999999"], .aloneOrTold, words: EasternWords.all,
            structure: { number in
                let month = number.number(2..<4)
                return month <= 52 && IdentifierText.isDate(day: number.number(4..<6), month: month % 20)
            },
            checksum: { $0.weighted([2, 4, 8, 5, 10, 9, 7, 3, 6]) % 11 % 10 == $0.digit(9) }),
        // Zakon o osobnom identifikacijskom broju: ISO 7064, MOD 11,10.
        IdentifierRule(
            .hrOIB, ["99999999999"], .told, words: EasternWords.all, checksum: { $0.isMod11And10(0..<11) }),
        // ΑΑΔΕ: powers of two, modulo 11.
        IdentifierRule(
            .grAFM, ["999999999"], .told, words: EasternWords.all,
            checksum: { $0.weighted([256, 128, 64, 32, 16, 8, 4, 2]) % 11 % 10 == $0.digit(8) }),
        // ДПС України: weights −1 5 7 9 4 6 10 5 7.
        IdentifierRule(
            .uaRNOKPP, ["9999999999"], .told, words: EasternWords.ukrainian,
            checksum: { number in
                let rest = number.weighted([-1, 5, 7, 9, 4, 6, 10, 5, 7]) % 11
                return (rest + 11) % 11 % 10 == number.digit(9)
            }),
        // Приказ ФНС ММВ-7-6/435: ten digits for companies, twelve with two checks for people.
        IdentifierRule(
            .ruINN, ["9999999999"], .told, words: EasternWords.all,
            checksum: { $0.weighted([2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11 % 10 == $0.digit(9) }),
        IdentifierRule(
            .ruINN, ["999999999999"], .aloneOrTold, words: EasternWords.all,
            checksum: { number in
                number.weighted([7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11 % 10 == number.digit(10)
                    && number.weighted([3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11 % 10 == number.digit(11)
            }),
        // Пенсионный фонд: weights 9…1, modulo 101.
        IdentifierRule(
            .ruSNILS, ["999-999-999 99", "999-999-999-99"], .itself, words: EasternWords.all,
            checksum: { $0.weighted([9, 8, 7, 6, 5, 4, 3, 2, 1]) % 101 % 100 == $0.number(9..<11) }),
        IdentifierRule(
            .ruSNILS, ["99999999999"], .told, words: EasternWords.all,
            checksum: { $0.weighted([9, 8, 7, 6, 5, 4, 3, 2, 1]) % 101 % 100 == $0.number(9..<11) }),
    ]
}

private enum EasternWords {
    static let all = """
        rodnéčíslo rodnecislo rodné cnp codnumericpersonal egn егн oib afm αφμ ΑΦΜ inn ИНН инн snils
        СНИЛС снилс birthnumber
        """
    static let ukrainian = "rnokpp рнокпп РНОКПП ipn іпн ІПН"
}

private enum BirthNumber {
    static func isPossible(_ number: IdentifierText) -> Bool {
        var month = number.number(2..<4)
        if month > 50 { month -= 50 }
        if month > 20 { month -= 20 }
        return IdentifierText.isDate(day: number.number(4..<6), month: month)
    }

    /// Until 1985 a remainder of 10 was written as 0.
    static func isChecked(_ number: IdentifierText) -> Bool {
        number.number(0..<9) % 11 % 10 == number.digit(9)
    }
}
