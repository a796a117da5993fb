import Testing

@testable import Redaction

extension Specimen {
    static let germany: [Specimen] = [
        Specimen(
            .deTaxID, "steuer id", .alone, ["86095742719", "65929970489"],
            wrong: ["86095742718", "06095742719", "8609574271"]),
        Specimen(
            .deTaxNumber, "steuernummer", .alone, ["181/815/08155", "93815/08152"],
            wrong: ["1818/815/0815", "181/815/0815"]),
        Specimen(
            .deSocialSecurity, "rentenversicherungsnummer", .itself, ["15070649C103", "65 170839 J 003"],
            wrong: ["15070649C104", "15990649C103", "150706491103"]),
        Specimen(
            .dePassport, "reisepass", .alone, ["C01X00T478", "F12345671"],
            wrong: ["C01X00T479", "B01X00T478", "CA1X00T478"]),
        Specimen(
            .deIDCard, "personalausweis", .alone, ["L01X00T471", "T220001293"], wrong: ["L01X00T472", "C01234567"]),
        Specimen(.deIDCard, "personalausweis", .told, ["L01X00T47"], wrong: ["L01000047", "A01X00T47"]),
        Specimen(.deHealthInsurance, "kvnr", .alone, ["A123456780"], wrong: ["A123456781", "1123456780", "A12345678"]),
        Specimen(
            .deHandelsregister, "handelsregister", .itself, ["HRB 12345", "HRA 4711"],
            wrong: ["HRC 12345", "HR 12345", "HRB 1"]),
        Specimen(
            .deVATID, "ust id", .alone, ["DE136695976", "DE 129 273 398"],
            wrong: ["DE036695976", "DE13669597", "XX136695976"]),
        Specimen(.deKFZ, "kennzeichen", .alone, ["MIL E 1234", "B-MW 4321"], wrong: ["MILX E 1234", "B-MWX 4321"]),
        Specimen(.deLANR, "lanr", .alone, ["123456601", "100000601"], wrong: ["123456701", "234567601"]),
        Specimen(.deBSNR, "bsnr", .alone, ["711234567"], wrong: ["711", "041234560", "000000000"]),
        Specimen(
            .deFuehrerschein, "führerschein", .alone, ["B072RRE2I55", "MU12345678B"], wrong: ["B0", "MU1234567"]),
        Specimen(.dePLZ, "plz", .told, ["80331"], wrong: ["00000", "01000", "8033"]),
    ]
}

@Suite struct GermanyTests {
    @Test(arguments: Specimen.germany) func isFoundWhereItCounts(_ row: Specimen) throws { try row.check() }
}
