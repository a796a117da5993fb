import Testing

@testable import Redaction

extension Specimen {
    static let westernEurope: [Specimen] = [
        Specimen(
            .frNIR, "nir", .itself, ["255081416802538", "161087844568557", "2 55 08 14 168 025 38"],
            wrong: ["255081416802539", "955081416802538", "25508141680253"]),
        Specimen(.frNIR, "nir", .told, ["2550814168025"], wrong: ["9550814168025", "2551614168025"]),
        Specimen(.nlBSN, "bsn", .alone, ["111222333", "644647292"], wrong: ["111252333", "111222334"]),
        Specimen(.plPESEL, "pesel", .alone, ["44051401458", "98030351137"], wrong: ["44051401459", "44053201458"]),
        Specimen(
            .beNationalNumber, "rijksregisternummer", .alone, ["85073003328", "28112190996"],
            wrong: ["85073003327", "85993003328"]),
        Specimen(
            .chAHV, "ahv", .itself, ["756.9217.0769.85", "7566714292696"],
            wrong: ["756.9217.0769.84", "757.9217.0769.85"]),
        Specimen(.atSVNR, "svnr", .alone, ["1237010180", "7027230553"], wrong: ["2237010180", "1237310280"]),
        Specimen(.ptNIF, "contribuinte", .told, ["501964843", "379891522"], wrong: ["501964842", "001964843"]),
        Specimen(.iePPS, "ppsn", .alone, ["6433435F", "6433435FT", "7945961CA"], wrong: ["6433435E", "6433435VH"]),
    ]
}

@Suite struct WesternEuropeTests {
    @Test(arguments: Specimen.westernEurope) func isFoundWhereItCounts(_ row: Specimen) throws { try row.check() }
}
