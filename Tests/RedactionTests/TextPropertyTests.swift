import AuditEvents
import Testing

@testable import Redaction

@Suite struct TextPropertyTests {
    /// Pieces that rules begin with, end at, or look around for.
    private static let pieces = [
        "jane@example.com", "@", "a", "Z", "0", "4111 1111 1111 1111", "4111", "1", "-", " ", " ", ".", ":", "=", "\"",
        "'",
        "\\", "\n", "\\n", "/", "//", "[", "]", "<", ">", "{", "}", "(", ")", "+", "415", "555", "0132", "password",
        "token",
        "pin", "phone", "zip", "card", "aws", "Bearer ", "Basic ", "Cookie: ", "203.0.113.9", "2001:db8::1", "::",
        "/24",
        "[EMAIL]", "[SECRET]", "<EMAIL:k1:0123456789abcdef01234567>", "<IPV4:k1:", "k1", "078-05-1123",
        "AKIAIOSFODNN7EXAMPLE",
        "DE89370400440532013000", "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.", "-----BEGIN PRIVATE KEY-----",
        "-----END PRIVATE KEY-----", "MIIEvQIBADANBgkqhkiG9w0B", "https://", "u:p@", "é", "邮", "🙂", "_", ",", ";", "&",
        "#",
        "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "2024-01-31T09:30:00Z", "0192f1c2-7c55-7d2b-9a41-0b6f3c8d1e22", "v",
        "|\n ", "key", "auth: ", "a1B2c3D4e5F6g7H8i9J0", "curl -u ", " is ", "process.env.X", " || ", "getenv(",
        "sk-ant-", "SG.",
        "00:1a:2b:3c:4d:5e", "00:", "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "wallet", "name=", "value=", ", ", "-p", "8Q~", ":AA",
        "hooks.slack.com/", "first_name", "Full name: ", "Jane", "Roe", "surname=", "street: ", "Am Markt", "address",
    ]

    private static func text(_ seed: UInt64) -> String {
        var generator = SeededGenerator(seed: seed)
        return text(&generator)
    }

    private static func text(_ generator: inout SeededGenerator) -> String {
        let count = Int.random(in: 1...14, using: &generator)
        return (0..<count).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
    }

    @Test(arguments: 0..<40 as Range<UInt64>) func redactingTwiceIsRedactingOnce(block: UInt64) {
        var redactor = TextRedactor(pseudonymizer: demoPseudonymizer)
        for seed in block * 100..<block * 100 + 100 {
            let text = Self.text(seed)
            guard let once = redactor.redact(text) else { continue }
            #expect(redactor.redact(once.text) == nil, "\(text.debugDescription) became \(once.text.debugDescription)")
        }
    }

    /// A random value; keys and names that tell of their values among it.
    private static func value(_ generator: inout SeededGenerator, depth: Int) -> JSONValue {
        let keys = [
            "password", "phone", "zip", "name", "value", "key", "kind", "data", "secret", "note", "card",
            "first_name", "customer", "user", "email", "address", "line1", "street", "username",
        ]
        return randomValue(&generator, depth: depth, keys: keys, mostMembers: 5) { text(&$0) }
    }

    @Test(arguments: 0..<20 as Range<UInt64>) func redactingAnEventTwiceIsRedactingItOnce(block: UInt64) throws {
        for seed in block * 50..<block * 50 + 50 {
            var generator = SeededGenerator(seed: seed)
            var event = event(input: ["v": Self.value(&generator, depth: 4)])
            _ = try Redactor().redact(&event, pseudonymizer: demoPseudonymizer)
            let once = JSONValue.object(event.input).canonicalBytes()
            let again = try Redactor().redact(&event, pseudonymizer: demoPseudonymizer)
            let twice = JSONValue.object(event.input).canonicalBytes()
            #expect(
                again.isEmpty && once == twice,
                "seed \(seed), \(again.fields), \(String(decoding: once, as: UTF8.self))")
        }
    }

    @Test(arguments: 0..<10 as Range<UInt64>) func findingsAreDisjointInOrderAndOnScalars(block: UInt64) {
        let redactor = Redactor()
        for seed in block * 100..<block * 100 + 100 {
            let text = Self.text(seed)
            let bytes = Array(text.utf8)
            var end = 0
            for finding in redactor.findings(in: text) {
                #expect(
                    finding.range.lowerBound >= end && !finding.range.isEmpty && finding.range.upperBound <= bytes.count
                )
                end = finding.range.upperBound
                for offset in [finding.range.lowerBound, end] where offset < bytes.count {
                    #expect(bytes[offset] & 0xC0 != 0x80, "\(text.debugDescription)")
                }
            }
        }
    }

    @Test func aUsedScannerAnswersLikeANewOne() {
        var used = TextRedactor(pseudonymizer: nil)
        for seed in 0..<300 as Range<UInt64> {
            let text = Self.text(seed)
            var new = TextRedactor(pseudonymizer: nil)
            #expect(used.redact(text)?.text == new.redact(text)?.text)
        }
    }

    @Test func spansCountUnicodeScalars() {
        let text = "🙂é jane@example.com 邮 203.0.113.9"
        let redactor = Redactor()
        let spans = redactor.scalarSpans(of: redactor.findings(in: text), in: text)
        #expect(spans == [ScalarSpan(kind: .email, range: 3..<19), ScalarSpan(kind: .ipv4, range: 22..<33)])
        let scalars = Array(text.unicodeScalars)
        #expect(String(String.UnicodeScalarView(scalars[3..<19])) == "jane@example.com")
    }

    @Test func strongestNamesTheUnion() {
        let redactor = Redactor()
        #expect(redactor.findings(in: "password=jane@example.com") == [Finding(kind: .secret, range: 9..<25)])
        #expect(redactor.findings(in: "phone 4111111111111111") == [Finding(kind: .creditCard, range: 6..<22)])
        #expect(redactor.findings(in: "token=\(SecretTests.gitHub)").map(\.kind) == [.gitHubToken])
        let overlapping = [
            Candidate(kind: .phone, strength: .shape, range: 0..<10),
            Candidate(kind: .iban, strength: .checksum, range: 8..<14),
            Candidate(kind: .email, strength: .shape, range: 13..<20),
            Candidate(kind: .ipv4, strength: .shape, range: 20..<22),
        ]
        let resolved = Resolution.resolve(overlapping.reversed())
        #expect(resolved.map(\.range) == [0..<20, 20..<22])
        #expect(resolved.map(\.kind) == [.iban, .ipv4])
        let nested = [0..<10, 2..<4, 6..<12, 12..<14].map { Candidate(kind: .phone, strength: .shape, range: $0) }
        #expect(Resolution.resolve(nested).map(\.range) == [0..<12, 12..<14])
        let tied = [
            Candidate(kind: .phone, strength: .shape, range: 0..<4),
            Candidate(kind: .email, strength: .shape, range: 0..<4),
            Candidate(kind: .ipv4, strength: .shape, range: 3..<6),
        ]
        #expect(Resolution.resolve(tied).map(\.kind) == [.email])
    }
}
