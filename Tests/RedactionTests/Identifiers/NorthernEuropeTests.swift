import Testing

@testable import Redaction

extension Specimen {
    static let northernEurope: [Specimen] = [
        Specimen(
            .sePersonnummer, "personnummer", .itself, ["811218-9876", "871220-2384"],
            wrong: ["811218-9875", "811318-9876", "811232-9876"]),
        Specimen(
            .seOrganisationsnummer, "organisationsnummer", .alone, ["212000-0142", "5285599097"],
            wrong: ["212000-0143", "202000-0142"]),
        Specimen(
            .fiPersonalIdentityCode, "hetu", .itself, ["131052-308T", "140590Y298W"],
            wrong: ["131052-308U", "311302-308T", "131052Z308T"]),
        Specimen(.dkCPR, "cpr", .told, ["211062-5629", "2603079823"], wrong: ["321062-5629", "211362-5629"]),
        Specimen(
            .noFodselsnummer, "fødselsnummer", .alone, ["15108695088", "14039625998"],
            wrong: ["15108695077", "45138695088"]),
    ]
}

@Suite struct NorthernEuropeTests {
    @Test(arguments: Specimen.northernEurope) func isFoundWhereItCounts(_ row: Specimen) throws { try row.check() }
}
