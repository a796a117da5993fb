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
        .macAddress: "00:1A:2B:3C:4D:5E", .cryptoWallet: "16Yeky6GMjeNkAiNcBY7ZhrLoMSgg1BoyZ",
        .apiKey: token("gsk_<a52>"), .personName: "full_name: Jane Roe", .username: "username: jroe",
    ]

    private static func token(_ pattern: String) -> String {
        var maker = MadeUpToken(seed: 1)
        return maker.fill(pattern)
    }

    /// A made-up token of a kind that has a prefix of its own.
    private static func token(of kind: PIIKind) -> String? {
        TokenShape.all.first { $0.kind == kind }.map { token($0.pattern) }
    }

    /// The kinds that stand for something that was found, and not for what a policy did.
    private static let found = PIIKind.known.filter { $0.info.category != .policy }

    private static let specimens =
        Specimen.general + Specimen.unitedStates + Specimen.unitedKingdom + Specimen.germany + Specimen.southernEurope
        + Specimen.westernEurope + Specimen.northernEurope + Specimen.easternEurope + Specimen.southAsia
        + Specimen.eastAsia + Specimen.africa + Specimen.americas + Specimen.australia

    @Test(arguments: found) func hasATrueCase(_ kind: PIIKind) throws {
        let specimen = Self.specimens.first { $0.kind == kind }
        let text = try #require(
            Self.examples[kind] ?? Self.token(of: kind) ?? specimen.map { "\($0.word): \($0.right[0])" },
            "\(kind.rawValue) has no example: add one here or a specimen")
        #expect(Redactor(only: [kind]).findings(in: text).map(\.kind) == [kind])
        #expect(Redactor().findings(in: text).isEmpty == !kind.info.isOnByDefault)
    }

    @Test(arguments: PIIKind.known) func isDescribed(_ kind: PIIKind) {
        #expect(KindTable.rows[kind] != nil, "\(kind.rawValue) has no row in KindTable")
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
