import AuditEvents
import Testing

@testable import Redaction

/// Booleans and numbers, also as text, under keys that promise a secret.
///
/// A boolean says whether there is a secret; a string is one whatever it says, since `true` and `1234` have been passwords. In
/// running text, where nobody quoted it as a value of its own, `password: true` is a flag.
@Suite struct FlagsUnderSecretKeysTests {
    private static let keys = ["password", "ssn", "api_key", "token", "pin", "dbPassword"]

    @Test(arguments: keys) func booleansAndNothingStay(_ key: String) throws {
        for value: JSONValue in [true, false, .null, "", " ", "[SECRET]", [], [:]] {
            #expect(try Redactor().redact([key: value]).value == [key: value])
        }
    }

    @Test(arguments: keys) func textsAndNumbersGo(_ key: String) throws {
        for value: JSONValue in [
            "true", "False", "null", "none", "0", "1", "4711", 0, 1, 4711, 1.5, -1, ["true"], [false], ["a": true],
        ] {
            let (redacted, flags) = try Redactor().redact([key: value])
            #expect(redacted == [key: "[SECRET]"], "\(value)")
            #expect(flags.kinds == ["SECRET": 1])
        }
    }

    @Test func theSameHoldsInsideOfStrings() throws {
        let body = #"{"password":true,"pin":"true","ssn":false,"token":0}"#
        let expected = #"{"password":true,"pin":"[SECRET]","ssn":false,"token":"[SECRET]"}"#
        #expect(try Redactor().redact(["body": .string(body)]).value == ["body": .string(expected)])
    }

    @Test(arguments: [
        Case("password: true"), Case("password=false"), Case("ssn: false"), Case("token=null"), Case("pin: true"),
        Case(#"{"password":true,"n":1}"#), Case("api_key: None"),
        Case("password=0", "password=[SECRET]"), Case("password: 12", "password: [SECRET]"),
        Case("pin: 4711", "pin: [SECRET]"),
        Case("password=trueish", "password=[SECRET]"), Case("password=true1", "password=[SECRET]"),
        Case(#"{"token":4711}"#, #"{"token":[SECRET]}"#),
    ]) func inTextAFlagIsAFlag(_ row: Case) {
        #expect(redacted(row.input) == row.output)
        #expect(redacted(row.output) == row.output)
    }

    /// What a number or a text of digits is otherwise, by its key, it is as either.
    @Test func numbersAsTextAreNumbers() throws {
        let keys = ["phone": "4155550132", "zip": "94107", "card": "4111111111111111", "order": "4711"]
        for (key, digits) in keys {
            let number = try Redactor().redact([key: .number(Double(digits) ?? 0)]).value[key]
            let text = try Redactor().redact([key: .string(digits)]).value[key]
            #expect(number == text || number == .number(4711) && text == "4711", "\(key)")
        }
    }
}
