import Testing

@testable import Redaction

@Suite struct PatternTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let pattern: String
        let text: String
        let found: [String]

        init(_ pattern: String, _ text: String, _ found: String...) {
            self.pattern = pattern
            self.text = text
            self.found = found
        }

        var testDescription: String { "\(pattern) in \(text)" }
    }

    static func matches(_ pattern: String, _ text: String) throws -> [Range<Int>] {
        let program = try Pattern(pattern).program
        var search = PatternSearch()
        let bytes = Array(text.utf8)
        search.begin(budget: PatternSearch.budget(forBytes: bytes.count))
        let found = bytes.withUnsafeBufferPointer { search.matches(of: program, in: $0) }
        #expect(!search.isExhausted)
        return found
    }

    @Test(arguments: [
        Row("abc", "xabcabc", "abc", "abc"), Row("a.c", "abc a\nc aéc", "abc", "aéc"),
        Row("[a-c]+", "xabcx-cba", "abc", "cba"), Row("[^a-c ]+", "abx yc", "x", "y"), Row("[]x]+", "a]x", "]x"),
        Row("[a\\-z]+", "a-z b", "a-z"), Row("[a-]+", "a-b", "a-"), Row(#"[\d_]+"#, "a1_2b", "1_2"),
        Row(#"\d{3}-\d{4}"#, "555-0132, 55-0132", "555-0132"), Row(#"\w+"#, "a_1 é b", "a_1", "b"),
        Row(#"\S+"#, " ab  é\t", "ab", "é"), Row(#"\D+"#, "1ab2", "ab"), Row(#"\W"#, "aé", "é"),
        Row(#"\bE-\d{6}\b"#, "E-123456 E-1234567 xE-123456 (E-654321)", "E-123456", "E-654321"),
        Row(#"\Bb"#, "b ab", "b"), Row("^a+", "aa a", "aa"), Row("a+$", "aa a", "a"), Row("^a$", "a", "a"),
        Row("(ab|a)(c|bcd)", "abcd", "abcd"), Row("a|ab|abc", "abcd", "abc"), Row("(?:ab)+", "ababa", "abab"),
        Row("(?<n>a)(?P<m>b)", "ab", "ab"), Row("a??b", "ab", "ab"), Row("a+?", "aaa", "aaa"),
        Row("a{2}", "aaaaa", "aa", "aa"), Row("a{2,}", "a aa aaa", "aa", "aaa"), Row("a{1,2}b", "aaab", "aab"),
        Row("(?i)straße", "STRAßE strasse", "STRAßE"), Row("a(?i)b", "aB AB", "aB"), Row("(a(?i)b)c", "aBc aBC", "aBc"),
        Row("(?i:a)b", "Ab AB", "Ab"), Row("(?i)[a-c]+", "xABCabc", "ABCabc"), Row("(?i)[^a]", "Ab", "b"),
        Row(#"\x41\x{1F600}\u{e9}"#, "A😀é", "A😀é"), Row(#"\.\*\[\\"#, #".*[\"#, #".*[\"#), Row("[à-ÿ]+", "aéèb", "éè"),
        Row("[^à-ÿ]+", "éaé", "a"), Row("é|邮", "x邮é", "邮", "é"), Row("(a*)*b", "aaab", "aaab"),
        Row("(a|b)*abb", "babaabb", "babaabb"),
        Row("(|a)b", "ab b", "ab", "b"), Row("x*y?z", "xxz yz", "xxz", "yz"), Row("a\\tb", "a\tb", "a\tb"),
    ]) func leftmostLongestMatchesAreFound(_ row: Row) throws {
        let bytes = Array(row.text.utf8)
        let found = try Self.matches(row.pattern, row.text).map { String(decoding: bytes[$0], as: UTF8.self) }
        #expect(found == row.found)
    }

    @Test(arguments: [
        ("", 1, "empty"), ("a*", 1, "empty text"), ("^", 1, "empty text"), ("a|", 1, "empty text"),
        ("(a", 1, "not closed"),
        ("a)", 2, "closes no group"), ("x(?=a)", 2, "look-around"), ("x(?!a)", 2, "look-around"),
        ("x(?<=a)b", 2, "look-around"), ("x(?<!a)b", 2, "look-around"), (#"(a)\1"#, 4, "back-reference"),
        (#"(?<n>a)\k<n>"#, 8, "back-reference"), ("(?>a)", 1, "atomic"), ("a++", 3, "possessive"),
        ("a**", 3, "quantifier"),
        ("*a", 1, "nothing before it"), ("a|+", 3, "nothing before it"), ("{2}", 1, "nothing before it"),
        ("a{x}", 2, "{m,n}"), ("a{2,1}", 2, "at most n"), ("a{1001}", 2, "1000"), ("a{1,", 2, "{m,n}"),
        ("[a", 1, "not closed"),
        ("[z-a]", 2, "from the lower"), ("[a-\\d]", 2, "range"), ("[[:alpha:]]", 2, "[a-zA-Z]"),
        ("a\\", 2, "lone backslash"),
        ("\\p{L}", 1, "Unicode classes"), ("\\q", 1, "means nothing"), ("\\x4", 1, "\\x41"), ("\\u{110000}", 1, "\\u{"),
        ("(?s)a", 1, "other flags"), ("(?m:a)", 1, "other flags"), ("a\\Z", 2, "^ and $"), ("^*a", 2, "anchor"),
        ("é(?=a)", 2, "look-around"),
        ("(a{1000}){1000}", 1, "too large"), ("a((((b{0,9}){1000}){1000}){1000}){1000}", 1, "too large"),
        ("a(((){1000}){1000}){1000}", 1, "too large"), (String(repeating: "(", count: 65), 65, "nested"),
        (String(repeating: "a", count: 4097), 4096, "longer"),
    ]) func whatIsNotSupportedIsAnErrorThatNamesTheColumn(pattern: String, column: Int, message: String) {
        #expect(throws: PatternError.self) { try Pattern(pattern) }
        do {
            _ = try Pattern(pattern)
        } catch {
            #expect(error.column == column, "\(error)")
            #expect(error.message.contains(message), "\(error)")
        }
    }

    @Test func largestPatternsCompile() throws {
        #expect(try Pattern("a{1000}b{0,1000}").program.instructions.count < PatternProgram.mostInstructions)
        #expect(try Self.matches("a{3,1000}", String(repeating: "a", count: 1500)) == [0..<1000, 1000..<1500])
    }
}

@Suite struct PatternPropertyTests {
    /// A matcher that could not be simpler: every end that a node can reach from a place.
    private struct Naive {
        let text: [Unicode.Scalar]

        func ends(_ node: PatternNode, from place: Int) -> Set<Int> {
            switch node {
            case .empty: return [place]
            case .set(let set): return place < text.count && set.contains(text[place].value) ? [place + 1] : []
            case .assertion(let assertion): return holds(assertion, place) ? [place] : []
            case .sequence(let parts):
                return parts.reduce([place]) { places, part in
                    places.reduce(into: Set()) { $0.formUnion(ends(part, from: $1)) }
                }
            case .choice(let parts): return parts.reduce(into: Set()) { $0.formUnion(ends($1, from: place)) }
            case .repetition(let part, let minimum, let maximum):
                var reached: Set<Int> = [place]
                for _ in 0..<minimum { reached = step(part, reached) }
                var all = reached
                for _ in 0..<(maximum.map { $0 - minimum } ?? text.count + 1) {
                    reached = step(part, reached)
                    if reached.isSubset(of: all) { break }
                    all.formUnion(reached)
                }
                return all
            }
        }

        private func step(_ part: PatternNode, _ places: Set<Int>) -> Set<Int> {
            places.reduce(into: Set()) { $0.formUnion(ends(part, from: $1)) }
        }

        private func isWord(_ place: Int) -> Bool {
            text.indices.contains(place) && ScalarSet.word.contains(text[place].value)
        }

        private func holds(_ assertion: PatternNode.Assertion, _ place: Int) -> Bool {
            switch assertion {
            case .start: place == 0
            case .end: place == text.count
            case .wordBoundary: isWord(place - 1) != isWord(place)
            case .noWordBoundary: isWord(place - 1) == isWord(place)
            }
        }

        /// Leftmost, longest, without overlap; offsets in bytes.
        func matches(_ node: PatternNode) -> [Range<Int>] {
            var offsets = [0]
            for scalar in text { offsets.append(offsets[offsets.count - 1] + UTF8.width(scalar)) }
            var found: [Range<Int>] = []
            var place = 0
            while place <= text.count {
                if let end = ends(node, from: place).max(), end > place {
                    found.append(offsets[place]..<offsets[end])
                    place = end
                } else {
                    place += 1
                }
            }
            return found
        }
    }

    private static let atoms = [
        "a", "b", "é", ".", "[ab]", "[^a]", #"\w"#, #"\d"#, #"\s"#, #"\b"#, #"\B"#, "^", "$", "1", "_", "(?i)", "[é-邮]",
    ]
    private static let quantifiers = ["", "", "", "*", "+", "?", "{2}", "{1,3}", "{0,2}", "{2,}", "*?"]

    private static func pattern(_ generator: inout SeededGenerator, depth: Int) -> String {
        var text = ""
        for _ in 0..<Int.random(in: 1...3, using: &generator) {
            if depth > 0, Int.random(in: 0..<3, using: &generator) == 0 {
                text += "(" + pattern(&generator, depth: depth - 1) + ")"
            } else {
                text += atoms.randomElement(using: &generator) ?? ""
            }
            text += quantifiers.randomElement(using: &generator) ?? ""
        }
        if Int.random(in: 0..<4, using: &generator) == 0 { text += "|" + pattern(&generator, depth: 0) }
        return text
    }

    @Test(arguments: 0..<10 as Range<UInt64>) func searchAgreesWithANaiveMatcher(block: UInt64) throws {
        var compared = 0
        for seed in block * 400..<block * 400 + 400 {
            var generator = SeededGenerator(seed: seed)
            let source = Self.pattern(&generator, depth: 2)
            guard let pattern = try? Pattern(source) else { continue }
            var parser = PatternParser(source)
            let node = try parser.parse()
            for _ in 0..<4 {
                let letters: [Unicode.Scalar] = ["a", "a", "b", "A", "é", "1", "_", " ", "\n", "邮"]
                let text = (0..<Int.random(in: 0...9, using: &generator)).map { _ in
                    letters.randomElement(using: &generator) ?? "a"
                }
                var string = ""
                string.unicodeScalars.append(contentsOf: text)
                let found = try PatternTests.matches(source, string)
                #expect(found == Naive(text: text).matches(node), "\(pattern.text) in \(string.debugDescription)")
                compared += 1
            }
        }
        #expect(compared > 300, "too few patterns were valid: \(compared)")
    }

    /// Steps for a pattern over a text.
    private func steps(_ pattern: String, _ text: String) throws -> Int {
        let program = try Pattern(pattern).program
        var search = PatternSearch()
        search.begin(budget: .max)
        let bytes = Array(text.utf8)
        _ = bytes.withUnsafeBufferPointer { search.matches(of: program, in: $0) }
        return Int.max - search.budget
    }

    @Test(arguments: [
        "(a*)*b", "(a|a)*b", "(a|aa)+$", "(a+)+b", "a*a*a*a*b", "((a?){20}){20}b", "(.*)(.*)(.*)x", "(a{0,50}){0,50}b",
    ])
    func adversarialTextIsReadInLinearTime(pattern: String) throws {
        let text = String(repeating: "a", count: 250) + "!"
        let small = try steps(pattern, text)
        let large = try steps(pattern, String(repeating: "a", count: 1000) + "!")
        #expect(large < 5 * small, "\(small) steps for 250 bytes, \(large) for 1000")
    }
}
