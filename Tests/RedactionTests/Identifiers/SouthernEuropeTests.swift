import Testing

@testable import Redaction

extension Specimen {
    static let southernEurope: [Specimen] = [
        Specimen(
            .esNIF, "nif", .itself, ["12345678Z", "52148071X", "12345678-Z"],
            wrong: ["12345678A", "1234567Z", "123456789Z"]),
        Specimen(.esNIE, "nie", .itself, ["X1234567L", "X4922587N"], wrong: ["X1234567A", "W1234567L", "X123456L"]),
        Specimen(.esPassport, "pasaporte", .alone, ["AAA123456"], wrong: ["AA12345", "AAA12345"]),
        Specimen(
            .itFiscalCode, "codice fiscale", .itself, ["RSSMRA85T10A562S", "WGWIJU86S16Q068M"],
            wrong: ["RSSMRA85T10A562T", "RSSMRA85K10A562S", "RSSMRA85T10A562"]),
        Specimen(
            .itVATCode, "partita iva", .alone, ["00743110157", "05006220163"], wrong: ["00743110158", "00000000000"]),
        Specimen(.itVATCode, "partita iva", .alone, ["IT00743110157"], wrong: ["IT00743110158"]),
        Specimen(.itDriverLicense, "patente guida", .alone, ["U1H00A000B"], wrong: ["U2H00A000B", "U1H00A0009"]),
        Specimen(.itPassport, "passaporto", .alone, ["AA7654321"], wrong: ["AA765432", "A7654321A"]),
        Specimen(.itIdentityCard, "carta identità", .alone, ["CA00000AA"], wrong: ["CA0000AA", "CA00000A1"]),
        Specimen(.itIdentityCard, "carta identità", .told, ["1234567AA", "AA1234567"], wrong: ["123456AA"]),
        Specimen(.itDriverLicense, "patente guida", .alone, ["AA0123456B"], wrong: ["A01234567B", "AA012345B"]),
    ]
}

@Suite struct SouthernEuropeTests {
    @Test(arguments: Specimen.southernEurope) func isFoundWhereItCounts(_ row: Specimen) throws { try row.check() }
}
