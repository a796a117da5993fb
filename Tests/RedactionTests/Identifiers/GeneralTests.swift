import Testing

@testable import Redaction

extension Specimen {
    static let general: [Specimen] = [
        Specimen(
            .vin, "vin", .itself, ["1M8GDM9AXKP042788", "1HGCM82633A004352"],
            wrong: ["1M8GDM9AXKP04278", "IM8GDM9AXKP042788"]),
        Specimen(.passport, "passport no", .told, ["12345678"], wrong: ["1234567"]),
        Specimen(.passport, "passport no", .told, ["99AB12345"], wrong: ["1"]),
        Specimen(.licencePlate, "licence plate", .told, ["ABC1234"], wrong: ["A1"]),
        Specimen(.driverLicence, "driver licence", .told, ["AA123456"], wrong: ["A1"]),
        Specimen(.cvv, "cvv", .told, ["123", "1234"], wrong: ["12", "12345"]),
        Specimen(.cardExpiry, "expiry", .told, ["12/27", "05/2028"], wrong: ["13/27", "1/2"]),
        Specimen(
            .dateOfBirth, "date of birth", .told, ["1985-04-12", "12.04.1985", "4/12/1985"],
            wrong: ["32.13.1985", "1985-13-12"]),
    ]
}

@Suite struct GeneralTests {
    @Test(arguments: Specimen.general) func isFoundWhereItCounts(_ row: Specimen) throws { try row.check() }
}
