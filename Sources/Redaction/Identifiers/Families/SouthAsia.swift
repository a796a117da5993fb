extension PIIKind {
    public static let inAadhaar: PIIKind = "IN_AADHAAR"
    public static let inPAN: PIIKind = "IN_PAN"
    public static let inGSTIN: PIIKind = "IN_GSTIN"
    public static let inPassport: PIIKind = "IN_PASSPORT"
    public static let inVoter: PIIKind = "IN_VOTER"
    public static let inVehicleRegistration: PIIKind = "IN_VEHICLE_REGISTRATION"
}

extension IdentifierRule {
    static let southAsia: [IdentifierRule] = [
        // UIDAI, "Aadhaar number": Verhoeff; begins with 2…9.
        IdentifierRule(
            .inAadhaar, ["9999|9999|9999", "9999:9999:9999"], .itself, words: "aadhaar aadhar uidai uid",
            structure: { $0[0] >= UInt8(ascii: "2") }, checksum: { $0.isVerhoeff }),
        IdentifierRule(
            .inAadhaar, ["999999999999"], .aloneOrTold, words: "aadhaar aadhar uidai uid",
            structure: { $0[0] >= UInt8(ascii: "2") }, checksum: { $0.isVerhoeff }),
        // Income Tax Department: the fourth letter is the kind of holder.
        IdentifierRule(
            .inPAN, ["AAAAA9999A"], .itself, words: "pan permanentaccount pancard",
            structure: { "ABCFGHLJPT".utf8.contains($0[3]) }),
        IdentifierRule(.inPAN, ["AAAAA9999A"], .aloneOrTold, words: "pan permanentaccount pancard"),
        // GST Council: state, PAN, entity, Z, check.
        IdentifierRule(
            .inGSTIN, ["99AAAAA9999A9AX", "99AAAAA9999AAAX"], .itself, words: "gstin gst gstnumber",
            structure: { (1...38).contains($0.number(0..<2)) && $0[13] == UInt8(ascii: "Z") }),
        // Passport Seva: a letter but Q, X, Z; no leading zero; the last digit is no zero.
        IdentifierRule(
            .inPassport, ["A9999999", "A99 99999"], .aloneOrTold,
            words: "passport passports passportnumber passportno indian travel",
            structure: { number in
                !"QXZ".utf8.contains(number[0]) && number[1] != UInt8(ascii: "0") && number[7] != UInt8(ascii: "0")
            }),
        IdentifierRule(
            .inVoter, ["AAA9999999"], .aloneOrTold, words: "voter voters epic election voterid elector electoral"),
        // Central Motor Vehicles Rules 1989, rule 50: state, district, series, number; BH for all of India.
        IdentifierRule(
            .inVehicleRegistration,
            [
                "AA99AA9999", "AA99A9999", "AA9AA9999", "AA9A9999", "AA|99|AA|9999", "AA|99|A|9999", "AA99 AA 9999",
                "AA99AAA9999", "AA9AAA9999", "AA99AA999", "AA 99AA 9999",
            ], .aloneOrTold, words: IndianPlate.words, structure: { IndianPlate.hasState($0) }),
        IdentifierRule(
            .inVehicleRegistration, ["AA9999", "AAA9999", "AAA999"], .aloneOrTold, words: IndianPlate.words,
            structure: { IndianPlate.hasState($0) }),
        IdentifierRule(
            .inVehicleRegistration, ["99AA9999AA", "99AA9999A", "99|AA|9999|AA"], .aloneOrTold,
            words: IndianPlate.words,
            structure: { $0[2] == UInt8(ascii: "B") && $0[3] == UInt8(ascii: "H") }),
    ]
}

private enum IndianPlate {
    static let words = "registration vehicle plate numberplate bike scooter rto licenseplate"

    static func hasState(_ number: IdentifierText) -> Bool {
        states.contains { $0 == (number[0], number[1]) }
    }

    private static let states: [(UInt8, UInt8)] = """
        AN AP AR AS BR CG CH DD DL DN GA GJ HP HR JH JK KA KL LA LD MH ML MN MP MZ NL OD OR PB PY RJ SK TG TN TR TS UA UK UP WB
        """.split(whereSeparator: { $0 == " " || $0 == "\n" }).map { state in
            let letters = Array(state.utf8)
            return (letters[0], letters[1])
        }
}
