extension PIIKind {
    public static let sePersonnummer: PIIKind = "SE_PERSONNUMMER"
    public static let seOrganisationsnummer: PIIKind = "SE_ORGANISATIONSNUMMER"
    public static let fiPersonalIdentityCode: PIIKind = "FI_PERSONAL_IDENTITY_CODE"
}

extension IdentifierRule {
    static let nordic: [IdentifierRule] = [
        // Skatteverket, SKV 704: date of birth, three digits, Luhn over the last ten; coordination numbers add 60 to the day.
        IdentifierRule(
            .sePersonnummer, ["999999-9999", "999999+9999", "99999999-9999", "99999999+9999"], .itself,
            words: SwedishNumber.personalWords, structure: { SwedishNumber.isPersonal($0) },
            checksum: { $0.isLuhn($0.count - 10..<$0.count) }),
        IdentifierRule(
            .sePersonnummer, ["9999999999", "999999999999", "999999 9999", "99999999 9999"], .aloneOrTold,
            words: SwedishNumber.personalWords, structure: { SwedishNumber.isPersonal($0) },
            checksum: { $0.isLuhn($0.count - 10..<$0.count) }),
        // Skatteverket, SKV 709: the third digit is 2 or more.
        IdentifierRule(
            .seOrganisationsnummer, ["999999-9999", "9999999999"], .aloneOrTold,
            words: """
                organisationsnummer orgnr orgnummer organisation organisationnumber organizationnumber company companyidentity
                bolag företag identitycode
                """,
            structure: { number in
                number.digit(number.count - 8) >= 2 && "1256789".utf8.contains(number[number.count - 10])
            }, checksum: { $0.isLuhn($0.count - 10..<$0.count) }),
        // Valtioneuvoston asetus 128/2010 and 690/2022: signs of the century, remainder modulo 31.
        IdentifierRule(
            .fiPersonalIdentityCode, ["999999-999X", "999999+999X", "999999A999X"], .itself,
            words: "henkilötunnus hetu henkilotunnus sotu personbeteckning",
            structure: { number in
                let first = number.count - 4
                guard number.count == 10 || "ABCDEFYXWVU".utf8.contains(number[6]) else { return false }
                return IdentifierText.isDate(day: number.number(0..<2), month: number.number(2..<4))
                    && number.number(first..<first + 3) >= 2
            },
            checksum: { number in
                let first = number.count - 4
                let value = number.number(0..<6) * 1000 + number.number(first..<first + 3)
                return finnishChecks[value % 31] == number[number.count - 1]
            }),
    ]
}

private let finnishChecks = Array("0123456789ABCDEFHJKLMNPRSTUVWXY".utf8)

private enum SwedishNumber {
    static let personalWords = """
        personnummer personnr pnr svenskt personnumret samordningsnummer personalidentity personalnumber
        """

    static func isPersonal(_ number: IdentifierText) -> Bool {
        let first = number.count - 10
        if first == 2, ![18, 19, 20].contains(number.number(0..<2)) { return false }
        let day = number.number(first + 4..<first + 6)
        return IdentifierText.isDate(day: day > 60 ? day - 60 : day, month: number.number(first + 2..<first + 4))
    }
}
