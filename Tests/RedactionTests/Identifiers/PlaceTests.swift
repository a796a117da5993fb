import AuditEvents
import Testing

@testable import Redaction

@Suite struct PlaceTests {
    @Test(arguments: [
        Case("BIC DEUTDEFF500, IBAN DE89370400440532013000", "BIC [SWIFT_BIC], IBAN [IBAN]"),
        Case("swift code is BNPAFRPP for the bank", "swift code is [SWIFT_BIC] for the bank"),
        Case("SWIFT: DEUTDEFF", "SWIFT: [SWIFT_BIC]"),
        Case("SWIFT DEUTDEFF", "SWIFT [SWIFT_BIC]"),
        Case("DEUTDEFF is the BIC", "[SWIFT_BIC] is the BIC"),
        Case(#"{"bic":"COBADEFFXXX"}"#, #"{"bic":"[SWIFT_BIC]"}"#),
        Case("BIC DEUTXXFF, BIC DEUTDEF, BIC DEUTDEFF5, BIC deutdeff, BIC XDEUTDEFF, BIC DEUTDEFF_1"),
        Case("DEUTDEFF, DATABASE, RELEASED"),
        Case("Swift DATABASE layer, import Swift UNICODE"),
    ]) func bankIdentifierCode(_ row: Case) { #expect(redacted(row.input) == row.output) }

    @Test(arguments: [
        Case("location 48.8584, 2.2945", "location [GEO]"),
        Case("coords -33.868820,151.209290.", "coords [GEO]."),
        Case("coordinates 48.8584° N, 2.2945° E ok", "coordinates [GEO] ok"),
        Case("geo:37.786971,-122.399677", "geo:[GEO]"),
        Case("lat=48.8584&lng=2.2945", "lat=[GEO]&lng=[GEO]"),
        Case("latitude: 48.85 longitude: -2.3", "latitude: [GEO] longitude: [GEO]"),
        Case("location 48.8584, 2.2945, mail jane@example.com", "location [GEO], mail [EMAIL]"),
        Case("48.8584, 2.2945"),
        Case("location 98.8584, 2.2945 and location 48.8584, 182.2945"),
        Case("coords 12.25, 99.5"),
        Case("lat=0.351 p99=12.3"),
        Case("translate(-99.4536px, 12.3333px) at location 1.2.3"),
        Case("x48.8584, 2.2945 location"),
    ]) func coordinates(_ row: Case) { #expect(redacted(row.input) == row.output) }

    @Test(arguments: [
        Case("1600 Pennsylvania Ave NW, Washington", "[ADDRESS], Washington"),
        Case("lives at 221B Baker Street, London", "lives at [ADDRESS], London"),
        Case("Ship to 350 Fifth Avenue, Apt 4B please", "Ship to [ADDRESS] please"),
        Case("10 Downing St.", "[ADDRESS]."),
        Case("350 5th Ave, 12 N. Main St", "[ADDRESS], [ADDRESS]"),
        Case("Hauptstraße 12, 80331 München ok", "[ADDRESS] ok"),
        Case("Goethestr. 5a", "[ADDRESS]"),
        Case("12 rue de Rivoli, 75001 Paris", "[ADDRESS]"),
        Case("Calle Mayor 12", "[ADDRESS]"),
        Case(#"{"to":"4 Privet Drive"}"#, #"{"to":"[ADDRESS]"}"#),
        Case("3 Google Drive files, 2 Hard Drive failures"),
        Case("500 Internal Server Error, 80 Way back, 2 St Louis jobs"),
        Case("12 main street, 4 street lamps, Street 12, Weg 3"),
        Case("1.16 Pennsylvania Ave, String 5, Monitoring 24, Spring 6"),
    ]) func streetAddress(_ row: Case) { #expect(redacted(row.input) == row.output) }

    @Test(arguments: [
        Case("born 1985-04-12 in Paris", "born [DATE_OF_BIRTH] in Paris"),
        Case("dob: 1985-04-12, joined 2020-01-01", "dob: [DATE_OF_BIRTH], joined 2020-01-01"),
        Case("date of birth is 1985-04-12", "date of birth is [DATE_OF_BIRTH]"),
        Case(
            #"{"birthDate":"1985-04-12","created":"2024-01-31"}"#,
            #"{"birthDate":"[DATE_OF_BIRTH]","created":"2024-01-31"}"#),
        Case("geboren am 12.04.1985", "geboren am [DATE_OF_BIRTH]"),
        Case("created 2024-01-31, born in the great year before 1985-04-12"),
        Case("birth service started 2024-01-31T09:30:00Z"),
        Case("born 1985-13-12, 1985-04-12"),
    ]) func dateOfBirth(_ row: Case) { #expect(redacted(row.input) == row.output) }

    @Test func keysTellOfPlacesAndDates() throws {
        var event = event(input: [
            "date_of_birth": "1985-04-12", "birthDate": "1985-04-12T00:00:00Z", "created": "2024-01-31",
            "position": ["lat": 48.8584, "lng": 2.2945], "latency": ["lat": 0.3512],
            "point": ["type": "Point", "coordinates": [2.29451, 48.85841]], "pixel": ["coordinates": [12.5, 33.25]],
            "longitude": 2.29, "latitude": 48, "swift": "DEUTDEFF", "language": "DATABASE",
        ])
        let flags = try Redactor().redact(&event, pseudonymizer: demoPseudonymizer)
        #expect(flags.kinds == ["DATE_OF_BIRTH": 2, "GEO": 5, "SWIFT_BIC": 1])
        #expect(
            flags.fields == [
                "input.birthDate", "input.date_of_birth", "input.longitude", "input.point.coordinates.0",
                "input.point.coordinates.1", "input.position.lat", "input.position.lng", "input.swift",
            ])
    }
}
