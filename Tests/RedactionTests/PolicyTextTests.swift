import AuditEvents
import Testing

@testable import Redaction

/// What policies make of texts.
@Suite struct PolicyTextTests {
    private func redact(_ text: String, _ change: (inout RedactionPolicy) throws -> Void) rethrows -> String {
        let redactor = Redactor(policy: try policy(change))
        let once = redactor.redact(text, pseudonymizer: demoPseudonymizer).text
        #expect(redactor.redact(once, pseudonymizer: demoPseudonymizer).text == once, "\(once) is not settled")
        return once
    }

    @Test(arguments: [
        (RedactionAction.placeholder, "a [CREDIT_CARD] b"), (.mask(last: 4), "a [CREDIT_CARD:…1111] b"),
        (.mask(last: 1), "a [CREDIT_CARD:…1] b"), (.remove, "a  b"), (.keep, "a 4111 1111 1111 1111 b"),
        (.pseudonym, "a \(demoPseudonymizer.pseudonym(kind: .creditCard, value: "4111 1111 1111 1111")) b"),
    ]) func actionSaysWhatStandsThere(action: RedactionAction, expected: String) {
        #expect(redact("a 4111 1111 1111 1111 b") { $0.actions[.creditCard] = action } == expected)
    }

    @Test func maskLeavesHalfAtMostAndOnlyOfItsOwnFinding() {
        #expect(redact("zip 94107") { $0.actions[.postalCode] = .mask(last: 4) } == "zip [POSTAL_CODE:…07]")
        #expect(redact("x@example.com") { $0.actions[.email] = .mask(last: 6) } == "[EMAIL:…lecom]")
        // The end of a union belongs to another finding.
        let union = redact("phone 4111111111111111@example.com") { $0.actions[.email] = .mask(last: 4) }
        #expect(union == "phone [CREDIT_CARD]" || union == "phone [EMAIL]", "\(union)")
        let card = redact("4111111111111111@example.com") { $0.actions[.creditCard] = .mask(last: 4) }
        #expect(card == "[CREDIT_CARD]")
        // More than the longest tail is a problem, and safe.
        #expect(redact("4111111111111111") { $0.actions[.creditCard] = .mask(last: 16) } == "[CREDIT_CARD:…111111]")
    }

    @Test func maskIsRecognisedOnlyWhereThePolicyWritesIt() {
        let forged = "phone [PHONE:…5550132]"
        #expect(redact(forged) { $0.actions[.phone] = .mask(last: 4) } != forged)
        #expect(redact("password: [PHONE:…0132]") { $0.actions[.phone] = .mask(last: 4) } == "password: [PHONE:…0132]")
        #expect(redact("password: [PHONE:…50132]") { $0.actions[.phone] = .mask(last: 4) } == "password: [SECRET]")
        #expect(redact("password: [PHONE:…0132]") { $0.actions[.email] = .mask(last: 4) } == "password: [SECRET]")
        #expect(redact("password: [SECRET:…0132]") { $0.actions[.phone] = .mask(last: 4) } == "password: [SECRET]")
        #expect(Redactor().redact("password: [PHONE:…0132]").text == "password: [SECRET]")
    }

    @Test(arguments: [RedactionAction.keep, .mask(last: 4), .pseudonym])
    func secretsAreRemovedWhateverAPolicySays(action: RedactionAction) throws {
        let text = "password=hunter2 AKIAIOSFODNN7EXAMPLE postgres://u:p4ss@h/ Bearer abcdef0123456789abcdef01"
        let result = try redact(text) {
            for kind in PIIKind.known where kind.isSecret {
                $0.actions[kind] = action
                $0.kinds[kind] = false
                $0.thresholds[kind] = .checksum
            }
            $0.threshold = .checksum
            $0.paths = try rules([("**", .action(.keep))])
            $0.allowed = ["*hunter2", "AKIA*", "*p4ss", "hunter*"].compactMap { AllowedValue($0) }
        }
        #expect(
            result == "password=[SECRET] [AWS_KEY] postgres://[URL_CREDENTIAL]@h/ Bearer [SECRET]")
    }

    @Test func weakSecretIsASecret() {
        // What detectors call a secret by its shape alone: no threshold of any policy counts for it.
        let text = "otp: 471199"
        #expect(Redactor().redact(text).text == "otp: [SECRET]")
        #expect(redact(text) { $0.threshold = .checksum } == "otp: [SECRET]")
        #expect(redact(text) { $0.thresholds[.secret] = .context } == "otp: [SECRET]")
    }

    @Test func removedSecretInATextLeavesItsPlaceholder() {
        // Else the key would take the next word for its value.
        #expect(redact("password=hunter2 then this") { $0.actions[.secret] = .remove } == "password=[SECRET] then this")
        #expect(redact("AKIAIOSFODNN7EXAMPLE") { $0.actions[.awsKey] = .remove } == "")
    }

    @Test func kindThatIsOffStays() {
        let text = "jane@example.com, 4111 1111 1111 1111"
        #expect(redact(text) { $0.kinds[.email] = false } == "jane@example.com, [CREDIT_CARD]")
        #expect(redact(text) { $0.kinds = [.email: false, .creditCard: false] } == text)
    }

    @Test func kindsOfOtherCountriesAreOff() {
        let text = "ssn 078-05-1120, jane@example.com"
        #expect(redact(text) { $0.countries = ["US"] } == "ssn [US_SSN], [EMAIL]")
        #expect(
            redact(text) { $0.countries = ["DE"] } == "ssn 078-05-1120, [EMAIL]"
                || redact(text) { $0.countries = ["DE"] }.contains("[SECRET]"))
        #expect(redact("078-05-1120") { $0.countries = ["DE"] } == "078-05-1120")
        #expect(redact("078-05-1120") { $0.countries = [] } == "078-05-1120")
        #expect(
            redact("078-05-1120") {
                $0.countries = ["DE"]
                $0.kinds[.usSSN] = true
            } == "[US_SSN]")
    }

    @Test func thresholdSaysWhatCounts() {
        let text = "jane@example.com; zip 94107; 4111 1111 1111 1111"
        #expect(redact(text) { $0.threshold = .shape } == "[EMAIL]; zip [POSTAL_CODE]; [CREDIT_CARD]")
        #expect(redact(text) { $0.threshold = .context } == "jane@example.com; zip [POSTAL_CODE]; [CREDIT_CARD]")
        #expect(redact(text) { $0.threshold = .checksum } == "jane@example.com; zip 94107; [CREDIT_CARD]")
        #expect(
            redact(text) { $0.thresholds[.email] = .context } == "jane@example.com; zip [POSTAL_CODE]; [CREDIT_CARD]")
        #expect(
            redact(text) {
                $0.threshold = .checksum
                $0.thresholds[.email] = .shape
            }
                == "[EMAIL]; zip 94107; [CREDIT_CARD]")
    }

    @Test func allowedValueStays() throws {
        func allow(_ values: String..., kind: PIIKind? = nil) -> String {
            redact("Support@Example.com a@example.com.evil.org b@sub.example.com 203.0.113.9") {
                $0.allowed = values.compactMap { AllowedValue($0, kind: kind) }
            }
        }
        let network = demoPseudonymizer.pseudonym(of: try #require(IPAddress("203.0.113.9")))
        #expect(allow("support@example.com") == "Support@Example.com [EMAIL] [EMAIL] \(network)")
        #expect(allow("*@example.com") == "Support@Example.com [EMAIL] [EMAIL] \(network)")
        #expect(allow("*.example.com", "203.0.113.*") == "[EMAIL] [EMAIL] b@sub.example.com 203.0.113.9")
        #expect(allow("203.0.113.9", kind: .email) == "[EMAIL] [EMAIL] [EMAIL] \(network)")
        for text in ["", "*", "a*b*", "**"] { #expect(AllowedValue(text) == nil, "\(text)") }
    }

    @Test func ownPatternFindsItsKind() throws {
        let own = OwnPattern(name: "staff", kind: "EMPLOYEE_ID", pattern: try Pattern(#"\bE-\d{6}\b"#))
        func redact(_ text: String, _ change: (inout RedactionPolicy) -> Void = { _ in }) -> String {
            self.redact(text) {
                $0.patterns = [own]
                change(&$0)
            }
        }
        #expect(redact("é E-123456, E-1234567") == "é [EMPLOYEE_ID], E-1234567")
        #expect(redact("password: [EMPLOYEE_ID]") == "password: [EMPLOYEE_ID]")
        #expect(redact("E-123456") { $0.actions["EMPLOYEE_ID"] = .mask(last: 3) } == "[EMPLOYEE_ID:…456]")
        let pseudonym = redact("E-123456") { $0.actions["EMPLOYEE_ID"] = .pseudonym }
        #expect(pseudonym == demoPseudonymizer.pseudonym(kind: "EMPLOYEE_ID", value: "E-123456"))
        #expect(redact("E-123456") { $0.kinds["EMPLOYEE_ID"] = false } == "E-123456")
        #expect(redact("x password=E-123456") == "x password=[SECRET]")
    }

    @Test func ownSecretIsASecret() throws {
        let own = OwnPattern(name: "t", kind: "OWN_TOKEN", pattern: try Pattern("own_[a-z]+"), isSecret: true)
        let result = redact("own_abc") {
            $0.patterns = [own]
            $0.actions["OWN_TOKEN"] = .keep
            $0.kinds["OWN_TOKEN"] = false
            $0.threshold = .checksum
        }
        #expect(result == "[OWN_TOKEN]")
    }

    @Test func patternThatMatchesWhatWasWrittenIsSettledAllTheSame() throws {
        for source in ["[A-Z]+", "[A-Z_\\]]+ ?", ".+", "[^ ]+", "MAIL\\]", "\\[.", "[a-z0-9:]+"] {
            let own = OwnPattern(name: "x", kind: "OWN", pattern: try Pattern(source))
            for text in ["jane@example.com ABC", "x [EMAIL] y", "<EMAIL:k1:0123456789abcdef01234567>, [OWN] [EMAIL]x"] {
                _ = redact(text) { $0.patterns = [own] }
            }
        }
    }

    @Test func whatEndsTheBudgetTakesTheWholeValue() throws {
        var policy = RedactionPolicy()
        // Every match needs a look at the whole rest: quadratic without a limit.
        policy.patterns = [OwnPattern(name: "a", kind: "OWN", pattern: try Pattern("a|a.*b"))]
        let redactor = Redactor(policy: policy)
        #expect(redactor.redact("caac").text == "c[OWN][OWN]c")
        let long = "x" + String(repeating: "a", count: 5000)
        let result = redactor.redact(long)
        #expect(result.text == "[PATTERN_LIMIT]")
        #expect(result.findings == [Finding(kind: .patternLimit, range: 0..<5001)])
        #expect(redactor.redact(result.text).findings.isEmpty)
        policy.actions["OWN"] = .keep
        #expect(
            Redactor(policy: policy).redact(long).text == "[PATTERN_LIMIT]", "what was not looked through may hold more"
        )
    }

    @Test func onlyTheAskedKindsAreFound() {
        let text = "jane@example.com 4111 1111 1111 1111 password=hunter2"
        #expect(Redactor(only: [.email]).redact(text).text == "[EMAIL] 4111 1111 1111 1111 password=hunter2")
        #expect(Redactor(only: [.secret]).findings(in: text).map(\.kind) == [.secret])
        #expect(Redactor(only: []).findings(in: text).isEmpty)
        #expect(Redactor(only: nil).findings(in: text).count == 3)
    }

    @Test func explanationSaysWhatAndWhy() throws {
        let redactor = Redactor(
            policy: try policy {
                $0.patterns = [OwnPattern(name: "staff", kind: "EMPLOYEE_ID", pattern: try Pattern(#"E-\d{6}"#))]
                $0.kinds[.iban] = false
                $0.threshold = .context
                $0.allowed = ["4111*"].compactMap { AllowedValue($0) }
                $0.actions[.postalCode] = .keep
            })
        let rows = redactor.explain(
            "é E-123456 j@example.com zip 94107 4111111111111111 token=abc DE89370400440532013000")
        let told = rows.map { "\($0.kind.rawValue) \($0.range) \($0.rule), \($0.why): \($0.outcome)" }
        #expect(
            told == [
                "EMPLOYEE_ID 2..<10 pattern staff, the policy's pattern fits: redacted(Redaction.RedactionAction.placeholder)",
                "EMAIL 11..<24 detector EMAIL, its shape: belowThreshold",
                "POSTAL_CODE 29..<34 detector POSTAL_CODE, a key or a word beside it says so: kept",
                "CREDIT_CARD 35..<51 detector CREDIT_CARD, its check digits are right: allowed",
                "SECRET 58..<61 detector SECRET, it is a secret: redacted(Redaction.RedactionAction.placeholder)",
                "IBAN 62..<84 detector IBAN, its check digits are right: off",
            ])
    }
}
