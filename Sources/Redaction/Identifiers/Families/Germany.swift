extension PIIKind {
    public static let deTaxID: PIIKind = "DE_TAX_ID"
    public static let deTaxNumber: PIIKind = "DE_TAX_NUMBER"
    public static let deSocialSecurity: PIIKind = "DE_SOCIAL_SECURITY"
    public static let dePassport: PIIKind = "DE_PASSPORT"
    public static let deIDCard: PIIKind = "DE_ID_CARD"
    public static let deHealthInsurance: PIIKind = "DE_HEALTH_INSURANCE"
    public static let deHandelsregister: PIIKind = "DE_HANDELSREGISTER"
    public static let deVATID: PIIKind = "DE_VAT_ID"
    public static let deKFZ: PIIKind = "DE_KFZ"
    public static let deLANR: PIIKind = "DE_LANR"
    public static let deBSNR: PIIKind = "DE_BSNR"
    public static let deFuehrerschein: PIIKind = "DE_FUEHRERSCHEIN"
    public static let dePLZ: PIIKind = "DE_PLZ"
}

extension IdentifierRule {
    static let germany: [IdentifierRule] = [
        // Abgabenordnung § 139b; ISO 7064 MOD 11,10.
        IdentifierRule(
            .deTaxID, ["99999999999", "99|999|999|999"], .aloneOrTold,
            words: """
                steueridentifikationsnummer steueridentnummer steuerid idnr identifikationsnummer tin taxid steuer
                steuernummer
                """,
            structure: { $0[0] != UInt8(ascii: "0") }, checksum: { $0.isMod11And10(0..<11) }),
        IdentifierRule(
            .deTaxNumber, ["999/999/99999", "99/999/99999", "999/9999/9999", "99999/99999", "9999/9999/9999"],
            .aloneOrTold,
            words: "steuernummer stnr steuernr finanzamt steuer taxnumber"),
        IdentifierRule(
            .deTaxNumber, ["9999999999999", "99999999999", "9999999999"], .told,
            words: "steuernummer stnr steuernr finanzamt elster"),
        // Verordnung über die Versicherungsnummer § 2: area, date of birth, initial, serial, check.
        IdentifierRule(
            .deSocialSecurity, ["99999999A999", "99|999999|A|999"], .itself,
            words:
                "rvnr rentenversicherungsnummer sozialversicherungsnummer sozialversicherung rentenversicherung svnr",
            structure: { number in
                let day = number.number(2..<4)
                return IdentifierText.isDate(day: day > 50 ? day - 50 : day, month: number.number(4..<6))
            },
            checksum: { number in
                let letter = Int(number[8]) - 64
                let digits =
                    (0..<8).map { number.digit($0) } + [letter / 10, letter % 10, number.digit(9), number.digit(10)]
                var sum = 0
                for (digit, weight) in zip(digits, [2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1]) {
                    sum += digit * weight / 10 + digit * weight % 10
                }
                return sum % 10 == number.digit(11)
            }),
        // BSI TR-03123: serial numbers without vowels; ICAO 9303 check digit.
        IdentifierRule(
            .dePassport, ["AXXXXXXX9", "AXXXXXXXX9"], .aloneOrTold,
            words: "reisepass pass passnummer reisepassnummer passport passportnumber",
            structure: { GermanSerial.isPossible($0, first: "CFGHJK") },
            checksum: { $0.isMachineReadable(0..<$0.count) }),
        IdentifierRule(
            .deIDCard, ["AXXXXXXX9", "AXXXXXXXX9"], .aloneOrTold,
            words: "personalausweis ausweis ausweisnummer personalausweisnummer perso identitycard idcard",
            structure: { GermanSerial.isPossible($0, first: "LMNPRTVWXY") },
            checksum: { $0.isMachineReadable(0..<$0.count) }),
        // Without the check digit, as it is printed on the card: at least two letters.
        IdentifierRule(
            .deIDCard, ["AXXXXXXXX"], .told,
            words: "personalausweis ausweis ausweisnummer personalausweisnummer perso identitycard idcard",
            structure: { GermanSerial.isPossible($0, first: "LMNPRTVWXY") && $0.letterMask.nonzeroBitCount >= 2 }),
        // SGB V § 290: a letter counted as two digits, weights 1 and 2.
        IdentifierRule(
            .deHealthInsurance, ["A999999999"], .aloneOrTold,
            words: """
                kvnr krankenkasse krankenversichertennummer versichertennummer krankenversicherung gesundheitskarte
                krankenversicherungsnummer versicherung egk
                """,
            checksum: { number in
                let letter = Int(number[0]) - 64
                let digits = [letter / 10, letter % 10] + (1..<9).map { number.digit($0) }
                var sum = 0
                for (place, digit) in digits.enumerated() {
                    let product = digit * (place % 2 + 1)
                    sum += product / 10 + product % 10
                }
                return sum % 10 == number.digit(9)
            }),
        IdentifierRule(
            .deHandelsregister,
            [
                "AAA 99", "AAA 999", "AAA 9999", "AAA 99999", "AAA 999999", "AAA99", "AAA999", "AAA9999", "AAA99999",
                "AAA999999", "AAA 9999A", "AAA 99999A", "AAA 999999A", "AAA 99999 A", "AAA 999999 A",
            ], .itself, words: "handelsregister amtsgericht registergericht registernummer",
            structure: { $0.hasPrefix("HRA") || $0.hasPrefix("HRB") }),
        IdentifierRule(
            .deVATID, ["AA999999999", "AA|999|999|999", "AA 999999999"], .aloneOrTold,
            words: "ust ustid ustidnr umsatzsteuer umsatzsteuer vat vatid vatnumber mwst uid",
            structure: { $0.hasPrefix("DE") && $0[2] != UInt8(ascii: "0") }),
        IdentifierRule(
            .deKFZ, GermanPlate.shapes, .aloneOrTold,
            words: "kennzeichen kfz autokennzeichen nummernschild kfzkennzeichen fahrzeug plate licenseplate"),
        // KBV, "Arztnummern": weights 4 and 9.
        IdentifierRule(
            .deLANR, ["999999999", "9999999|99"], .aloneOrTold, words: "lanr arztnummer arzt lebenslangearztnummer",
            structure: { $0.number(0..<6) > 0 && $0.number(7..<9) > 0 },
            checksum: { number in (10 - number.weighted([4, 9, 4, 9, 4, 9]) % 10) % 10 == number.digit(6) }),
        // KBV, "Betriebsstättennummern": the first two digits are the association's.
        IdentifierRule(
            .deBSNR, ["999999999"], .aloneOrTold, words: "bsnr betriebsstättennummer betriebsstaettennummer nbsnr",
            structure: { number in
                [1, 2, 3, 17, 20, 35, 38, 46, 51, 52, 71, 72, 73, 74, 78, 83, 88, 93, 98].contains(number.number(0..<2))
                    && number.number(2..<9) > 0
            }),
        IdentifierRule(
            .deFuehrerschein, ["AA99999999X", "A99XXXXXX9X", "AXX999999XX"], .aloneOrTold,
            words: "führerschein fuehrerschein führerscheinnummer fahrerlaubnis fuehrerscheinnummer drivinglicence"),
        IdentifierRule(
            .dePLZ, ["99999"], .told, words: "plz postleitzahl postleitzahlen",
            structure: { (1067...99_998).contains($0.number(0..<5)) }),
    ]
}

private enum GermanSerial {
    /// A first letter of the series, then digits and letters without vowels and without those that look like digits.
    static func isPossible(_ number: IdentifierText, first: String) -> Bool {
        guard first.utf8.contains(number[0]) else { return false }
        for place in 1..<number.count where !number[place].isDigit {
            guard "CFGHJKLMNPRTVWXYZ".utf8.contains(number[place]) else { return false }
        }
        return true
    }
}

private enum GermanPlate {
    /// Fahrzeug-Zulassungsverordnung § 9: one to three letters of the district, one or two, up to four digits, E or H.
    static let shapes: [StaticString] = [
        "A A 99", "A A 999", "A A 9999", "A AA 9", "A AA 99", "A AA 999", "A AA 9999", "AA A 9", "AA A 99", "AA A 999",
        "AA A 9999", "AA AA 9", "AA AA 99", "AA AA 999", "AA AA 9999", "AAA A 9", "AAA A 99", "AAA A 999", "AAA A 9999",
        "AAA AA 9", "AAA AA 99", "AAA AA 999", "A-A 99", "A-A 999", "A-A 9999", "A-AA 9", "A-AA 99", "A-AA 999",
        "A-AA 9999", "AA-A 9", "AA-A 99", "AA-A 999", "AA-A 9999", "AA-AA 9", "AA-AA 99", "AA-AA 999", "AA-AA 9999",
        "AAA-A 9", "AAA-A 99", "AAA-A 999", "AAA-A 9999", "AAA-AA 9", "AAA-AA 99", "AAA-AA 999", "A-A99", "A-A999",
        "A-A9999", "A-AA99", "A-AA999", "A-AA9999", "AA-A99", "AA-A999", "AA-A9999", "AA-AA99", "AA-AA999", "AA-AA9999",
        "AAA-A99", "AAA-A999", "AAA-A9999", "AAA-AA99", "AAA-AA999", "A-A-99", "A-A-999", "A-AA-99", "A-AA-999",
        "A-AA-9999", "AA-A-999", "AA-A-9999", "AA-AA-99", "AA-AA-999", "AA-AA-9999", "AAA-A-999", "AAA-AA-999",
        "A-AA 999A", "A-AA 99A", "AA-A 99A", "AA-AA 99A", "AA-AA 999A", "A AA 999A", "AA AA 99A", "AA AA 999A",
    ]
}
