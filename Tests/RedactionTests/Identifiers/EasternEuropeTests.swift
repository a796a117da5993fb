import Testing

@testable import Redaction

extension Specimen {
    static let easternEurope: [Specimen] = [
        Specimen(
            .czRodneCislo, "rodné číslo", .itself, ["710319/2745", "820518/1589"],
            wrong: ["710319/2746", "711319/2745"]),
        Specimen(
            .roCNP, "cnp", .alone, ["1930615123456", "6750911272490"], wrong: ["1630615123458", "1631315123457"]),
        Specimen(.bgEGN, "egn", .alone, ["7523169263", "6508222615"], wrong: ["7523169262", "7563169263"]),
        Specimen(.hrOIB, "oib", .told, ["33392005961", "82167228691"], wrong: ["33392005962"]),
        Specimen(.grAFM, "afm", .told, ["094259216", "588078141"], wrong: ["094259217"]),
        Specimen(.uaRNOKPP, "рнокпп", .told, ["1759013776", "0291550222"], wrong: ["1759013770"]),
        Specimen(.ruINN, "инн", .told, ["7707083893", "5494160970"], wrong: ["7707083894"]),
        Specimen(.ruINN, "инн", .alone, ["500100732259"], wrong: ["500100732258"]),
        Specimen(.ruSNILS, "снилс", .itself, ["112-233-445 95"], wrong: ["112-233-445 96", "112-233-4459 5"]),
    ]
}

@Suite struct EasternEuropeTests {
    @Test(arguments: Specimen.easternEurope) func isFoundWhereItCounts(_ row: Specimen) throws { try row.check() }
}
