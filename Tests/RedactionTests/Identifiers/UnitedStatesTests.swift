import Testing

@testable import Redaction

extension Specimen {
    static let unitedStates: [Specimen] = [
        Specimen(
            .usSSN, "ssn", .itself, ["219-09-9998", "078 05 1123"],
            wrong: ["000-05-1123", "666-05-1123", "900-05-1123"]),
        Specimen(
            .usSSN, "social security", .alone, ["078051121"],
            wrong: ["000051123", "666051123", "900051123", "07805112"]),
        Specimen(
            .usITIN, "itin", .alone, ["911-70-1234", "990830166"], wrong: ["911-89-1234", "811-70-1234", "911-49-1234"]),
        Specimen(
            .usRouting, "routing number", .alone, ["121000358", "021000021"],
            wrong: ["121000359", "021000020", "952822129", "12100035"]),
        Specimen(
            .usBank, "bank account", .told, ["945456787654", "12345678"], wrong: ["1234567", "123456789012345678"]),
        Specimen(
            .usNPI, "npi", .alone, ["1234567893", "1245319599", "1003000126"],
            wrong: ["1234567890", "3234567893", "123456789"]),
        Specimen(
            .usDEA, "dea number", .alone, ["AB1234563", "BB1388568"], wrong: ["AB1234564", "IB1234563", "A1234563"]),
        Specimen(
            .usMBI, "mbi", .itself, ["1EG4TE5MK73", "1EG4-TE5-MK72"],
            wrong: ["1SG4TE5MK73", "0EG4TE5MK73", "1EG4TE5MK7"]),
        Specimen(.usPassport, "passport", .alone, ["A12803456"], wrong: ["1A2803456", "A1280345X"]),
        Specimen(.usPassport, "passport", .told, ["B12345678"], wrong: ["B1234567"]),
        Specimen(.usPassport, "passport", .told, ["123456789"], wrong: ["1234567890"]),
        Specimen(.usDriverLicense, "driver license", .told, ["1234567"], wrong: ["12345678901234567"]),
        Specimen(
            .usDriverLicense, "license", .told, ["H12234567", "D123-4567-8901"], wrong: ["12H", "H122345678901234567"]),
    ]
}

@Suite struct UnitedStatesTests {
    @Test(arguments: Specimen.unitedStates) func isFoundWhereItCounts(_ row: Specimen) throws { try row.check() }
}
