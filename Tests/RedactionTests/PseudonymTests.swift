import AuditEvents
import Testing

@testable import Redaction

/// Pseudonyms against values computed apart from our code, and what may and must not be one person.
@Suite struct PseudonymTests {
    private static let keys: [[UInt8]] = [
        Array(repeating: 7, count: 32), Array(0..<32), Array(repeating: 255, count: 32),
    ]
    private static let threeEpochs = Pseudonymizer(masterKeys: keys, tenant: demoTenant)

    @Test func pseudonymsAreThoseOfTheVectors() throws {
        let lines = try vectorLines("pseudonyms.jsonl")
        #expect(lines.count == 62)
        for line in lines {
            let row = try JSONValue(parsing: Array(line.utf8))
            let keys = try #require(row["keys"]?.array).map { Self.bytes($0.string ?? "") }
            let tenant = try #require(TenantID(row["tenant"]?.string ?? ""))
            let kind = PIIKind(rawValue: row["kind"]?.string ?? "")
            let value = try #require(row["value"]?.string)
            let wanted = try #require(row["pseudonyms"]?.array).compactMap(\.string)
            let pseudonymizer = Pseudonymizer(masterKeys: keys, tenant: tenant)
            #expect(pseudonymizer.pseudonyms(kind: kind, value: value) == wanted, "\(line)")
            #expect(pseudonymizer.pseudonym(kind: kind, value: value) == wanted[2], "\(line)")
            // The same epoch's key writes the same, whether it is the newest or has been followed by others.
            let first = Pseudonymizer(masterKey: keys[0], tenant: tenant)
            #expect(first.pseudonyms(kind: kind, value: value) == [wanted[0]], "\(line)")
        }
    }

    private static func bytes(_ hex: String) -> [UInt8] {
        let digits = hex.compactMap(\.hexDigitValue)
        return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] * 16 + digits[$0 + 1]) }
    }

    @Test func aKindHasAKeyOfItsOwn() {
        let codes = Set(
            PIIKind.known.map { kind in
                let pseudonym = demoPseudonymizer.pseudonym(kind: kind, value: "x y")
                return pseudonym.split(separator: ":")[2]
            })
        #expect(codes.count == PIIKind.known.count)
        // Kind and value cannot be shifted into each other.
        #expect(
            demoPseudonymizer.pseudonym(kind: "A", value: "BC").suffix(25)
                != demoPseudonymizer.pseudonym(kind: "AB", value: "C").suffix(25))
    }

    /// Two people under one pseudonym would be worse than one person under two.
    @Test(arguments: [
        (PIIKind.phone, "+1 415 555 0132", "415 555 0132"), (.phone, "u7:+14155550132", "u8:+14155550132"),
        (.phone, "+44 (0)20 7946 0958", "+44 10 7946 0958"), (.phone, "+14155550132", "+14155550133"),
        (.phone, "+1 415 555 0132 ext 1", "+1 415 555 0132 ext 2"), (.phone, "0415 555 0132", "415 555 0132"),
        (.creditCard, "4111 1111 1111 1111", "4111 1111 1111 1112"), (.secret, "Hunter2", "hunter2"),
        (.jwt, "a.b", "ab"), ("CRYPTO_WALLET", "1aB", "1Ab"), ("DATE_OF_BIRTH", "1.12.1990", "11.2.1990"),
        ("PERSON_NAME", "Ann E", "Anne"), (.email, "jane@example.com", "jane@example.org"),
        (.usSSN, "ssn 078-05-1120", "078-05-1120"), ("FI_PERSONAL_ID", "131052+308T", "131052-308T"),
    ]) func differentValuesStayApart(_ kind: PIIKind, _ one: String, _ other: String) {
        #expect(
            demoPseudonymizer.pseudonym(kind: kind, value: one) != demoPseudonymizer.pseudonym(kind: kind, value: other)
        )
    }

    @Test(arguments: ["", " ", "+", "00", "(0)", "+(0)", "٣", "\u{0}"])
    func whatIsNoNumberIsTakenAsItIs(_ value: String) {
        for kind in [PIIKind.phone, .creditCard, .ipv4] {
            let pseudonym = demoPseudonymizer.pseudonym(kind: kind, value: value)
            #expect(
                pseudonym.hasPrefix("<\(kind.rawValue):k1:") && pseudonym.utf8.count == kind.rawValue.utf8.count + 30)
        }
    }

    @Test func everyEpochIsRecognisedAndStays() throws {
        let redactor = Redactor()
        for (kind, value) in [(PIIKind.email, "jane@example.com"), (.ipv4, "203.0.113.9"), (.ipv6, "2001:db8:1:2::3")] {
            let pseudonyms = Self.threeEpochs.pseudonyms(kind: kind, value: value)
            #expect(Set(pseudonyms).count == 3)
            for (place, pseudonym) in pseudonyms.enumerated() {
                #expect(pseudonym.contains(":k\(place + 1):"))
                #expect(redacted("password: \(pseudonym), \(pseudonym)") == "password: \(pseudonym), \(pseudonym)")
                #expect(redactor.redactIdentifier(pseudonym, pseudonymizer: Self.threeEpochs).0 == pseudonym)
            }
        }
        let many = Pseudonymizer(
            masterKeys: Array(repeating: [1], count: Pseudonymizer.maximumEpochs), tenant: demoTenant)
        let newest = many.pseudonym(kind: .email, value: "jane@example.com")
        #expect(newest.hasPrefix("<EMAIL:k500:") && redacted(newest) == newest)
    }

    @Test func theNewestEpochWritesAndTheEarlierOnesAreKnown() {
        let redactor = Redactor()
        let (written, _) = redactor.redactIdentifier("user:Jane@example.com", pseudonymizer: Self.threeEpochs)
        #expect(written.hasPrefix("<EMAIL:k3:"))
        let earlier = redactor.earlierPseudonyms(
            ofIdentifier: "user:jane@EXAMPLE.com", pseudonymizer: Self.threeEpochs)
        let expected = [1, 2].map { count in
            let pseudonymizer = Pseudonymizer(masterKeys: Array(Self.keys.prefix(count)), tenant: demoTenant)
            return redactor.redactIdentifier("user:jane@example.com", pseudonymizer: pseudonymizer).0
        }
        #expect(earlier == expected)
        #expect(redactor.earlierPseudonyms(ofIdentifier: "u_1", pseudonymizer: Self.threeEpochs).isEmpty)
        #expect(redactor.earlierPseudonyms(ofIdentifier: written, pseudonymizer: Self.threeEpochs).isEmpty)
        #expect(redactor.earlierPseudonyms(ofIdentifier: "jane@example.com", pseudonymizer: demoPseudonymizer).isEmpty)
        let addresses = redactor.earlierPseudonyms(ofIdentifier: "203.0.113.9", pseudonymizer: Self.threeEpochs)
        #expect(addresses == Array(Self.threeEpochs.pseudonyms(kind: .ipv4, value: "203.0.113.9").dropLast()))
    }
}
