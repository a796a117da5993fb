extension PIIKind {
    public static let caSIN: PIIKind = "CA_SIN"
    public static let brCPF: PIIKind = "BR_CPF"
    public static let brCNPJ: PIIKind = "BR_CNPJ"
}

extension IdentifierRule {
    static let americas: [IdentifierRule] = [
        // Employment and Social Development Canada: Luhn; 0 and 8 are not given out.
        IdentifierRule(
            .caSIN, ["999999999", "999|999|999"], .aloneOrTold,
            words: "sin socialinsurance nas assurancesociale insurance sinnumber",
            structure: { $0[0] != UInt8(ascii: "0") && $0[0] != UInt8(ascii: "8") }, checksum: { $0.isLuhn() }),
        // Receita Federal, Instrução Normativa 1548/2015: two check digits modulo 11.
        IdentifierRule(
            .brCPF, ["999.999.999-99"], .itself, words: "cpf", checksum: { BrazilianCheck.isPerson($0) }),
        IdentifierRule(
            .brCPF, ["99999999999"], .aloneOrTold, words: "cpf", checksum: { BrazilianCheck.isPerson($0) }),
        IdentifierRule(
            .brCNPJ, ["99.999.999/9999-99", "99999999999999"], .aloneOrTold, words: "cnpj",
            checksum: { BrazilianCheck.isCompany($0) }),
    ]
}

private enum BrazilianCheck {
    static func isPerson(_ number: IdentifierText) -> Bool {
        check(number, [10, 9, 8, 7, 6, 5, 4, 3, 2]) == number.digit(9)
            && check(number, [11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) == number.digit(10)
    }

    static func isCompany(_ number: IdentifierText) -> Bool {
        check(number, [5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]) == number.digit(12)
            && check(number, [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]) == number.digit(13)
    }

    private static func check(_ number: IdentifierText, _ weights: [Int]) -> Int {
        let rest = number.weighted(weights) % 11
        return rest < 2 ? 0 : 11 - rest
    }
}
