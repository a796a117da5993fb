extension PIIKind {
    public static let ukNINO: PIIKind = "UK_NINO"
    public static let ukNHS: PIIKind = "UK_NHS"
    public static let ukPostcode: PIIKind = "UK_POSTCODE"
    public static let ukPassport: PIIKind = "UK_PASSPORT"
    public static let ukDrivingLicence: PIIKind = "UK_DRIVING_LICENCE"
    public static let ukVehicleRegistration: PIIKind = "UK_VEHICLE_REGISTRATION"
}

extension IdentifierRule {
    static let unitedKingdom: [IdentifierRule] = [
        // HMRC NIM39110: prefixes never given out, suffix A…D.
        IdentifierRule(
            .ukNINO, ["AA999999A", "AA|99|99|99|A", "AA 999999A", "AA 999999 A", "AA999999 A", "AA 99 99 99A"], .itself,
            words: "nino nationalinsurance insurance ni ninumber",
            structure: { number in
                guard (0..<2).allSatisfy({ !"DFIQUV".utf8.contains(number[$0]) }), number[1] != UInt8(ascii: "O"),
                    "ABCD".utf8.contains(number[8])
                else { return false }
                return !["BG", "GB", "KN", "NK", "NT", "TN", "ZZ"].contains { number.hasPrefix($0) }
            }),
        // NHS Data Dictionary, "NHS Number": weights 10…2, modulo 11.
        IdentifierRule(
            .ukNHS, ["9999999999", "999|999|9999"], .aloneOrTold,
            words: "nhs nhsnumber nationalhealth healthservice nhsno",
            checksum: { number in
                let check = 11 - number.weighted([10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11
                return check != 10 && check % 11 == number.digit(9) && number.number(0..<9) > 0
            }),
        IdentifierRule(
            .ukPostcode,
            ["A9 9AA", "A99 9AA", "AA9 9AA", "AA99 9AA", "A9A 9AA", "AA9A 9AA", "AAA 9AA"], .itself,
            words: "postcode postcodes postalcode postal zip",
            structure: { UKPostcode.isPossible($0) && !UKPostcode.isSize($0) }),
        IdentifierRule(
            .ukPostcode, ["A9 9AA", "A99 9AA", "AA9 9AA", "AA99 9AA"], .told,
            words: "postcode postcodes postalcode postal zip",
            structure: { UKPostcode.isPossible($0) && UKPostcode.isSize($0) }),
        IdentifierRule(
            .ukPostcode, ["A99AA", "A999AA", "AA99AA", "AA999AA", "A9A9AA", "AA9A9AA", "AAA9AA"], .aloneOrTold,
            words: "postcode postcodes postalcode postal zip", structure: { UKPostcode.isPossible($0) }),
        IdentifierRule(
            .ukPassport, ["AA9999999"], .aloneOrTold, words: "passport passports passportnumber passportno travel"),
        // DVLA, INF45: five of the surname, the date of birth in another order, initials, two to tell apart, two to check.
        IdentifierRule(
            .ukDrivingLicence, ["XXXXX999999XXXAA", "XXXXX999999XXX99", "XXXXX999999XXX9A", "XXXXX999999XXXA9"],
            .itself,
            words: "drivinglicence driverlicence drivinglicense licence license dvla",
            structure: { number in
                guard number.letterMask & 1 != 0 else { return false }
                var isPadding = false
                for place in 0..<5 {
                    if number[place] == UInt8(ascii: "9") { isPadding = true } else if isPadding { return false }
                    guard isPadding || number.letterMask >> UInt32(place) & 1 == 1 else { return false }
                }
                let month = number.number(6..<8)
                guard
                    (11..<13).allSatisfy({ number[$0] == UInt8(ascii: "9") || number.letterMask >> UInt32($0) & 1 == 1 }
                    )
                else { return false }
                return isDate(day: number.number(8..<10), month: month > 50 ? month - 50 : month)
            }),
        // DVLA, INF104: two letters, the half-year, three letters; before 2001 a letter for the year.
        IdentifierRule(
            .ukVehicleRegistration, ["AA99AAA", "AA99|AAA"], .aloneOrTold, words: UKPlate.words,
            structure: { number in
                let age = number.number(2..<4)
                guard (2...29).contains(age) || (51...79).contains(age) else { return false }
                return ![0, 1, 4, 5, 6].contains { "IQ".utf8.contains(number[$0]) }
            }),
        IdentifierRule(
            .ukVehicleRegistration, ["A999AAA", "A99AAA", "A999|AAA", "A99|AAA", "A9|AAA"], .aloneOrTold,
            words: UKPlate.words, structure: { !"IOQUZ".utf8.contains($0[0]) }),
        IdentifierRule(
            .ukVehicleRegistration, ["AAA999A", "AAA99A", "AAA|999A", "AAA|99A", "AAA|9A"], .aloneOrTold,
            words: UKPlate.words, structure: { !"IOQUZ".utf8.contains($0[$0.count - 1]) }),
    ]
}

private func isDate(day: Int, month: Int) -> Bool { IdentifierText.isDate(day: day, month: month) }

private enum UKPlate {
    static let words = "registration reg plate plates numberplate licenceplate licenseplate vehicle vrm vrn car"
}

/// Royal Mail, "Programmer's Guide to PAF": areas that exist, letters that no inward code has.
enum UKPostcode {
    static func isPossible(_ number: IdentifierText) -> Bool {
        let inward = number.count - 3
        guard number.digitMask >> UInt32(inward) & 1 == 1,
            !"CIKMOV".utf8.contains(number[inward + 1]), !"CIKMOV".utf8.contains(number[inward + 2])
        else { return false }
        if number.letterMask & 7 == 7 { return number.hasPrefix("GIR0AA") }
        let length = number.letterMask & 2 != 0 ? 2 : 1
        return areas.contains(Int(number[0]) << 8 | (length == 2 ? Int(number[1]) : 0))
    }

    /// `M1 8GB`, `EC2 4TB`: a machine and its memory.
    static func isSize(_ number: IdentifierText) -> Bool {
        number[number.count - 1] == UInt8(ascii: "B") && "GTP".utf8.contains(number[number.count - 2])
    }

    private static let areas: Set<Int> = Set(
        """
        AB AL B BA BB BD BF BH BL BN BR BS BT BX CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK
        FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP
        NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W
        WA WC WD WF WN WR WS WV YO ZE
        """.split(whereSeparator: { $0 == " " || $0 == "\n" }).map { area in
            let letters = Array(area.utf8)
            return Int(letters[0]) << 8 | (letters.count == 2 ? Int(letters[1]) : 0)
        })
}
