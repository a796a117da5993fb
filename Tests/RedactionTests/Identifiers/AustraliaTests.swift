import Testing

@testable import Redaction

extension Specimen {
    static let australia: [Specimen] = [
        Specimen(.auABN, "abn", .alone, ["51824753556", "83 914 571 673"], wrong: ["51824753557", "5182475355"]),
        Specimen(.auACN, "acn", .alone, ["004085616", "000 000 019"], wrong: ["004085617"]),
        Specimen(.auTFN, "tfn", .alone, ["123456782", "876543210"], wrong: ["123456783"]),
        Specimen(
            .auMedicare, "medicare", .alone, ["2123456701", "2123 45670 1"], wrong: ["2123456711", "7123456701"]),
    ]
}

@Suite struct AustraliaTests {
    @Test(arguments: Specimen.australia) func isFoundWhereItCounts(_ row: Specimen) throws { try row.check() }
}
