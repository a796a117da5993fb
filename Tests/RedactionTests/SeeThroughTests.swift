import AuditEvents
import Foundation
import Testing

@testable import Redaction

/// What is wrapped is looked at without its wrapping: JSON in strings, base64 of it, percent-encoding.
@Suite struct SeeThroughTests {
    private func redact(_ value: JSONValue) throws -> (value: JSONValue?, flags: PIIFlags) {
        var event = event(input: ["body": value])
        let flags = try Redactor().redact(&event, pseudonymizer: demoPseudonymizer)
        return (event.input["body"], flags)
    }

    private func base64(_ text: String) -> String { Data(text.utf8).base64EncodedString() }

    @Test func keysOfJSONInAStringTellOfTheirValues() throws {
        let (value, flags) = try redact(#"{"user":{"password":"correct horse","pin":4711},"n":1}"#)
        #expect(value == #"{"n":1,"user":{"password":"[SECRET]","pin":"[SECRET]"}}"#)
        #expect(flags.kinds == ["SECRET": 2])
        #expect(flags.fields == ["input.body.user.password", "input.body.user.pin"])
    }

    @Test func escapesInJSONInAStringHideNothing() throws {
        let (value, flags) = try redact(#" {"to":"ana\u0040example.com"} "#)
        #expect(value == #"{"to":"[EMAIL]"}"#)
        #expect(flags.kinds == ["EMAIL": 1])
    }

    @Test func jsonInJSONInJSONIsSeenThrough() throws {
        let inner = #"{"password":"correct horse"}"#
        var text = inner
        for _ in 0..<3 {
            text = String(decoding: JSONValue.object(["body": .string(text)]).canonicalBytes(), as: UTF8.self)
        }
        let (value, _) = try redact(.string(text))
        let written = try #require(value?.string)
        #expect(!written.contains("horse"))
        #expect(written.contains("[SECRET]"))
    }

    @Test(arguments: [
        #"{"password":"correct horse"}"#, #"{"to":"ana@example.com","a":"?>?>?>"}"#, #"[{"note":"ssn 078-05-1123"}]"#,
    ]) func base64OfJSONIsSeenThroughAndWrittenAgain(_ json: String) throws {
        let redactedJSON = try #require(try redact(.string(json)).value?.string)
        #expect(redactedJSON != json)
        let (value, _) = try redact(.string(base64(json)))
        #expect(value == .string(base64(redactedJSON)))
        let urlSafe = base64(json).replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
        let again = try #require(try redact(.string(urlSafe)).value?.string)
        #expect(!again.contains("="))
        let padded = again.replacing("-", with: "+").replacing("_", with: "/")
        let data = Data(base64Encoded: padded + String(repeating: "=", count: (4 - padded.count % 4) % 4))
        #expect(data.map { String(decoding: $0, as: UTF8.self) } == redactedJSON)
    }

    @Test(arguments: [
        #"{"a":[1,2,3],"b":null}"#, #"{"trace":"0af7651916cd43dd8448eb211c80319c"}"#, "{not json", "[1, 2", "e30=",
        "eyJhIjoxfQ==",
        "eyJhIjo", "W10=",
    ]) func whatHoldsNothingStaysByteForByte(_ text: String) throws {
        let (value, flags) = try redact(.string(text))
        #expect(value == .string(text))
        #expect(flags.isEmpty)
    }

    @Test(arguments: [
        Case("/u?q=ssn%20078-05-1123&x=1", "/u?q=ssn%20[US_SSN]&x=1"),
        Case("to=ana%40example.com", "to=[EMAIL]"),
        Case("phone=%2B1+415+555+0132&x=%20", "phone=[PHONE]&x=%20"),
        Case("card%3A4111%201111%201111%201111%2C", "card%3A[CREDIT_CARD]%2C"),
        Case("%7B%22password%22%3A%22correct%20horse%22%7D", "%7B%22password%22%3A%22[SECRET]%22%7D"),
        Case("100%25 sure, 50 % off, %zz, %4", "100%25 sure, 50 % off, %zz, %4"),
        Case("/a%20b/c%2Fd?e=%E2%82%AC", "/a%20b/c%2Fd?e=%E2%82%AC"),
    ]) func percentEncodingHidesNothing(_ row: Case) {
        #expect(redacted(row.input) == row.output)
        #expect(redacted(row.output) == row.output)
    }

    @Test func findingsInEncodedTextCountTheOriginalsOffsets() {
        let text = "é=%C3%A9&to=ana%40example.com&z"
        let findings = Redactor().findings(in: text)
        #expect(findings == [Finding(kind: .email, range: 13..<30)])
    }

    @Test func aSecretKeyTakesItsJSONWhole() throws {
        var event = event(input: ["token": #"{"a":1}"#])
        _ = try Redactor().redact(&event, pseudonymizer: demoPseudonymizer)
        #expect(event.input["token"] == "[SECRET]")
    }

    @Test func redactingWrappedTextsTwiceIsRedactingOnce() throws {
        for json in [#"{"password":"x1","list":["ana@example.com",{"k":"v"}]}"#, #"[["078-05-1123"]]"#] {
            for text in [json, base64(json), json.addingPercentEncoding(withAllowedCharacters: .alphanumerics)!] {
                let once = try #require(try redact(.string(text)).value)
                let (twice, flags) = try redact(once)
                #expect(twice == once)
                #expect(flags.isEmpty, "\(once)")
            }
        }
    }
}
