import AuditEvents
import Testing

@testable import Redaction

/// Real audit events: credentials go, everything else stays.
@Suite struct KubernetesAuditTests {
    private func redactedLines() throws -> [(before: String, after: String, flags: PIIFlags)] {
        try vectorLines("kubernetes-audit.ndjson").map { line in
            var event = event(input: ["event": try JSONValue(parsing: line)])
            let flags = try Redactor().redact(&event, pseudonymizer: demoPseudonymizer)
            let after = try #require(event.input["event"])
            return (line, String(decoding: after.canonicalBytes(), as: UTF8.self), flags)
        }
    }

    @Test func noCredentialOfTheConfigMapSurvives() throws {
        let lines = try redactedLines()
        #expect(lines.count == 51)
        let text = lines.map(\.after).joined(separator: "\n")
        for secret in ["MY-ID", "MY-KEY"] {
            #expect(lines.contains { $0.before.contains(secret) })
            #expect(!text.contains(secret))
        }
        for pair in [
            #"aws_access_key_id = [SECRET]\naws_secret_access_key = [SECRET]\n"#, "aws-access-key-id = [SECRET]",
            "aws_s3_access_key_id = [SECRET]", "password = [SECRET]", "passphrase = [SECRET]",
            #"color.good=purple\ncolor.bad=yellow\nallow.textmode=true\n"#,
        ] { #expect(text.contains(pair)) }
    }

    @Test func onlyCredentialsAndAddressesAreFound() throws {
        var kinds: [String: Int] = [:]
        for line in try redactedLines() { kinds.merge(line.flags.kinds, uniquingKeysWith: +) }
        #expect(Set(kinds.keys) == ["SECRET", "IPV4"])
        let fields = Set(try redactedLines().flatMap(\.flags.fields))
        #expect(
            fields == [
                "input.event.sourceIPs.0", "input.event.requestObject.data.access.properties",
                "input.event.responseObject.data.access.properties", "input.event.responseObject.status.hostIP",
            ])
    }

    @Test func redactionIsTheSameEveryTime() throws {
        #expect(try redactedLines().map(\.after) == redactedLines().map(\.after))
        for line in try redactedLines() {
            var again = event(input: ["event": try JSONValue(parsing: line.after)])
            #expect(try Redactor().redact(&again, pseudonymizer: demoPseudonymizer).isEmpty)
        }
    }
}
