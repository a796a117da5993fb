import AuditEvents
import Testing

@testable import Redaction

/// Where people live, by what their keys say.
@Suite struct PostalAddressTests {
    private static func redact(_ value: JSONValue) throws -> JSONValue { try Redactor().redact(value).value }

    @Test(arguments: [
        ("street", "Main Street 12"), ("street", "Hauptstraße"), ("street_address", "12 Main"),
        ("address_line1", "12 Main St"),
        ("addressLine2", "Apt 4B"), ("address_line_1", "Rosewood Court"),
        ("home_address", "1600 Pennsylvania Ave NW, Washington"),
        ("billingAddress", "Rua das Flores 7, Lisboa"), ("postal_address", "PO Box 123"), ("anschrift", "Am Markt 3"),
        ("strasse", "Lindenallee"), ("Straße", "Am Markt 3"), ("calle", "Mayor 12"), ("住所", "東京都千代田区千代田1-1"),
        ("direccion", "Calle Mayor 12, Madrid"), ("indirizzo", "Via Roma 5"), ("adresse", "12 rue de Rivoli, Paris"),
        ("address", "1600 Pennsylvania Ave NW"), ("address", "Av. Paulista 1578, São Paulo"),
        ("Address", "ul. Długa 12, Kraków"),
        ("address", "Piazza San Marco 5"), ("address1", "12 Main Street"), ("address", "東京都千代田区千代田1-1"),
    ]) func keyTellsOfAnAddress(key: String, value: String) throws {
        #expect(try Self.redact([key: .string(value)]) == [key: "[ADDRESS]"], "\(value)")
    }

    @Test(arguments: [
        ("address", "0.0.0.0:80"), ("address", ":8080"), ("address", "localhost:5432"), ("address", "db.example.com"),
        ("address", "0x7ffee4b2"), ("address", "Berlin"), ("address", "tcp://node-1:2379"),
        ("address", "unix socket 3"),
        ("ip_address", "none"), ("bind_address", "all interfaces"), ("memory_address", "00400000"),
        ("address", "node 12, rack 4"),
        ("street", ""), ("street", "true"), ("street", "n/a"), ("street", "null"), ("street_count", "12 Main"),
        ("home_address", "required"), ("billing_address", "same as shipping"), ("billing_address", "[ADDRESS]"),
        ("wall_street_journal", "Monday Edition"), ("address", "https://example.com/12 Main"), ("address", "Node 12"),
        ("address", "Slot 3 Controller"),
    ]) func otherAddressesStay(key: String, value: String) throws {
        #expect(try Self.redact([key: .string(value)]) == [key: .string(value)], "\(value)")
    }

    @Test func machinesKeepTheirKinds() throws {
        let given: JSONValue = [
            "address": "00:1A:2B:3C:4D:5E", "billing_address": "jane@example.com",
            "addresses": [
                ["type": "InternalIP", "address": "203.0.113.9"], ["type": "Hostname", "address": "minikube"],
            ],
        ]
        #expect(
            try Self.redact(given) == [
                "address": "[MAC_ADDRESS]", "billing_address": "[EMAIL]",
                "addresses": [
                    ["type": "InternalIP", "address": "[IPV4]"], ["type": "Hostname", "address": "minikube"],
                ],
            ])
    }

    @Test func streetAndPostalCodeGoCityAndCountryStay() throws {
        let given: JSONValue = [
            "address": [
                "line1": "12 Main", "line2": "Apt 4B", "city": "Springfield", "state": "IL", "postal_code": "62704",
                "country": "US",
            ],
            "billing_address": ["street": "Hauptstr. 5", "house_number": "5a", "zip": "80331", "city": "München"],
            "shipping": ["line1": "12 Main", "house_number": "12 b"], "port": ["line": "12 Main"],
            "patient": ["address": [["line": ["534 Erewhon St"], "postalCode": "3999", "city": "PleasantVille"]]],
        ]
        #expect(
            try Self.redact(given) == [
                "address": [
                    "line1": "[ADDRESS]", "line2": "[ADDRESS]", "city": "Springfield", "state": "IL",
                    "postal_code": "[POSTAL_CODE]", "country": "US",
                ],
                "billing_address": [
                    "street": "[ADDRESS]", "house_number": "5a", "zip": "[POSTAL_CODE]", "city": "München",
                ],
                "shipping": ["line1": "12 Main", "house_number": "12 b"], "port": ["line": "12 Main"],
                "patient": [
                    "address": [["line": ["[ADDRESS]"], "postalCode": "[POSTAL_CODE]", "city": "PleasantVille"]]
                ],
            ])
    }

    @Test(arguments: [
        Case("street: Am Markt 3", "street: [ADDRESS]"),
        Case("billing_address=Am Markt 3; x=1", "billing_address=[ADDRESS]; x=1"),
        Case(#""home_address": "Am Markt 3, Ulm", "n": 1"#, #""home_address": "[ADDRESS]", "n": 1"#),
        Case("street=Am+Markt%203&city=Ulm", "street=[ADDRESS]&city=Ulm"),
        Case("street: Am Markt 3 city: Ulm", "street: [ADDRESS] city: Ulm"),
        Case("Address: Av. Paulista 1578, São Paulo", "Address: [ADDRESS]"),
        Case("street: must be given"), Case("address: 0.0.0.0:80"), Case("address: :8080, 3 workers"), Case("street: "),
        Case("billing_address: Same As Shipping"),
    ]) func pairsInTextTell(_ row: Case) {
        #expect(redacted(row.input) == row.output)
        #expect(redacted(row.output) == row.output)
    }
}
