import Testing

@testable import Redaction

extension Specimen {
    static let africa: [Specimen] = [
        Specimen(
            .zaIDNumber, "south african id", .alone, ["8001015009087", "6407288253181"],
            wrong: ["8001015009086", "8013015009087"]),
        Specimen(.ngNIN, "nin", .alone, ["66201594154", "22334455665"], wrong: ["66201594155", "06201594154"]),
        Specimen(
            .ngVehicleRegistration, "plate number", .alone, ["ABC-123DE", "LSR-456KJ"],
            wrong: ["AB-1234CD", "ABCD-123EF"]),
        Specimen(
            .trNationalID, "tckn", .alone, ["10000000146", "36493665440"], wrong: ["10000000145", "00000000146"]),
        Specimen(.trLicensePlate, "plaka", .alone, ["34 ABC 1234", "06 JK 567"], wrong: ["82 ABC 123", "00 ABC 123"]),
        Specimen(.trPhone, "cep telefonu", .alone, ["905321234567"], wrong: ["906321234567"], as: .phone),
        Specimen(.trPhone, "cep telefonu", .told, ["5321234567"], wrong: ["6321234567"], as: .phone),
        Specimen(
            .trPhone, "cep telefonu", .itself, ["05321234567", "0 532 123 45 67"],
            wrong: ["06321234567", "0532123456"], as: .phone),
    ]
}

@Suite struct AfricaTests {
    @Test(arguments: Specimen.africa) func isFoundWhereItCounts(_ row: Specimen) throws { try row.check() }
}
