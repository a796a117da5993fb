extension PIIKind {
    public static let krRRN: PIIKind = "KR_RRN"
    public static let krFRN: PIIKind = "KR_FRN"
    public static let krBRN: PIIKind = "KR_BRN"
    public static let krPassport: PIIKind = "KR_PASSPORT"
    public static let krDriverLicense: PIIKind = "KR_DRIVER_LICENSE"
    public static let sgNRIC: PIIKind = "SG_NRIC_FIN"
    public static let sgUEN: PIIKind = "SG_UEN"
    public static let thTNIN: PIIKind = "TH_TNIN"
    public static let phTIN: PIIKind = "PH_TIN"
    public static let phPhone: PIIKind = "PH_PHONE"
}

extension IdentifierRule {
    static let eastAsia: [IdentifierRule] = [
        // 주민등록법 시행규칙 §2: date of birth, sex and century, six digits. No check digit since October 2020.
        IdentifierRule(
            .krRRN, ["999999-9999999"], .itself, words: KoreanNumber.residentWords,
            structure: { KoreanNumber.isPossible($0, sexes: 1...4) }),
        IdentifierRule(
            .krRRN, ["9999999999999"], .aloneOrTold, words: KoreanNumber.residentWords,
            structure: { KoreanNumber.isPossible($0, sexes: 1...4) }, checksum: { KoreanNumber.isChecked($0, from: 11) }
        ),
        IdentifierRule(
            .krRRN, ["9999999999999"], .told, words: KoreanNumber.residentWords,
            structure: { KoreanNumber.isPossible($0, sexes: 1...4) }),
        IdentifierRule(
            .krFRN, ["999999-9999999"], .itself, words: KoreanNumber.foreignerWords,
            structure: { KoreanNumber.isPossible($0, sexes: 5...8) }),
        IdentifierRule(
            .krFRN, ["9999999999999"], .aloneOrTold, words: KoreanNumber.foreignerWords,
            structure: { KoreanNumber.isPossible($0, sexes: 5...8) }, checksum: { KoreanNumber.isChecked($0, from: 13) }
        ),
        IdentifierRule(
            .krFRN, ["9999999999999"], .told, words: KoreanNumber.foreignerWords,
            structure: { KoreanNumber.isPossible($0, sexes: 5...8) }),
        // National Tax Service: weights 1, 3, 7, 1, 3, 7, 1, 3, 5.
        IdentifierRule(
            .krBRN, ["999-99-99999", "9999999999"], .aloneOrTold,
            words: "brn 사업자등록번호 사업자번호 사업자 businessregistration registrationnumber",
            checksum: { number in
                let sum = number.weighted([1, 3, 7, 1, 3, 7, 1, 3, 5]) + number.digit(8) * 5 / 10
                return (10 - sum % 10) % 10 == number.digit(9)
            }),
        IdentifierRule(
            .krPassport, ["A99999999"], .aloneOrTold, words: "여권 여권번호 passport passportnumber passportno travel korean",
            structure: { "MSRGDO".utf8.contains($0[0]) }),
        IdentifierRule(
            .krPassport, ["A999A9999"], .aloneOrTold, words: "여권 여권번호 passport passportnumber passportno travel korean",
            structure: { "MSRGD".utf8.contains($0[0]) }),
        // Korean National Police Agency: region 11…28, year, six digits, check, copy.
        IdentifierRule(
            .krDriverLicense, ["99-99-999999-99"], .aloneOrTold, words: KoreanNumber.driverWords,
            structure: { (11...28).contains($0.number(0..<2)) }),
        IdentifierRule(
            .krDriverLicense, ["999999999999"], .told, words: KoreanNumber.driverWords,
            structure: { (11...28).contains($0.number(0..<2)) }),
        // ICA: weights 2, 7, 6, 5, 4, 3, 2; 4 more for T and G, 3 for M.
        IdentifierRule(
            .sgNRIC, ["A9999999A"], .itself, words: SingaporeNumber.words,
            structure: { SingaporeNumber.isPossible($0) },
            checksum: { SingaporeNumber.isChecked($0) }),
        IdentifierRule(
            .sgNRIC, ["A9999999A"], .aloneOrTold, words: SingaporeNumber.words,
            structure: { SingaporeNumber.isPossible($0) }),
        // ACRA: businesses, local companies by year, others by year of registration and type.
        IdentifierRule(
            .sgUEN, ["99999999A", "999999999A", "A99AX9999A"], .aloneOrTold, words: SingaporeEntity.words,
            structure: { SingaporeEntity.isPossible($0) }, checksum: { SingaporeEntity.isChecked($0) }),
        IdentifierRule(
            .sgUEN, ["99999999A", "999999999A", "A99AX9999A"], .told, words: SingaporeEntity.words,
            structure: { SingaporeEntity.isPossible($0) }),
        // Ministry of Interior, Bureau of Registration Administration: category, province and district, check modulo 11.
        IdentifierRule(
            .thTNIN, ["9999999999999", "9|9999|99999|99|9"], .aloneOrTold,
            words: "thai tnin thailand บัตรประชาชน เลขประจำตัวประชาชน nationalid pid idcard",
            structure: { ThaiNumber.isPossible($0) },
            checksum: { number in
                let sum = number.weighted([13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2])
                return (11 - sum % 11) % 10 == number.digit(12)
            }),
        // Bureau of Internal Revenue: nine digits, and three to five of the branch.
        IdentifierRule(
            .phTIN, ["999-999-999-999", "999-999-999-99999"], .aloneOrTold,
            words: "tin bir taxpayer taxid taxidentification"),
        IdentifierRule(
            .phTIN, ["999-999-999", "999999999", "999999999999", "999 999 999", "999 999 999 999"], .told,
            words: "tin bir taxpayer taxid taxidentification"),
        // NTC numbering plan: mobile numbers begin with 09.
        IdentifierRule(
            .phPhone, ["99999999999", "9999|999|9999"], .itself, words: MobileWords.all,
            structure: { $0.hasPrefix("09") }),
        IdentifierRule(
            .phPhone, ["999999999999", "99|999|999|9999", "99 9999999999"], .aloneOrTold, words: MobileWords.all,
            structure: { $0.hasPrefix("639") }),
    ]
}

enum MobileWords {
    static let all = """
        phone telephone tel mobile cell cellphone gsm telefon cep ceptelefonu numara sms whatsapp
        """
}

private enum KoreanNumber {
    static let residentWords = "rrn 주민등록번호 주민번호 주민등록 residentregistration resident registrationnumber"
    static let foreignerWords = "frn 외국인등록번호 외국인등록 외국인 foreigner foreignerregistration alien registrationnumber"

    static let driverWords = "운전면허 운전면허번호 면허번호 driverlicense driverslicense drivinglicence license licence"

    /// Until October 2020: weights 2…9, 2…5; foreigners' numbers count from 13, residents' from 11.
    static func isChecked(_ number: IdentifierText, from base: Int) -> Bool {
        (base - number.weighted([2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]) % 11) % 10 == number.digit(12)
    }

    static func isPossible(_ number: IdentifierText, sexes: ClosedRange<Int>) -> Bool {
        sexes.contains(number.digit(6))
            && IdentifierText.isDate(day: number.number(4..<6), month: number.number(2..<4))
    }
}

private enum SingaporeNumber {
    static let words = "nric fin identitycard singapore ic"

    static func isPossible(_ number: IdentifierText) -> Bool { "STFGM".utf8.contains(number[0]) }

    static func isChecked(_ number: IdentifierText) -> Bool {
        var sum = number.weighted([2, 7, 6, 5, 4, 3, 2], from: 1)
        let letters: String
        switch number[0] {
        case UInt8(ascii: "S"): letters = "JZIHGFEDCBA"
        case UInt8(ascii: "T"):
            sum += 4
            letters = "JZIHGFEDCBA"
        case UInt8(ascii: "F"): letters = "XWUTRQPNMLK"
        case UInt8(ascii: "G"):
            sum += 4
            letters = "XWUTRQPNMLK"
        default:
            sum += 3
            letters = "XWUTRQPNJLK"
        }
        return Array(letters.utf8)[sum % 11] == number[8]
    }
}

/// ACRA's check letters, as they were published with the UEN in 2009.
private enum SingaporeEntity {
    static let words = "uen entitynumber uniqueentity acra"

    static func isPossible(_ number: IdentifierText) -> Bool {
        if number.letterMask & 1 != 0 { return "TSR".utf8.contains(number[0]) }
        return number.count == 9 || (1800...2099).contains(number.number(0..<4))
    }

    static func isChecked(_ number: IdentifierText) -> Bool {
        if number.letterMask & 1 != 0 {
            var sum = -5
            for (place, weight) in [4, 3, 5, 3, 10, 2, 2, 5, 7].enumerated() {
                guard let value = alphabet.firstIndex(of: number[place]) else { return false }
                sum += value * weight
            }
            return alphabet[sum % 11] == number[9]
        }
        if number.count == 9 {
            return Array("XMKECAWLJDB".utf8)[number.weighted([10, 4, 9, 3, 8, 2, 7, 1]) % 11] == number[8]
        }
        return Array("ZKCMDNERGWH".utf8)[number.weighted([10, 8, 6, 4, 9, 7, 5, 3, 1]) % 11] == number[9]
    }

    private static let alphabet = Array("ABCDEFGHJKLMNPQRSTUVWX0123456789".utf8)
}

private enum ThaiNumber {
    /// Digits 2 and 3 are a province (ISO 3166-2:TH has the same numbers).
    static func isPossible(_ number: IdentifierText) -> Bool {
        guard (1...8).contains(number.digit(0)) else { return false }
        switch number.number(1..<3) {
        case 10...27, 30...49, 50...58, 60...67, 70...77, 80...86, 90...96: return true
        default: return false
        }
    }
}
