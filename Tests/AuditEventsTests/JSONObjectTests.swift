import AuditEvents
import Testing

@Suite struct JSONObjectTests {
    @Test func keysThatDifferInNormalisationOnlyAreTwoKeys() {
        var object: JSONObject = ["\u{E9}": 1]
        object["e\u{301}"] = 2
        #expect(object.count == 2)
        #expect(object["\u{E9}"] == 1)
        #expect(object["e\u{301}"] == 2)
        object["\u{E9}"] = nil
        #expect(object["\u{E9}"] == nil)
        #expect(object["e\u{301}"] == 2)
    }

    @Test func textsThatDifferInNormalisationOnlyAreNotEqual() {
        #expect(JSONValue.string("\u{E9}") != .string("e\u{301}"))
        #expect((["\u{E9}": 1] as JSONObject) != ["e\u{301}": 1])
        #expect(Set<JSONValue>(["\u{E9}", "e\u{301}", "\u{E9}"]).count == 2)
    }

    @Test func membersStandInTheOrderOfTheirUTF16() {
        let keys = [
            "", "a", "aa", "b", "\u{D7FF}", "\u{E000}", "\u{FFFF}", "\u{10000}", "\u{10FFFF}", "a\u{10000}",
            "a\u{E000}",
        ]
        let expected = keys.sorted { $0.utf16.lexicographicallyPrecedes($1.utf16) }
        var object = JSONObject()
        for key in keys.reversed() { object[key] = .null }
        #expect(object.members.map(\.key) == expected)
        #expect(JSONObject(keys.map { JSONObject.Member(key: $0, value: .null) })?.members.map(\.key) == expected)
    }

    @Test func aKeyThatStandsTwiceIsFound() {
        let members = ["b", "a", "c", "a"].map { JSONObject.Member(key: $0, value: .null) }
        #expect(JSONObject(members) == nil)
        #expect(JSONObject.duplicateKey(in: members) == "a")
    }
}
