extension PIIKind {
    public static let usITIN: PIIKind = "US_ITIN"
    public static let usRouting: PIIKind = "US_ROUTING"
    public static let usBank: PIIKind = "US_BANK"
    public static let usNPI: PIIKind = "US_NPI"
    public static let usDEA: PIIKind = "US_DEA"
    public static let usMBI: PIIKind = "US_MBI"
    public static let usPassport: PIIKind = "US_PASSPORT"
    public static let usDriverLicense: PIIKind = "US_DRIVER_LICENSE"
}

extension IdentifierRule {
    static let unitedStates: [IdentifierRule] = [
        // Nine digits in a row; those with hyphens are `USSocialSecurity`'s.
        IdentifierRule(
            .usSSN, ["999999999"], .aloneOrTold, words: "ssn ssns social socialsecurity",
            structure: { number in
                let area = number.number(0..<3)
                return area != 0 && area != 666 && area < 900 && number.number(3..<5) > 0 && number.number(5..<9) > 0
            }),
        // IRS Publication 1915: 9xx, and a middle part of 50…65, 70…88, 90…92 or 94…99.
        IdentifierRule(
            .usITIN, ["999|99|9999", "999999999"], .aloneOrTold,
            words: "itin taxpayer individualtaxpayer taxid taxpayerid tin",
            structure: { number in
                let group = number.number(3..<5)
                return number[0] == UInt8(ascii: "9")
                    && ((50...65).contains(group) || (70...88).contains(group) || (90...92).contains(group)
                        || (94...99).contains(group))
            }),
        // American Bankers Association, routing numbers: prefixes of the Federal Reserve districts; weights 3, 7, 1.
        IdentifierRule(
            .usRouting, ["999999999", "9999-9999-9"], .aloneOrTold,
            words: "aba routing routingnumber rtn abarouting routingno transit",
            structure: { number in
                let prefix = number.number(0..<2)
                return prefix <= 12 || (21...32).contains(prefix) || (61...72).contains(prefix) || prefix == 80
            },
            checksum: { $0.weighted([3, 7, 1, 3, 7, 1, 3, 7, 1]) % 10 == 0 && $0.number(0..<9) > 0 }),
        IdentifierRule(
            .usBank,
            [
                "99999999", "999999999", "9999999999", "99999999999", "999999999999", "9999999999999",
                "99999999999999", "999999999999999", "9999999999999999", "99999999999999999",
            ], .told,
            words: "bank bankaccount checkingaccount savingsaccount accountnumber acctnumber acct accountno"),
        // CMS, "Requirements for NPI": ten digits, Luhn with 80840 in front, whose sum is 24.
        IdentifierRule(
            .usNPI, ["9999999999", "9999|999|999"], .aloneOrTold,
            words: "npi nationalprovider provider providerid npinumber",
            structure: { $0[0] == UInt8(ascii: "1") || $0[0] == UInt8(ascii: "2") },
            checksum: { $0.isLuhn(start: 24) }),
        // DEA, "Practitioner's Manual": type of registrant, initial, six digits, one to check.
        IdentifierRule(
            .usDEA, ["AA9999999", "A99999999"], .aloneOrTold,
            words: "dea deanumber prescriber medicallicense medicallicence",
            structure: { number in
                "ABCDEFGHJKLMPRSTUX".utf8.contains(number[0])
                    && (number.letterMask & 2 != 0 || number[1] == UInt8(ascii: "9"))
            },
            checksum: { number in
                let odd = number.digit(2) + number.digit(4) + number.digit(6)
                let even = number.digit(3) + number.digit(5) + number.digit(7)
                return (odd + 2 * even) % 10 == number.digit(8)
            }),
        // CMS, "Medicare Beneficiary Identifier format": no S, L, O, I, B, Z.
        IdentifierRule(
            .usMBI, ["9AX9AX9AA99", "9AX9|AX9|AA99"], .itself, words: "mbi medicare beneficiary medicareid",
            structure: { number in
                number[0] != UInt8(ascii: "0") && (0..<11).allSatisfy { !"SLOIBZ".utf8.contains(number[$0]) }
            }),
        // Department of State, next generation: books begin with A.
        IdentifierRule(
            .usPassport, ["A99999999"], .aloneOrTold, words: "passport passports passportnumber passportno travel",
            structure: { $0[0] == UInt8(ascii: "A") }),
        IdentifierRule(.usPassport, ["A99999999"], .told, words: "passport passports passportnumber passportno travel"),
        IdentifierRule(.usPassport, ["999999999"], .told, words: "passport passports passportnumber passportno"),
        // AAMVA DL/ID: each state its own; only beside a word, and digits alone only beside one that is not also software's.
        IdentifierRule(
            .usDriverLicense,
            [
                "A9999999", "A99999999", "A999999999", "A99999999999", "A999999999999", "A99999999999999", "AA999999",
                "AA9999999", "AA999999A", "AAA999999", "999999999A", "A999999", "A99999", "AA99999", "99AAA99999",
                "A999|9999|9999", "A999|9999|9999|99", "A99|99|9999", "9999999A", "99999999A", "A99999A", "999AA9999",
            ], .told, words: driverWords + " license licence licenses"),
        IdentifierRule(
            .usDriverLicense,
            ["9999999", "99999999", "999999999", "9999999999", "999|999|999", "99|999|9999"], .told, words: driverWords),
    ]

    /// `slicense` is the end of `driver's license`.
    private static let driverWords = """
        driverlicense driverslicense driverlicence driverslicence drivinglicense drivinglicence slicense slicence dl dln
        driverpermit permis
        """
}
