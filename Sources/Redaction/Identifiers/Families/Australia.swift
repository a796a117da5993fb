extension PIIKind {
    public static let auABN: PIIKind = "AU_ABN"
    public static let auACN: PIIKind = "AU_ACN"
    public static let auTFN: PIIKind = "AU_TFN"
    public static let auMedicare: PIIKind = "AU_MEDICARE"
}

extension IdentifierRule {
    static let australia: [IdentifierRule] = [
        // Australian Business Register: one less in the first digit, modulo 89.
        IdentifierRule(
            .auABN, ["99999999999", "99|999|999|999"], .aloneOrTold, words: "abn businessnumber australianbusiness",
            checksum: { number in
                (number.weighted([10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19]) - 10) % 89 == 0
            }),
        // Corporations Regulations 2001, ASIC: weights 8…1, modulo 10.
        IdentifierRule(
            .auACN, ["999999999", "999|999|999"], .aloneOrTold, words: "acn companynumber australiancompany",
            checksum: { number in
                (10 - number.weighted([8, 7, 6, 5, 4, 3, 2, 1]) % 10) % 10 == number.digit(8)
            }),
        // Australian Taxation Office: weights 1, 4, 3, 7, 5, 8, 6, 9, 10, modulo 11.
        IdentifierRule(
            .auTFN, ["999999999", "999|999|999"], .aloneOrTold, words: "tfn taxfile taxfilenumber",
            checksum: { $0.weighted([1, 4, 3, 7, 5, 8, 6, 9, 10]) % 11 == 0 }),
        // Services Australia: begins with 2…6, weights 1, 3, 7, 9.
        IdentifierRule(
            .auMedicare, ["9999999999", "9999|99999|9"], .aloneOrTold, words: "medicare medicarecard medicarenumber",
            structure: { (2...6).contains($0.digit(0)) },
            checksum: { $0.weighted([1, 3, 7, 9, 1, 3, 7, 9]) % 10 == $0.digit(8) }),
    ]
}
