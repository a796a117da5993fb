/// Business identifier codes of banks (ISO 9362): four letters, a country (ISO 3166-1), two and perhaps three more.
///
/// Many words look like one, so it counts only beside `BIC`, `SWIFT code` and the like, or right behind `SWIFT:`.
struct BankIdentifierCode: Detector {
    var triggers: [Trigger] { [.bytes(.upper, then: .upper, then: .upper, after: .nonWord)] }

    func examine(_ scan: inout Scan, at index: Int) {
        let text = scan.text
        let length = text.run(from: index, of: Self.bytes, limit: 12)
        guard length == 8 || length == 11, text.run(from: index, of: .upper, limit: 6) == 6,
            scan.mayBeTold([.bankCode, .perhapsBankCode]), !text[index + length].isWordOrBeyondASCII,
            text[index + length] != UInt8(ascii: "_"),
            Self.countries.contains(Int(text[index + 4]) << 8 | Int(text[index + 5]))
        else { return }
        let range = index..<index + length
        guard scan.context(around: range).contains(.bankCode) || isBehindSwift(&scan, index) else { return }
        scan.report(.swiftBIC, .keyed, range)
        scan.resume = range.upperBound
    }

    /// `SWIFT: DEUTDEFF`, `swift=DEUTDEFF`, `SWIFT DEUTDEFF`; Swift is also a language.
    private func isBehindSwift(_ scan: inout Scan, _ index: Int) -> Bool {
        guard scan.context(before: index, within: 1).contains(.perhapsBankCode) else { return false }
        if scan.hint.contains(.perhapsBankCode) { return true }
        let text = scan.text
        var place = index - 1
        while place > index - 4, !text[place].isAlphanumeric {
            if Self.delimiters.contains(text[place]) { return true }
            place -= 1
        }
        return text[place] == UInt8(ascii: "T")
    }

    private static let bytes = ByteSet.upper | .digits
    private static let delimiters = ByteSet(":=\"'")

    private static let countries: Set<Int> = Set(
        """
        AD AE AF AG AI AL AM AO AR AT AU AW AZ BA BB BD BE BF BG BH BI BJ BM BN BO BR BS BT BW BY BZ CA CD CF CG CH CI CK CL CM
        CN CO CR CU CV CW CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ
        GR GT GU GW GY HK HN HR HT HU ID IE IL IM IN IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK
        LR LS LT LU LV LY MA MC MD ME MG MH MK ML MM MN MO MQ MR MS MT MU MV MW MX MY MZ NA NC NE NG NI NL NO NP NR NZ OM PA
        PE PF PG PH PK PL PM PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SK SL SM SN SO SR SS ST SV SX SY SZ TC
        TD TG TH TJ TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW
        """.split(whereSeparator: { $0 == " " || $0 == "\n" }).map { country in
            country.utf8.reduce(0) { $0 << 8 | Int($1) }
        })
}
