extension PIIKind {
    public static let esNIF: PIIKind = "ES_NIF"
    public static let esNIE: PIIKind = "ES_NIE"
    public static let esPassport: PIIKind = "ES_PASSPORT"
    public static let itFiscalCode: PIIKind = "IT_FISCAL_CODE"
    public static let itVATCode: PIIKind = "IT_VAT_CODE"
    public static let itPassport: PIIKind = "IT_PASSPORT"
    public static let itIdentityCard: PIIKind = "IT_IDENTITY_CARD"
    public static let itDriverLicense: PIIKind = "IT_DRIVER_LICENSE"
}

extension IdentifierRule {
    static let southernEurope: [IdentifierRule] = [
        // Real Decreto 1553/2005, Ministerio del Interior: the letter is the number modulo 23.
        IdentifierRule(
            .esNIF, ["99999999A", "9999999A", "99999999|A", "9999999|A", "99.999.999-A"], .itself,
            words: "nif dni identidad",
            checksum: { number in
                SpanishLetter.of(number.number(0..<number.count - 1)) == number[number.count - 1]
            }),
        IdentifierRule(
            .esNIE, ["A9999999A", "A|9999999|A"], .itself, words: "nie extranjero identidad",
            structure: { "XYZ".utf8.contains($0[0]) },
            checksum: { number in
                SpanishLetter.of(Int(number[0] - UInt8(ascii: "X")) * 10_000_000 + number.number(1..<8)) == number[8]
            }),
        IdentifierRule(
            .esPassport, ["AAA999999"], .aloneOrTold, words: "pasaporte pasaportes passport passportnumber"),
        // Decreto Ministeriale 23 dicembre 1976; digits may be letters where two codes would be equal (omocodia).
        IdentifierRule(
            .itFiscalCode, ["AAAAAAXXAXXAXXXA"], .itself, words: "codicefiscale fiscale cf",
            structure: { ItalianFiscalCode.isPossible($0) }, checksum: { ItalianFiscalCode.isChecked($0) }),
        // DPR 633/1972 art. 35: Luhn.
        IdentifierRule(
            .itVATCode, ["99999999999"], .aloneOrTold, words: "partitaiva piva iva vat vatcode vatnumber partita",
            structure: { $0.number(0..<7) > 0 }, checksum: { $0.isLuhn() }),
        IdentifierRule(
            .itVATCode, ["AA99999999999"], .aloneOrTold, words: "partitaiva piva iva vat vatcode vatnumber partita",
            structure: { $0.hasPrefix("IT") }, checksum: { $0.isLuhn(2..<13) }),
        IdentifierRule(
            .itPassport, ["AA9999999"], .aloneOrTold, words: "passaporto passaporti passport passportnumber"),
        IdentifierRule(
            .itIdentityCard, ["AA99999AA"], .aloneOrTold,
            words: "identità identita cartaidentità identitycard cie documento elettronica"),
        IdentifierRule(
            .itIdentityCard, ["AA9999999", "9999999AA", "AA|9999999", "9999999|AA"], .told,
            words: "identità identita cartaidentità identitycard cie documento"),
        IdentifierRule(
            .itDriverLicense, ["AA9999999A"], .aloneOrTold,
            words: "patente patenti guida patenteguida licence license drivinglicence driverlicense"),
        IdentifierRule(
            .itDriverLicense, ["A9XXXXXXXA"], .aloneOrTold,
            words: "patente patenti guida patenteguida licence license drivinglicence driverlicense",
            structure: { $0.hasPrefix("U1") }),
    ]
}

private enum SpanishLetter {
    static func of(_ number: Int) -> UInt8 { letters[number % 23] }

    private static let letters = Array("TRWAGMYFPDXBNJZSQVHLCKE".utf8)
}

private enum ItalianFiscalCode {
    /// The places that are digits unless two people would have the same code.
    private static let digits = [6, 7, 9, 10, 12, 13, 14]
    /// The letters in the place of 0…9.
    private static let substitutes = Array("LMNPQRSTUV".utf8)
    private static let months = Array("ABCDEHLMPRST".utf8)
    /// Values of 0…9 and of A…Z at odd places.
    private static let odd = [
        1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23,
    ]

    private static func digit(_ number: IdentifierText, _ place: Int) -> Int? {
        let byte = number[place]
        return byte.isDigit ? byte.digitValue : substitutes.firstIndex(of: byte)
    }

    static func isPossible(_ number: IdentifierText) -> Bool {
        guard months.contains(number[8]), digits.allSatisfy({ digit(number, $0) != nil }),
            let tens = digit(number, 9), let ones = digit(number, 10)
        else { return false }
        let day = tens * 10 + ones
        return (1...31).contains(day) || (41...71).contains(day)
    }

    static func isChecked(_ number: IdentifierText) -> Bool {
        var sum = 0
        for place in 0..<15 {
            let byte = number[place]
            let value = byte.isDigit ? byte.digitValue : Int(byte) - 65
            sum += place % 2 == 0 ? odd[value] : value
        }
        return sum % 26 == Int(number[15]) - 65
    }
}
