import AuditEvents
import Testing

@Suite struct JSONParserTests {
    @Test func everyKindOfValueIsRead() throws {
        let value = try JSONValue(
            parsing: #" { "b" : [ 1 , -2.5e3 , true , false , null , "x\n\u00e9\ud83d\ude00" ] , "a" : { } } "#)
        #expect(value == ["a": [:], "b": [1, -2500, true, false, .null, "x\n\u{e9}\u{1F600}"]])
        #expect(value.object?.members.map(\.key) == ["a", "b"])
    }

    @Test(arguments: [
        ("0", 0), ("-0", 0), ("-0.0", 0), ("1.5", 1.5), ("0.1", 0.1), ("123456789012345", 123_456_789_012_345),
        ("9007199254740991", 9_007_199_254_740_991), ("-9007199254740991", -9_007_199_254_740_991),
        ("1E30", 1e30), ("1e-400", 0), ("1e21", 1e21), ("0.000001", 1e-6),
        ("123456789.123456789", 123_456_789.123456789),
        ("1.7976931348623157e308", 1.7976931348623157e308), ("5e-324", .leastNonzeroMagnitude), ("1e0", 1), ("0e5", 0),
    ])
    func aNumberIsTheNearestDouble(text: String, value: Double) throws {
        let parsed = try JSONValue(parsing: text)
        #expect(parsed == .number(value))
        #expect(parsed.number?.sign == value.sign)
    }

    @Test(arguments: [
        "9007199254740992", "-9007199254740992", "9007199254740993.0", "1e400", "-1e400", "1e16", "1e20",
        "100000000000000000000000", "18446744073709551616",
    ])
    func aNumberThatNoDoubleHoldsIsRefusedOrKeptAsText(text: String) throws {
        #expect(throws: AuditError(.numberRange, "")) { try JSONValue(parsing: text) }
        #expect(try JSONValue(parsing: text, limits: JSONLimits(numbers: .keepAsString)) == .string(text))
    }
}
