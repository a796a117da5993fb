import Testing

@testable import Redaction

extension Specimen {
    static let unitedKingdom: [Specimen] = [
        Specimen(
            .ukNINO, "nino", .itself, ["AB123456C", "AB 12 34 56 C"],
            wrong: ["BG123456C", "AB123456E", "AO123456C", "QQ123456C", "AB12345C"]),
        Specimen(
            .ukNHS, "nhs", .alone, ["9434765919", "943 476 5919", "0032698674"],
            wrong: ["9434765918", "0000000000", "943476591"]),
        Specimen(.ukPostcode, "postcode", .itself, ["EC1A 1BB", "M60 1NW"], wrong: ["1A1 1AA"], as: .postalCode),
        Specimen(.ukPostcode, "postcode", .told, ["M1 8GB"], wrong: ["M1 8MB"], as: .postalCode),
        Specimen(.ukPostcode, "postcode", .itself, ["GIR 0AA"], wrong: ["1A1 1AA", "XX1 1AA", "EC1A 1CB", "EC1A 1B"]),
        Specimen(
            .ukPassport, "passport", .alone, ["XY9876543"], wrong: ["X98765432Y", "XY987654", "XYZ9876543"],
            as: .itPassport),
        Specimen(
            .ukDrivingLicence, "driving licence", .itself, ["MORGA657054SM9IJ", "MORGA607054SM9IJ"],
            wrong: ["MORGA657994SM9IJ", "MORGA697054SM9IJ", "1ORGA657054SM9IJ"]),
        Specimen(
            .ukVehicleRegistration, "registration", .alone, ["BD62XYZ", "LN14-HGT", "A123 BCD", "ABC 123D"],
            wrong: ["AB00 ABC", "AB35 ABC", "IB62XYZ", "I123 BCD"]),
    ]
}

@Suite struct UnitedKingdomTests {
    @Test(arguments: Specimen.unitedKingdom) func isFoundWhereItCounts(_ row: Specimen) throws { try row.check() }
}
