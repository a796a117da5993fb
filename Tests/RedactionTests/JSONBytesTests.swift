import AuditEvents
import Testing

@testable import Redaction

/// From bytes to canonical bytes: the same as by way of values.
@Suite struct JSONBytesTests {
    private func redacted(_ json: String, _ redactor: Redactor = Redactor()) throws -> String {
        String(decoding: try redactor.redact(json: json.utf8).json, as: UTF8.self)
    }

    @Test func whatHoldsNothingIsWrittenInCanonicalForm() throws {
        #expect(try redacted(#" { "b" : [1.50, "\u0041"], "a" : null } "#) == #"{"a":null,"b":[1.5,"A"]}"#)
        #expect(try redacted("[]") == "[]")
        #expect(try redacted(#""ana@example.com""#) == #""[EMAIL]""#)
    }

    @Test func textsKeysNumbersAndSecretsAreTakenOut() throws {
        let given = #"""
            {"note":"mail \u0061na@example.com","password":{"old":1},"n":4111111111111111,
             "ana@example.com":{"tags":["+1 202-555-0143"]},"nested":"{\"token\":\"x9K2mQ7pL4sW8vB3\"}"}
            """#
        #expect(
            try redacted(given)
                == #"{"[EMAIL]":{"tags":["[PHONE]"]},"n":"[CREDIT_CARD]","nested":"{\"token\":\"[SECRET]\"}","note":"mail [EMAIL]","password":"[SECRET]"}"#
        )
        let flags = try Redactor().redact(json: given.utf8).flags
        #expect(flags.fields == ["[EMAIL]", "[EMAIL].tags.0", "n", "nested.token", "note", "password"])
        #expect(flags.kinds == ["EMAIL": 2, "PHONE": 1, "CREDIT_CARD": 1, "SECRET": 2])
    }

    @Test func aPolicysPathsRemoveMembers() throws {
        let own = try policy { $0.paths = [PathRule(try PathPattern("a.b"), .action(.remove))] }
        #expect(
            try redacted(#"{"a":{"b":{"x":1},"c":2},"list":[1]}"#, Redactor(policy: own))
                == #"{"a":{"c":2},"list":[1]}"#)
    }

    @Test(arguments: ["", "{", #"{"a":1,"a":2}"#, "[1] 2", "\"\\ud800\"", "1e999"]) func whatIsNoJSONIsRefused(
        text: String
    ) {
        #expect(throws: AuditError.self) { try Redactor().redact(json: text.utf8) }
    }

    @Test func bytesAreRedactedAsTheirValuesAre() throws {
        for line in try vectorLines("kubernetes-audit.ndjson") + vectorLines("presidio-recognizers.jsonl") {
            let byValue = try Redactor().redact(JSONValue(parsing: line))
            let byBytes = try Redactor().redact(json: line.utf8)
            #expect(byBytes.json == byValue.value.canonicalBytes())
            #expect(byBytes.flags == byValue.flags)
        }
    }

    @Test func numbersThatAreNotFiniteAreRefused() {
        for number in [Double.infinity, .nan] {
            let error = #expect(throws: AuditError.self) { try Redactor().redact(["a": [.number(number)]]) }
            #expect(error?.code == .redactionFailed)
        }
    }
}

@Suite struct KeyMemoTests {
    private func facts(_ key: String, isClean: Bool = true) -> KeyFacts {
        key.withBytes { KeyFacts($0, isClean: isClean) }
    }

    private func known(_ key: String, _ memo: KeyMemo) -> KeyFacts? {
        Array(key.utf8).withUnsafeBufferPointer { memo.table.facts(of: $0)?.pointee }
    }

    private func remember(_ key: String, _ memo: KeyMemo, isClean: Bool = true) {
        Array(key.utf8).withUnsafeBufferPointer { memo.table.remember(facts(key, isClean: isClean), of: $0) }
    }

    @Test func aKeyIsFoundAgainAndNoOther() {
        let memo = KeyMemo()
        #expect(known("api_key", memo) == nil)
        remember("api_key", memo)
        #expect(known("api_key", memo)?.traits.isSecret == true)
        #expect(known("api_kex", memo) == nil)
        #expect(known("", memo) == nil)
    }

    @Test func whatHoldsSomethingIsNotKept() {
        let memo = KeyMemo()
        remember("ana@example.com", memo, isClean: false)
        #expect(known("ana@example.com", memo) == nil)
        let long = String(repeating: "k", count: KeyMemoTable.longestKey + 1)
        remember(long, memo)
        #expect(known(long, memo) == nil)
    }

    @Test func itFillsUpAndStaysRight() {
        let memo = KeyMemo()
        for number in 0..<20_000 { remember(number % 3 == 0 ? "secret_\(number)" : "field_\(number)", memo) }
        var kept = 0
        var wrong = 0
        for number in 0..<20_000 {
            let key = number % 3 == 0 ? "secret_\(number)" : "field_\(number)"
            guard let found = known(key, memo) else { continue }
            kept += 1
            if found.traits.isSecret != facts(key).traits.isSecret { wrong += 1 }
        }
        #expect(wrong == 0)
        #expect((1_000...2_048).contains(kept))
    }

    @Test func manyThreadsShareOne() async {
        let memo = KeyMemo()
        await withTaskGroup(of: Bool.self) { group in
            for task in 0..<8 {
                group.addTask {
                    var isRight = true
                    for number in 0..<2_000 {
                        let key = (number + task) % 2 == 0 ? "password\(number % 500)" : "count_of_\(number % 500)"
                        remember(key, memo)
                        if let found = known(key, memo), found.traits.isSecret != key.hasPrefix("password") {
                            isRight = false
                        }
                    }
                    return isRight
                }
            }
            for await isRight in group { #expect(isRight) }
        }
    }
}
