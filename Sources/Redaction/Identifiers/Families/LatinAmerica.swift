extension PIIKind {
    public static let mxCURP: PIIKind = "MX_CURP"
    public static let mxRFC: PIIKind = "MX_RFC"
    public static let arCUIT: PIIKind = "AR_CUIT"
    public static let clRUT: PIIKind = "CL_RUT"
}

extension IdentifierRule {
    static let latinAmerica: [IdentifierRule] = [
        // RENAPO, "Instructivo normativo para la asignación de la CURP": name, date of birth, sex, state, check digit.
        IdentifierRule(
            .mxCURP, ["AAAA999999AAAAAAX9"], .itself, words: LatinWords.all,
            structure: { number in
                "HMX".utf8.contains(number[10])
                    && IdentifierText.isDate(day: number.number(8..<10), month: number.number(6..<8))
            },
            checksum: { number in
                var sum = 0
                for place in 0..<17 {
                    // Ñ, which would be 24, is written as X: the letters behind N count one more.
                    let value = number.value(place)
                    sum += (value > 23 ? value + 1 : value) * (18 - place)
                }
                return (10 - sum % 10) % 10 == number.digit(17)
            }),
        // Código Fiscal de la Federación art. 27: name, date of birth or foundation, three characters.
        IdentifierRule(
            .mxRFC, ["AAAA999999XXX"], .aloneOrTold, words: LatinWords.all,
            structure: { IdentifierText.isDate(day: $0.number(8..<10), month: $0.number(6..<8)) }),
        IdentifierRule(
            .mxRFC, ["AAA999999XXX"], .told, words: LatinWords.all,
            structure: { IdentifierText.isDate(day: $0.number(7..<9), month: $0.number(5..<7)) }),
        // AFIP: type, document, weights 5 4 3 2 7 6 5 4 3 2.
        IdentifierRule(
            .arCUIT, ["99-99999999-9"], .itself, words: LatinWords.all,
            structure: { LatinNumber.hasArgentineType($0) }, checksum: { LatinNumber.isArgentine($0) }),
        IdentifierRule(
            .arCUIT, ["99999999999"], .aloneOrTold, words: LatinWords.all,
            structure: { LatinNumber.hasArgentineType($0) }, checksum: { LatinNumber.isArgentine($0) }),
        // Registro Civil e Identificación: weights 2…7 from the right, modulo 11, K for 10.
        IdentifierRule(
            .clRUT, ["99.999.999-X", "9.999.999-X"], .itself, words: LatinWords.all,
            structure: { $0.isDigits(0..<$0.count - 1) }, checksum: { LatinNumber.isChilean($0) }),
        IdentifierRule(
            .clRUT, ["99999999-X", "9999999-X"], .aloneOrTold, words: LatinWords.all,
            structure: { $0.isDigits(0..<$0.count - 1) }, checksum: { LatinNumber.isChilean($0) }),
    ]
}

private enum LatinWords {
    static let all = "curp rfc cuit cuil rut registrofederal clavetributaria"
}

private enum LatinNumber {
    static func hasArgentineType(_ number: IdentifierText) -> Bool {
        [20, 23, 24, 25, 26, 27, 30, 33, 34].contains(number.number(0..<2))
    }

    static func isArgentine(_ number: IdentifierText) -> Bool {
        let check = 11 - number.weighted([5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11
        return (check == 10 ? 9 : check % 11) == number.digit(10)
    }

    static func isChilean(_ number: IdentifierText) -> Bool {
        var sum = 0
        for (place, index) in (0..<number.count - 1).reversed().enumerated() {
            sum += number.digit(index) * (place % 6 + 2)
        }
        let check = (11 - sum % 11) % 11
        return number[number.count - 1] == (check == 10 ? UInt8(ascii: "K") : UInt8(48 + check))
    }
}
