import Testing

@testable import Redaction

extension Specimen {
    static let americas: [Specimen] = [
        Specimen(.caSIN, "sin", .alone, ["130692544", "258 933 688"], wrong: ["130692545", "046454286", "812345678"]),
        Specimen(
            .brCPF, "cpf", .itself, ["390.533.447-05", "111.444.777-35"], wrong: ["390.533.447-06", "390.533.44-05"]),
        Specimen(.brCNPJ, "cnpj", .alone, ["16.727.230/0001-97", "14796784026934"], wrong: ["16.727.230/0001-98"]),
        Specimen(
            .mxCURP, "curp", .itself, ["BOXW310820HNERXN09", "MYNR190901HJCGGG09"],
            wrong: ["BOXW310820HNERXN08", "BOXW311320HNERXN09"]),
        Specimen(.mxRFC, "rfc", .alone, ["GODE561231GR8"], wrong: ["GODE561331GR8"]),
        Specimen(.mxRFC, "rfc", .told, ["GOD561231GR8"], wrong: ["GOD561331GR8"]),
        Specimen(
            .arCUIT, "cuit", .itself, ["20-26756539-3", "27-39430856-6"], wrong: ["20-26756539-2", "10-26756539-3"]),
        Specimen(.clRUT, "rut", .itself, ["12.531.909-2", "12.345.678-5"], wrong: ["12.531.909-3"]),
    ]
}

@Suite struct AmericasTests {
    @Test(arguments: Specimen.americas) func isFoundWhereItCounts(_ row: Specimen) throws { try row.check() }
}
