extension PIIKind {
    public static let zaIDNumber: PIIKind = "ZA_ID_NUMBER"
    public static let ngNIN: PIIKind = "NG_NIN"
    public static let ngVehicleRegistration: PIIKind = "NG_VEHICLE_REGISTRATION"
    public static let trNationalID: PIIKind = "TR_NATIONAL_ID"
    public static let trLicensePlate: PIIKind = "TR_LICENSE_PLATE"
    public static let trPhone: PIIKind = "TR_PHONE"
}

extension IdentifierRule {
    static let africa: [IdentifierRule] = [
        // Identification Act 68 of 1997: date of birth, four digits, citizenship 0…2, Luhn.
        IdentifierRule(
            .zaIDNumber, ["9999999999999", "999999|9999|99|9", "999999|9999|999"], .aloneOrTold,
            words: "idnumber identitynumber southafrican idno said nationalid identity id rsa",
            structure: { number in
                number.digit(10) <= 2 && IdentifierText.isDate(day: number.number(4..<6), month: number.number(2..<4))
            }, checksum: { $0.isLuhn() }),
        // NIMC: eleven digits, Verhoeff.
        IdentifierRule(
            .ngNIN, ["99999999999", "9999|999|9999"], .aloneOrTold,
            words: "nin nimc nationalidentity nationalidentification nigeria nigerian",
            structure: { $0[0] != UInt8(ascii: "0") }, checksum: { $0.isVerhoeff }),
        // FRSC number plates: three letters of the area, three digits, two letters.
        IdentifierRule(
            .ngVehicleRegistration, ["AAA|999AA", "AAA999AA", "AAA|999|AA"], .aloneOrTold,
            words: "plate numberplate platenumber registration vehicle car frsc"),
    ]

    static let turkey: [IdentifierRule] = [
        // Nüfus ve Vatandaşlık İşleri: two check digits.
        IdentifierRule(
            .trNationalID, ["99999999999"], .aloneOrTold,
            words: "tckn kimlik tc kimlikno vatandaşlık nationalid tckimlik",
            structure: { $0[0] != UInt8(ascii: "0") },
            checksum: { number in
                let odd = number.weighted([1, 0, 1, 0, 1, 0, 1, 0, 1])
                let even = number.weighted([0, 1, 0, 1, 0, 1, 0, 1])
                let tenth = ((odd * 7 - even) % 10 + 10) % 10
                return tenth == number.digit(9) && (odd + even + tenth) % 10 == number.digit(10)
            }),
        // Karayolları Trafik Yönetmeliği: province 01…81, one to three letters, two to five digits.
        IdentifierRule(
            .trLicensePlate,
            [
                "99|A|9999", "99|A|99999", "99|AA|999", "99|AA|9999", "99|AAA|99", "99|AAA|999", "99|AAA|9999",
                "99A9999",
                "99A99999", "99AA999", "99AA9999", "99AAA99", "99AAA999", "99AAA9999",
            ], .aloneOrTold, words: "plaka plate araç licenseplate licenceplate numberplate plakası",
            structure: { (1...81).contains($0.number(0..<2)) }),
        // BTK numbering plan: mobile numbers begin with 5.
        IdentifierRule(
            .trPhone, ["99999999999", "9|999|999|99|99", "9999|999|99|99", "9 999 9999999", "9999 9999999"], .itself,
            words: MobileWords.all, structure: { $0.hasPrefix("05") && [0, 3, 4, 5].contains($0.digit(2)) }),
        IdentifierRule(
            .trPhone, ["999999999999", "99|999|999|99|99", "99 9999999999"], .aloneOrTold, words: MobileWords.all,
            structure: { $0.hasPrefix("905") }),
        IdentifierRule(
            .trPhone, ["9999999999", "999|999|99|99"], .told, words: MobileWords.all,
            structure: { $0[0] == UInt8(ascii: "5") }),
    ]
}
