extension PIIKind {
    public static let cnResidentID: PIIKind = "CN_RESIDENT_ID"
    public static let jpMyNumber: PIIKind = "JP_MY_NUMBER"
    public static let twNationalID: PIIKind = "TW_NATIONAL_ID"
    public static let hkID: PIIKind = "HK_ID"
    public static let idNIK: PIIKind = "ID_NIK"
    public static let myNRIC: PIIKind = "MY_NRIC"
    public static let ilID: PIIKind = "IL_ID"
}

extension IdentifierRule {
    static let furtherAsia: [IdentifierRule] = [
        // GB 11643-1999: region, date of birth, serial; ISO 7064 MOD 11-2.
        IdentifierRule(
            .cnResidentID, ["99999999999999999X"], .itself, words: AsianWords.all,
            structure: { number in
                (1800...2099).contains(number.number(6..<10)) && number[0] != UInt8(ascii: "0")
                    && IdentifierText.isDate(day: number.number(12..<14), month: number.number(10..<12))
            },
            checksum: { number in
                let sum = number.weighted([7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2])
                return Array("10X98765432".utf8)[sum % 11] == number[17]
            }),
        // 総務省令 (2014) §5: weights 6 5 4 3 2 7 6 5 4 3 2, modulo 11.
        IdentifierRule(
            .jpMyNumber, ["999999999999", "9999|9999|9999"], .aloneOrTold, words: AsianWords.all,
            checksum: { number in
                let rest = number.weighted([6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11
                return (rest <= 1 ? 0 : 11 - rest) == number.digit(11)
            }),
        // 戶籍法, 內政部: the letter of the county is two digits; 1, 2 for citizens, 8, 9 for residents.
        IdentifierRule(
            .twNationalID, ["A999999999"], .aloneOrTold, words: AsianWords.all,
            structure: { "1289".utf8.contains($0[1]) },
            checksum: { number in
                let letter = taiwanLetters[Int(number[0]) - 65]
                return (letter / 10 + letter % 10 * 9 + number.weighted([8, 7, 6, 5, 4, 3, 2, 1, 1], from: 1)) % 10 == 0
            }),
        // Immigration Department: weights 9…2 with a space for 36 in front, modulo 11, A for 10.
        IdentifierRule(
            .hkID, ["A999999X", "A999999-X"], .told, words: AsianWords.all,
            checksum: { number in
                let check = number[7] == UInt8(ascii: "A") ? 10 : number.digit(7)
                guard check >= 0 && check <= 10 else { return false }
                return (36 * 9 + number.value(0) * 8 + number.weighted([7, 6, 5, 4, 3, 2], from: 1) + check) % 11 == 0
            }),
        // Peraturan Pemerintah 37/2007: region, date of birth (women add 40 to the day), serial.
        IdentifierRule(
            .idNIK, ["9999999999999999"], .told, words: AsianWords.all,
            structure: { number in
                let day = number.number(6..<8)
                return IdentifierText.isDate(day: day > 40 ? day - 40 : day, month: number.number(8..<10))
            }),
        // Jabatan Pendaftaran Negara: date of birth, place of birth, serial.
        IdentifierRule(
            .myNRIC, ["999999-99-9999"], .itself, words: AsianWords.all, structure: { MalaysianNumber.isPossible($0) }),
        IdentifierRule(
            .myNRIC, ["999999999999"], .told, words: AsianWords.all, structure: { MalaysianNumber.isPossible($0) }),
        // רשות האוכלוסין: Luhn over nine digits.
        IdentifierRule(
            .ilID, ["999999999", "99999999-9"], .told, words: AsianWords.all, checksum: { $0.isLuhn() }),
    ]

    /// A…Z, in the order of the counties' codes.
    private static let taiwanLetters = [
        10, 11, 12, 13, 14, 15, 16, 17, 34, 18, 19, 20, 21, 22, 35, 23, 24, 25, 26, 27, 28, 29, 32, 30, 31, 33,
    ]
}

private enum AsianWords {
    static let all = """
        身份证 身份证号 身份证号码 居民身份证 身分證 身份證 身分證字號 mynumber マイナンバー 個人番号 hkid nik ktp mykad kadpengenalan
        teudatzehut תעודתזהות מספרזהות residentid citizenid
        """
}

private enum MalaysianNumber {
    /// 01…16 and 21…59 are places in Malaysia, 60…99 abroad or unknown.
    static func isPossible(_ number: IdentifierText) -> Bool {
        let place = number.number(6..<8)
        return place != 0 && !(17...20).contains(place)
            && IdentifierText.isDate(day: number.number(4..<6), month: number.number(2..<4))
    }
}
