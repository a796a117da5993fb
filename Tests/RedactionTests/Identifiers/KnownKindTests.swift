import Testing

@testable import Redaction

/// Every kind that redaction can write has a true case: a new kind without one fails here.
@Suite struct KnownKindTests {
    /// Kinds beside the table of identity numbers, whose cases are the specimens.
    private static let examples: [PIIKind: String] = [
        .email: "jane@example.com", .phone: "+1 415 555 0132", .creditCard: "4111 1111 1111 1111",
        .iban: "DE89370400440532013000", .ipv4: "203.0.113.9", .ipv6: "2001:db8::1", .postalCode: "zip 94107",
        .swiftBIC: "BIC DEUTDEFF500", .geo: "location 48.8584, 2.2945", .address: "1600 Pennsylvania Ave NW",
        .jwt: SecretTests.jwt, .privateKey: "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0B\n",
        .awsKey: SecretTests.accessKey, .gitHubToken: SecretTests.gitHub, .slackToken: SecretTests.slack,
        .stripeKey: SecretTests.stripe, .googleKey: SecretTests.google,
        .urlCredential: "redis://:hunter2@cache", .secret: "password=hunter22",
    ]

    private static let specimens =
        Specimen.general + Specimen.unitedStates + Specimen.unitedKingdom + Specimen.germany + Specimen.southernEurope
        + Specimen.westernEurope + Specimen.northernEurope + Specimen.easternEurope + Specimen.southAsia
        + Specimen.eastAsia + Specimen.africa + Specimen.americas + Specimen.australia

    @Test(arguments: PIIKind.known) func hasATrueCase(_ kind: PIIKind) throws {
        let specimen = Self.specimens.first { $0.kind == kind }
        let text = try #require(
            Self.examples[kind] ?? specimen.map { "\($0.word): \($0.right[0])" },
            "\(kind.rawValue) has no example: add one here or a specimen")
        var only = TextRedactor(pseudonymizer: nil, only: [kind])
        #expect(only.redact(text)?.found.map(\.kind) == [kind])
        #expect(!Redactor().findings(in: text).isEmpty)
    }

    private static func belongs(_ text: IdentifierText, to rule: IdentifierRule) -> Bool {
        rule.shapes.contains { shape in
            shape.count == text.count && text.digitMask & shape.digits == shape.digits
                && text.letterMask & shape.letters == shape.letters
        } && rule.accepts(text)
    }

    @Test func everyRowOfTheTableAcceptsASpecimen() {
        for rule in IdentifierRule.families {
            let isCovered = Self.specimens.contains { specimen in
                specimen.kind == rule.kind && specimen.right.contains { Self.belongs(IdentifierText($0), to: rule) }
            }
            #expect(isCovered, "\(rule.kind.rawValue)")
        }
    }
}
