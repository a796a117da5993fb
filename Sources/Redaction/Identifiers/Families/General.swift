extension PIIKind {
    public static let vin: PIIKind = "VIN"
    public static let passport: PIIKind = "PASSPORT"
    public static let licencePlate: PIIKind = "LICENCE_PLATE"
    public static let driverLicence: PIIKind = "DRIVER_LICENCE"
    public static let cvv: PIIKind = "CVV"
    public static let cardExpiry: PIIKind = "CARD_EXPIRY"
    public static let dateOfBirth: PIIKind = "DATE_OF_BIRTH"
}

extension IdentifierRule {
    /// What no country has for itself.
    static let general: [IdentifierRule] = [
        // ISO 3779; 49 CFR 565.15: no I, O, Q; the ninth character checks the others.
        IdentifierRule(
            .vin, ["XXXXXXXXXXXXXXXXX"], .itself, words: VehicleNumber.words,
            structure: { VehicleNumber.isPossible($0) && $0.letterMask.nonzeroBitCount >= 3 },
            checksum: { VehicleNumber.isChecked($0) }),
        IdentifierRule(
            .vin, ["XXXXXXXXXXXXXXXXX"], .told, words: VehicleNumber.words, structure: { VehicleNumber.isPossible($0) }),
        IdentifierRule(
            .passport, ["A9999999", "A99999999", "AA999999", "AA9999999", "99AA99999", "AA999999A"], .told,
            words: passportWords + " pass"),
        // Tests pass too.
        IdentifierRule(.passport, ["999999999", "99999999"], .told, words: passportWords),
        IdentifierRule(
            .licencePlate,
            [
                "AAA999", "AAA9999", "999AAA", "9AAA999", "AA999AA", "AA|999|AA", "AAA|999", "AAA|9999", "AA99|99",
                "A999AA",
                "99AAA9", "AA9999", "AA99999", "999|AAA", "9AAA|999",
            ], .told,
            words: """
                plate plates licenseplate licenceplate numberplate platenumber plateno immatriculation matricula matrícula
                targa kenteken rejestracyjny
                """),
        IdentifierRule(
            .driverLicence,
            ["A9999999", "AA999999", "AA9999999", "99999999", "999999999", "9999999999", "999999999999", "99AA99999"],
            .told,
            words: """
                driverlicence driverslicence driverlicense driverslicense drivinglicence drivinglicense permisconduire
                rijbewijs patenteguida conducir körkort prawojazdy
                """),
        IdentifierRule(
            .cvv, ["999", "9999"], .told, words: "cvv cvc cvv2 cvc2 csc cardsecurity securitycode cardverification",
            within: 2),
        IdentifierRule(
            .cardExpiry, ["99/99", "99/9999", "99-99", "99-9999", "9999-99"], .told,
            words: "exp expiry expdate expirydate cardexpiry validthru goodthru cardexp", within: 2,
            structure: { number in
                let month = number.count == 6 && number.breaks == 1 << 4 ? number.number(4..<6) : number.number(0..<2)
                return (1...12).contains(month)
            }),
        IdentifierRule(
            .dateOfBirth,
            [
                "9999-99-99", "99.99.9999", "99/99/9999", "9/9/9999", "99/9/9999", "9/99/9999", "9.9.9999", "99.9.9999",
                "9.99.9999", "99-99-9999", "99.99.99", "99/99/99", "9999/99/99", "99999999",
            ], .told,
            words: """
                dob birth birthday born birthdate dateofbirth geboren geburtsdatum geb naissance né née nacimiento
                fechanacimiento nascita natoil natail natoa nataa nascimento födelsedatum född geboortedatum urodzenia syntymäaika doğum
                """,
            structure: { BirthDate.isPossible($0) }),
    ]

    private static let passportWords = """
        passportnumber passportno passeport reisepass paspoort paszport pasaporte passaporto passaporte паспорт
        """
}

private enum VehicleNumber {
    static let words = "vin chassis chassisnumber vehicleidentification fahrgestellnummer fin vinnumber"

    static func isPossible(_ number: IdentifierText) -> Bool {
        guard number.letterMask != 0, number.isDigits(13..<17) else { return false }
        return (0..<17).allSatisfy { !"IOQ".utf8.contains(number[$0]) }
    }

    static func isChecked(_ number: IdentifierText) -> Bool {
        var sum = 0
        for (place, weight) in [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2].enumerated() {
            let byte = number[place]
            sum += weight * (byte.isDigit ? byte.digitValue : values[Int(byte) - 65])
        }
        let check = sum % 11
        return number[8] == (check == 10 ? UInt8(ascii: "X") : UInt8(48 + check))
    }

    /// A…Z; 0 where there is none.
    private static let values = [1, 2, 3, 4, 5, 6, 7, 8, 0, 1, 2, 3, 4, 5, 0, 7, 0, 9, 2, 3, 4, 5, 6, 7, 8, 9]
}

private enum BirthDate {
    static func isPossible(_ number: IdentifierText) -> Bool {
        if number.isDigits(0..<4), number.breaks == 0 || number.breaks & 1 << 4 != 0 {
            if (1890...2099).contains(number.number(0..<4)) {
                return IdentifierText.isDate(day: number.number(6..<8), month: number.number(4..<6))
            }
        }
        let first = number.breaks & 2 != 0 ? 1 : 2
        let second = number.breaks >> UInt32(first + 1) & 1 == 1 ? 1 : 2
        let one = number.number(0..<first)
        let two = number.number(first..<first + second)
        return IdentifierText.isDate(day: one, month: two) || IdentifierText.isDate(day: two, month: one)
    }
}
