import Testing

@testable import Redaction

extension Specimen {
    static let eastAsia: [Specimen] = [
        Specimen(
            .krRRN, "주민등록번호", .itself, ["050912-2000019", "940317-1234567"],
            wrong: ["051312-2000019", "050912-9000019"]),
        Specimen(.krFRN, "외국인등록번호", .itself, ["911124-5678906"], wrong: ["911324-5678906", "911124-4678906"]),
        Specimen(.krBRN, "사업자등록번호", .alone, ["104-82-13138", "1048213138"], wrong: ["104-82-13139", "1048213137"]),
        Specimen(.krPassport, "여권번호", .alone, ["M12345678", "M123A4567"], wrong: ["A12345678", "M1234567"]),
        Specimen(
            .krDriverLicense, "운전면허번호", .alone, ["11-22-123456-78"], wrong: ["10-22-123456-78", "29-22-123456-78"]),
        Specimen(
            .sgNRIC, "nric", .itself, ["S1234567D", "T1234567J", "F1234567N", "G1234567X", "M1234567K"],
            wrong: ["A1234567D", "S123456D"]),
        Specimen(
            .sgUEN, "uen", .alone, ["53125226D", "201434292D", "S57TU0392K"], wrong: ["170034292D", "Q57TU0392K"]),
        Specimen(
            .thTNIN, "thai id", .alone, ["1234567890121"], wrong: ["1234567890122", "1284567890124", "0234567890121"]),
        Specimen(.phTIN, "bir tin", .alone, ["000-123-456-000"], wrong: ["000-123-45", "0000-123-456"]),
        Specimen(
            .phPhone, "mobile", .alone, ["639201234567", "63 920 123 4567"], wrong: ["639201234", "629201234567"],
            as: .phone),
        Specimen(.phPhone, "mobile", .itself, ["09201234567"], wrong: ["0917123456", "07201234567"], as: .phone),
        Specimen(
            .cnResidentID, "身份证号", .itself, ["11010519491231002X", "110101198510159630"],
            wrong: ["110105194912310020", "11010519491331002X"]),
        Specimen(.jpMyNumber, "マイナンバー", .alone, ["123456789018", "609849328047"], wrong: ["123456789012"]),
        Specimen(.twNationalID, "身分證字號", .alone, ["A123456789"], wrong: ["A123456788", "A323456789"]),
        Specimen(.hkID, "hkid", .told, ["G123456A", "C6686689"], wrong: ["G1234567"]),
        Specimen(.idNIK, "nik", .told, ["3171011708450001"], wrong: ["3171013213450001"]),
        Specimen(.myNRIC, "mykad", .itself, ["770305-02-1234"], wrong: ["771305-02-1234", "770305-17-1234"]),
        Specimen(.ilID, "teudat zehut", .told, ["333942530", "171555188"], wrong: ["333942531"]),
    ]
}

@Suite struct EastAsiaTests {
    @Test(arguments: Specimen.eastAsia) func isFoundWhereItCounts(_ row: Specimen) throws { try row.check() }
}
