import AuditEvents
import Crypto
import Foundation
import Testing

@testable import Redaction

@Suite struct IdentifierPseudonymTests {
    private let redactor = Redactor()

    private func identifier(_ id: String, _ pseudonymizer: Pseudonymizer = demoPseudonymizer) -> String {
        redactor.redactIdentifier(id, pseudonymizer: pseudonymizer).0
    }

    @Test func pseudonymIsTruncatedHMACUnderTheKindsKey() {
        func hmac(_ key: some ContiguousBytes, _ text: String) -> HMAC<SHA256>.MAC {
            HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: SymmetricKey(data: key))
        }
        let code = hmac(hmac(hmac(Array(repeating: 7 as UInt8, count: 32), "t_demo"), "EMAIL"), "jane@example.com")
        let hex = code.prefix(12).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        #expect(demoPseudonymizer.pseudonym(kind: .email, value: "jane@example.com") == "<EMAIL:k1:\(hex)>")
    }

    @Test func sameAddressInAnyCaseIsTheSamePerson() {
        #expect(identifier("Jane@Example.COM") == identifier("jane@example.com"))
        #expect(identifier("jane@example.com") != identifier("joan@example.com"))
        #expect(identifier("jane@example.com").hasPrefix("<EMAIL:k1:"))
    }

    @Test func otherTenantHasAnotherPseudonym() throws {
        let other = Pseudonymizer(masterKey: Array(repeating: 7, count: 32), tenant: try #require(TenantID("t_other")))
        #expect(identifier("jane@example.com") != identifier("jane@example.com", other))
    }

    @Test func wholeIdentifierIsReplaced() {
        let id = identifier("user:jane@example.com/4111-1111-1111-1111")
        #expect(id.utf8.count == "<EMAIL:k1:>".utf8.count + 24)
        #expect(identifier("123-45-6789").hasPrefix("<US_SSN:k1:"))
        #expect(identifier("4111111111111111").hasPrefix("<CREDIT_CARD:k1:"))
        #expect(identifier("+14155550132").hasPrefix("<PHONE:k1:"))
        #expect(identifier("x?access_token=abc").hasPrefix("<SECRET:k1:"))
    }

    @Test func addressKeepsItsNetwork() {
        #expect(identifier("203.0.113.9").hasSuffix(":203.0.113.0/24>"))
        #expect(identifier("2001:DB8:1:2::3").hasSuffix(":2001:db8:1::/48>"))
        #expect(identifier("2001:db8::3").hasSuffix(":2001:db8::/48>"))
        #expect(identifier("::ffff:203.0.113.9") == identifier("203.0.113.9"))
        #expect(identifier("2001:DB8:0:0:0:0:0:3") == identifier("2001:db8::3"))
        #expect(
            redactor.redact("from 203.0.113.9.", pseudonymizer: demoPseudonymizer).text
                == "from \(identifier("203.0.113.9")).")
    }

    @Test func pseudonymStays() {
        for id in ["jane@example.com", "203.0.113.9", "2001:db8:1:2::3", "123-45-6789"] {
            let pseudonym = identifier(id)
            #expect(identifier(pseudonym) == pseudonym)
            #expect(redacted(pseudonym) == pseudonym)
            #expect(redacted("password: \(pseudonym)") == "password: \(pseudonym)")
        }
    }

    @Test(arguments: [
        Case("<EMAIL:k1:jane@example.com>", "<EMAIL:k1:[EMAIL]>"),
        Case("<EMAIL:k1:0123456789abcdef01234567:203.0.113.9>", "<EMAIL:k1:0123456789abcdef01234567:[IPV4]>"),
        Case("<IPV4:k1:0123456789abcdef01234567:203.0.113.9/24>", "<IPV4:k1:0123456789abcdef01234567:[IPV4]>"),
        Case("<IPV6:k1:0123456789abcdef01234567:2001:db8:1:2::/48>", "<IPV6:k1:0123456789abcdef01234567:[IPV6]>"),
        Case("<US_SSN:k1:123-45-6789>", "<US_SSN:[US_SSN]>"),
        Case(
            "<EMAIL:k4111111111111111:0123456789abcdef01234567>", "<EMAIL:k4111111111111111:0123456789abcdef01234567>"),
        Case("[EMAIL jane@example.com]", "[EMAIL [EMAIL]]"),
        Case("[CREDIT_CARD]4111111111111111", "[CREDIT_CARD][CREDIT_CARD]"),
        Case("[jane@example.com]", "[[EMAIL]]"),
    ]) func forgedPlaceholderHidesNothing(_ row: Case) { #expect(redacted(row.input) == row.output) }
}
