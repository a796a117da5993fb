import Testing

@testable import Redaction

/// A gate may let too much through, and nothing too little: then a detector would not be asked for what it would find.
@Suite struct TriggerGatesTests {
    @Test func everyKeyOfASecretPasses() {
        let words = (SecretKey.words + WeakSecretKey.allWords).map { String(decoding: $0.reversed(), as: UTF8.self) }
        let ending = KeyEnding(reversed: words.map { $0.utf8.reversed() })
        var shut: [String] = []
        for word in words {
            let parted = word.map(String.init).joined(separator: "_")
            for key in [
                word, word.uppercased(), "my_" + word, "my" + word.prefix(1).uppercased() + word.dropFirst(), parted,
                "\\n" + word,
            ] {
                if !key.withBytes({ ending.mayEnd(LastLetters($0, before: $0.count)) }) { shut.append(key) }
            }
        }
        #expect(shut.isEmpty)
    }

    @Test(arguments: ["tenant_id", "env", "count"])
    func ordinaryKeysDoNot(_ key: String) {
        let ending = KeyEnding(reversed: SecretKey.words + WeakSecretKey.allWords)
        #expect(!key.withBytes { ending.mayEnd(LastLetters($0, before: $0.count)) })
    }

    @Test(arguments: [
        Case(#"password":"hunter2""#, #"password":"[SECRET]""#),
        Case(#"\\\"password\\\":\\\"hunter2\\\""#, #"\\\"password\\\":\\\"[SECRET]\\\""#),
        Case("password2: hunter2", "password2: [SECRET]"),
        Case("password   : hunter2", "password   : [SECRET]"),
        Case("PASSWORD ?= hunter2", "PASSWORD ?= [SECRET]"),
        Case("pass_word_value: hunter2", "pass_word_value: [SECRET]"),
        Case("config[\"token\"] = \"hunter2\"", "config[\"token\"] = \"[SECRET]\""),
        Case(#"passwordV="hunter2""#, #"passwordV="[SECRET]""#),
        Case("Surname: Roe", "Surname: [PERSON_NAME]"),
        Case(#"\"surname\":\"Roe\""#, #"\"surname\":\"[PERSON_NAME]\""#),
    ])
    func keysAreSeenThroughWhatStandsBehindThem(_ given: Case) {
        #expect(Redactor().redact(given.input).text == given.output)
    }

    @Test func everyPrefixPasses() {
        let prefixes = BytePrefixes()
        for rule in TokenRule.all { prefixes.insert(rule.prefix) }
        let shut = TokenRule.all.filter { rule in
            !(String(decoding: rule.prefix, as: UTF8.self) + "x").withBytes { prefixes.mayBegin($0, at: 0) }
        }
        #expect(shut.isEmpty)
    }

    /// A number in the shape of each row, whose letters and digits mean nothing.
    @Test func everyShapeOfAnIdentityNumberBegins() {
        let shapes = IdentifierRule.families.flatMap(\.shapes)
        let beginnings = ShapeBeginnings(shapes)
        for shape in shapes {
            for (letter, separator) in [("A", " "), ("b", "-"), ("7", " ")] {
                let text = shape.example(letter: letter, separator: separator)
                for end in ["", " x", ".", "-7", "/a"] {
                    let isHeld = (text + end).withBytes { beginnings.mayHold($0, at: 0) }
                    #expect(isHeld, "\(text + end)")
                }
            }
        }
    }
}

extension IdentifierShape {
    /// - Parameters:
    ///   - letter: Stands where either a letter or a digit may.
    ///   - separator: Stands where a space or a hyphen may.
    fileprivate func example(letter: String, separator: String) -> String {
        var text = ""
        var left = separators
        for place in 0..<count {
            if breaks >> UInt32(place) & 1 == 1 {
                let own = UInt8(truncatingIfNeeded: left)
                text += own == 0 ? separator : String(UnicodeScalar(own))
                left >>= 8
            }
            text += digits >> UInt32(place) & 1 == 1 ? "1" : letters >> UInt32(place) & 1 == 1 ? "A" : letter
        }
        return text
    }
}
