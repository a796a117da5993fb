import AuditEvents
import AuditQuery
import Testing

/// The one rule by which texts fall into words.
@Suite struct WordsTests {
    @Test("A text has these tokens", arguments: texts)
    func tokens(text: String, expected: [String]) {
        #expect(Self.tokens(of: text) == expected)
    }

    @Test(
        "A text has these words one behind the other",
        arguments: [
            ("maybes.create u_1", ["maybes", "create", "u", "1"]), ("10.0.0.1", ["10", "0", "0", "1"]),
            ("東京 a", ["東", "京", "a"]), ("It's -- fine", ["it", "s", "fine"]), ("", []), ("...", []),
        ])
    func words(text: String, expected: [String]) {
        var words = Words()
        words.read(text)
        var found: [String] = []
        words.forEachWord { word, _ in found.append(String(decoding: word, as: UTF8.self)) }
        #expect(found == expected)
    }

    @Test("A phrase or a word is found, or is not", arguments: searches)
    func isFound(text: String, expression: String, isThere: Bool) throws {
        #expect(try Event(["input": ["note": .string(text)]]).matches(expression) == isThere)
    }

    @Test("Memory that is used again keeps nothing of the text before")
    func reuse() {
        var words = Words()
        words.read("größe maybes.create")
        words.read("b")
        var found: [String] = []
        words.forEachToken { token, _ in found.append(String(decoding: token, as: UTF8.self)) }
        #expect(found == ["b"])
    }

    @Test(
        "The certain words of a phrase are tokens wherever it stands",
        arguments: [
            "one two", "a 10 maybes", "x ٣٤ y", "x.٣٤", "ab 東京", "é a1 1a", "u_1 foo.bar", "größe straße",
        ])
    func certainTokens(phrase: String) {
        let certain = SoughtWords(phrase, isPrefix: false).certainTokens.map {
            String(decoding: $0.bytes, as: UTF8.self)
        }
        for joint in [" ", "_", ".", "-", "/"] {
            let text = "a\(joint)\(phrase.replacing(" ", with: joint))\(joint)b"
            let tokens = Set(Self.tokens(of: text))
            for word in certain where !phrase.contains(".") || joint == " " {
                #expect(tokens.contains(word), "\(word) in \(text)")
            }
        }
    }

    private static func tokens(of text: String) -> [String] {
        var words = Words()
        words.read(text)
        var found: [String] = []
        words.forEachToken { token, _ in found.append(String(decoding: token, as: UTF8.self)) }
        return found
    }

    private static let texts: [(String, [String])] = [
        ("", []), (" ,;!", []), ("_.-", []), ("👋", []), ("one Two", ["one", "two"]), ("a1 2b", ["a1", "2b"]),
        ("maybes.create", ["maybes.create", "maybes", "create"]), ("u_1", ["u_1"]),
        ("foo.u_1", ["foo.u_1", "u_1", "foo"]), ("10.0.0.1", ["10.0.0.1"]), ("req-9", ["req-9", "req"]),
        ("a-b", ["a-b"]), ("eu-west-1b", ["eu-west-1b", "eu", "west"]), ("end.", ["end"]), ("_a_", ["a"]),
        ("(maybes.)", ["maybes"]), ("a..b", ["a..b"]), ("foo-.bar_x", ["foo-.bar_x", "bar_x", "foo", "bar"]),
        ("ada@example.com", ["ada", "example.com", "example", "com"]), ("it's", ["it", "s"]),
        ("Größe ÉTÉ ΔΕΛΤΑ", ["größe", "été", "δελτα"]), ("ЁЛКА", ["ёлка"]), ("İ", ["i\u{307}"]),
        ("東京", ["東", "京"]), ("abc東def", ["abc", "東", "def"]), ("カナ", ["カ", "ナ"]), ("한국", ["한", "국"]),
        ("𠮷野", ["𠮷", "野"]), ("東_京", ["東", "京"]), ("٣٤", ["٣٤"]), ("x²", ["x²"]), ("Ⅷ", ["ⅷ"]),
        ("e\u{301}a", ["e\u{301}a"]), ("a\u{200B}b", ["a", "b"]), ("ünï.cödé", ["ünï.cödé", "ünï", "cödé"]),
        ("\u{FFFD}", []), ("ไทย", ["ไทย"]), ("a\u{0}b", ["a", "b"]),
    ]

    private static let searches: [(String, String, Bool)] = [
        ("one two three", "two", true), ("one two three", "TWO", true), ("one two three", "tw", false),
        ("one two three", "tw*", true), ("one two three", "\"two three\"", true),
        ("one two three", "\"one three\"", false),
        ("one two three", "\"three two\"", false), ("one, two; three", "\"one two three\"", true),
        ("one two three", #"two\ thr*"#, true), ("one two three", #"tw\ three*"#, false),
        ("a a b", "\"a b\"", true), ("a b a b c", "\"a b c\"", true), ("a a a b", "\"a a b\"", true),
        ("maybes.create", "maybes.create", true), ("maybes.create", "create", true), ("maybes.create", "Maybes*", true),
        ("maybes.create", "\"maybes create\"", true), ("notes update", "notes.update", false),
        ("foo.u_1", "u_1", true), ("foo.u_1", "u", false), ("foo.u_1", "1", false), ("foo.u_1", "foo", true),
        ("10.0.0.1", "10.0.0.1", true), ("10.0.0.1", "10.0.0.2", false), ("10.0.0.1", "10.0*", true),
        ("10.0.0.1", "\"0 0 1\"", true), ("GRÖSSE Été", "été", true), ("Größe", "GRÖ*", true),
        ("東京都", "京", true), ("東京都", "東都", false), ("東京都", "東京", true), ("東京都", "京都", true),
        ("the end.", "end.", true), ("(end)", "\"[end]\"", true), ("one two", "\"one  --  two\"", true),
    ]
}
