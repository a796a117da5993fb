import Testing

@testable import Redaction

extension Specimen {
    static let southAsia: [Specimen] = [
        Specimen(
            .inAadhaar, "aadhaar", .alone, ["234123412346", "631249193819"], wrong: ["234123412347", "123412341234"]),
        Specimen(.inAadhaar, "aadhaar", .itself, ["3123 4567 8909", "3123:4567:8909"], wrong: ["3123 4567 8908"]),
        Specimen(.inPAN, "pan", .itself, ["ABCPD1234Z", "XHMGG1156F"], wrong: ["ABCP1234ZZ", "1BCPD1234Z"]),
        Specimen(
            .inGSTIN, "gstin", .itself, ["27AAPFU0939F1ZV", "01ABCDE1234F1Z5"],
            wrong: ["00ABCDE1234F1Z5", "39ABCDE1234F1Z5", "01ABCDE1234F1A5"]),
        Specimen(
            .inPassport, "passport", .alone, ["A3456781", "C3590543"], wrong: ["Q3456781", "A0456781", "A3456780"]),
        Specimen(.inVoter, "voter id", .alone, ["WKH1186253", "DNR6579353"], wrong: ["WKH118625", "WK11186253"]),
        Specimen(
            .inVehicleRegistration, "vehicle registration", .alone,
            ["DL01CA1234", "GJ09AB1234", "22BH1234AA", "MN2412"], wrong: ["XX01CA1234", "22BX1234AA"]),
    ]
}

@Suite struct SouthAsiaTests {
    @Test(arguments: Specimen.southAsia) func isFoundWhereItCounts(_ row: Specimen) throws { try row.check() }
}
