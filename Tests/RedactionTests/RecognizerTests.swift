import AuditEvents
import Testing

@testable import Redaction

/// Finds what it is told to, right or wrong.
private struct Stub: Recognizer {
    var name = "stub"
    var version = "1"
    var kinds: Set<PIIKind> = ["STAFF"]
    let find: @Sendable (String) -> [Recognition]

    func recognitions(in text: String) -> [Recognition] { find(text) }
}

/// Finds `Bo` wherever it stands.
private func bo(_ kind: PIIKind = "STAFF", _ strength: RedactionThreshold = .context, kinds: Set<PIIKind>? = nil)
    -> Stub
{
    Stub(kinds: kinds ?? [kind]) { text in
        let bytes = Array(text.utf8)
        return bytes.indices.dropLast().filter { bytes[$0] == UInt8(ascii: "B") && bytes[$0 + 1] == UInt8(ascii: "o") }
            .map { Recognition(kind: kind, range: $0..<$0 + 2, strength: strength) }
    }
}

/// What recognisers find is judged like everything else.
@Suite struct RecognizerTests {
    private func redact(_ text: String, _ recognizer: Stub, _ change: (inout RedactionPolicy) -> Void = { _ in })
        -> String
    {
        Redactor(policy: policy(change), recognizers: [recognizer]).redact(text, pseudonymizer: demoPseudonymizer).text
    }

    @Test func findingsAreRedactedInTextsKeysAndValues() throws {
        let redactor = Redactor(recognizers: [bo()])
        #expect(redactor.redact("Ask Bo or ana@example.com").text == "Ask [STAFF] or [EMAIL]")
        #expect(redactor.findings(in: "é Bo") == [Finding(kind: "STAFF", range: 3..<5)])
        let (value, flags) = try redactor.redact(["Bo": ["n": "Bo", "body": #"{"x":"Bo"}"#], "k": 7])
        #expect(value == ["[STAFF]": ["n": "[STAFF]", "body": #"{"x":"[STAFF]"}"#], "k": 7])
        #expect(flags.kinds == ["STAFF": 3])
        #expect(flags.policy == redactor.version)
        #expect(Redactor().redact("Ask Bo").text == "Ask Bo")
    }

    @Test func policyJudgesThem() throws {
        #expect(redact("Bo", bo()) { $0.kinds["STAFF"] = false } == "Bo")
        #expect(redact("Bo", bo()) { $0.actions["STAFF"] = .keep } == "Bo")
        #expect(redact("Bo", bo()) { $0.actions["STAFF"] = .remove } == "")
        #expect(
            redact("Bo", bo()) { $0.actions["STAFF"] = .pseudonym }
                == demoPseudonymizer.pseudonym(kind: "STAFF", value: "Bo"))
        #expect(redact("Bo", bo()) { $0.allowed = [AllowedValue("bo")].compactMap { $0 } } == "Bo")
        #expect(redact("Bo", bo("STAFF", .shape)) { $0.threshold = .context } == "Bo")
        #expect(redact("Bo", bo("STAFF", .context)) { $0.threshold = .context } == "[STAFF]")
        #expect(redact("Bo", bo("STAFF", .checksum)) { $0.thresholds["STAFF"] = .checksum } == "[STAFF]")
        #expect(Redactor(only: [.email], recognizers: [bo()]).redact("Bo a@b.co").text == "Bo [EMAIL]")
        let kept = try policy { $0.paths = try rules([("who", .action(.keep))]) }
        #expect(
            try Redactor(policy: kept, recognizers: [bo()]).redact(["who": "Bo", "x": "Bo"]).value == [
                "who": "Bo", "x": "[STAFF]",
            ])
    }

    @Test func secretsStaySecrets() {
        let secret = bo(.apiKey, .shape)
        #expect(
            redact("Bo", secret) {
                $0.threshold = .checksum
                $0.actions[.apiKey] = .keep
            } == "[API_KEY]")
    }

    @Test func overlapsAreOneFinding() {
        // The recogniser's is the stronger, the detector's the longer.
        let redactor = Redactor(recognizers: [bo("STAFF", .checksum)])
        #expect(redactor.findings(in: "x Bo@example.com") == [Finding(kind: "STAFF", range: 2..<16)])
        #expect(Redactor(recognizers: [bo("STAFF", .shape)]).redact("Bo@example.com").text == "[EMAIL]")
        #expect(Redactor(recognizers: [bo()]).redact("password=BoBo").text == "password=[SECRET]")
        #expect(Redactor(recognizers: [bo()]).redact("full_name: Bo").text == "full_name: [PERSON_NAME]")
    }

    /// Whatever is inside of what redaction wrote is passed over, also of kinds that only the recogniser has.
    @Test func redactingTwiceIsRedactingOnce() {
        let words = Stub(kinds: ["STAFF", .email]) { text in
            let bytes = Array(text.utf8)
            return bytes.indices.filter { bytes[$0].isUpper }.map { Recognition(kind: "STAFF", range: $0..<$0 + 1) }
        }
        for action: RedactionAction in [.placeholder, .mask(last: 2), .remove, .pseudonym, .keep] {
            let redactor = Redactor(policy: policy { $0.actions["STAFF"] = action }, recognizers: [words])
            for text in [
                "Ask Bo", "A B C", "mail ana@example.com from B", "[EMAIL] [STAFF] [OTHER]", "AAA é B", "K1:Z",
            ] {
                let once = redactor.redact(text, pseudonymizer: demoPseudonymizer).text
                let twice = redactor.redact(once, pseudonymizer: demoPseudonymizer)
                #expect(twice.text == once && twice.findings.isEmpty, "\(action): \(text) became \(once)")
            }
        }
    }

    @Test func wrongAnswersLeakNothing() {
        func answer(_ range: Range<Int>, _ kind: PIIKind = "STAFF", _ text: String = "aé邮b") -> String {
            redact(
                text,
                Stub(kinds: ["STAFF", "ZOO"]) { now in now == text ? [Recognition(kind: kind, range: range)] : [] })
        }
        #expect(answer(0..<1) == "[STAFF]é邮b")
        #expect(answer(2..<3) == "a[STAFF]邮b", "the middle of é")
        #expect(answer(1..<5) == "a[STAFF]b", "into 邮")
        #expect(answer(3..<3) == "aé邮b")
        for range in [-1..<1, 0..<8, 6..<100, 100..<200, Int.min..<Int.max, -5 ..< -2] {
            #expect(answer(range) == "[STAFF]")
        }
        #expect(answer(0..<1, "NOT_SAID") == "[STAFF]é邮b", "the first by name")
        #expect(answer(0..<1, "ZOO") == "[ZOO]é邮b")
        #expect(answer(0..<1, "STAFF", "") == "")
        let nameless = Stub(kinds: ["no name", "KEPT"]) { _ in [Recognition(kind: "KEPT", range: 0..<2)] }
        #expect(redact("Bo x", nameless) == "[PERSON_NAME] x")
    }

    @Test func inIdentifiersWholeWordsCount() throws {
        let redactor = Redactor(recognizers: [bo()])
        func written(_ id: String) -> String { redactor.redactIdentifier(id, pseudonymizer: demoPseudonymizer).0 }
        #expect(written("Bo") == demoPseudonymizer.pseudonym(kind: "STAFF", value: "Bo"))
        for id in ["Bo-7", "xBo", "a.Bo"] { #expect(written(id) == id) }
        // Also where the policy leaves it in texts: a person has one name.
        let off = Redactor(policy: policy { $0.kinds["STAFF"] = false }, recognizers: [bo()])
        #expect(off.redact("Bo").text == "Bo")
        #expect(off.redactIdentifier("Bo", pseudonymizer: demoPseudonymizer).0 == written("Bo"))
    }

    @Test func versionTellsWhoWasAtWork() throws {
        let plain = Redactor()
        let one = Redactor(recognizers: [bo()])
        var newer = bo()
        newer.version = "2"
        #expect(plain.version == RedactionPolicy.standardVersion)
        #expect(one.version.hasPrefix("sha256:") && one.version.utf8.count == 23)
        #expect(Redactor(recognizers: [newer]).version != one.version)
        #expect(Redactor(recognizers: [bo(), newer]).version == Redactor(recognizers: [newer, bo()]).version)
        #expect(Redactor(policy: .standard, recognizers: []).version == plain.version)
    }

    @Test func explanationNamesIt() {
        let row = Redactor(recognizers: [bo()]).explain("Bo")
        #expect(row.map(\.rule) == ["recognizer stub"])
        #expect(row.map(\.why) == ["the recognizer knows it"])
    }
}

/// A list of people as whole words.
@Suite struct NameListTests {
    private func redact(_ text: String, _ names: [String], matchesCase: Bool = true) -> String {
        Redactor(recognizers: [NameList(names, matchesCase: matchesCase)]).redact(text).text
    }

    @Test(arguments: [
        Case("Jane Roe", "[PERSON_NAME]"), Case("Ask Jane Roe.", "Ask [PERSON_NAME]."),
        Case("Ms Roe's cat", "Ms [PERSON_NAME]'s cat"),
        Case("(Roe)", "([PERSON_NAME])"), Case("jane_Roe", "jane_[PERSON_NAME]"),
        Case("Jane  \n Roe x", "[PERSON_NAME] x"),
        Case("Jane Roe-Müller", "[PERSON_NAME]"), Case("担当は山田太郎です", "担当は[PERSON_NAME]です"),
        Case("José", "[PERSON_NAME]"),
        Case("“Roe”", "“[PERSON_NAME]”"), Case("Roe, Roe and Roe", "[PERSON_NAME], [PERSON_NAME] and [PERSON_NAME]"),
        Case("Анна", "[PERSON_NAME]"), Case("Roe ", "[PERSON_NAME] "),
        Case("Roentgen"), Case("Jane"), Case("jane roe"), Case("Monroe Roes"), Case("Roé"), Case("éRoe"), Case("Roe1"),
        Case("1Roe"),
        Case("Joséphine"), Case("Jose"), Case("Аннаполис"), Case("山田"), Case(""), Case("x"),
    ]) func namesAreWholeWords(_ row: Case) {
        let names = ["Jane Roe", "Roe", "Jane Roe-Müller", "山田太郎", " José ", "Анна", "", "x", "Jane Roe"]
        #expect(redact(row.input, names) == row.output)
        #expect(redact(row.output, names) == row.output)
    }

    @Test func caseCanBeLeftAside() {
        #expect(redact("jane ROE, RENÉ", ["Jane Roe", "René"], matchesCase: false) == "[PERSON_NAME], [PERSON_NAME]")
        #expect(redact("jane ROE, RENÉ", ["Jane Roe", "René"]) == "jane ROE, RENÉ")
    }

    /// Words within words, against a search that cannot be wrong.
    @Test func agreesWithASimpleSearch() {
        var generator = SeededGenerator(seed: 9)
        func word(_ longest: Int) -> String {
            String(
                (0..<Int.random(in: 2...longest, using: &generator)).map { _ in
                    "ab é".randomElement(using: &generator) ?? "a"
                })
        }
        for _ in 0..<300 {
            let names = (0..<6).map { _ in word(5) }
            let text = word(40)
            let bytes = Array(text.utf8)
            var expected = Set<Int>()
            for name in names.map({ $0.split(separator: " ").joined(separator: " ") }) where name.utf8.count >= 2 {
                // White space is one blank in both; texts with more are told apart by the table above.
                let wanted = Array(name.utf8)
                for start in bytes.indices where bytes[start...].starts(with: wanted) {
                    let end = start + wanted.count
                    func isWord(_ place: Int) -> Bool { bytes.indices.contains(place) && bytes[place] != 32 }
                    let isInside = isWord(start - 1) || isWord(end)
                    if !isInside { expected.formUnion(start..<end) }
                }
            }
            guard !text.contains("  ") else { continue }
            let found = NameList(names).recognitions(in: text).reduce(into: Set<Int>()) { $0.formUnion($1.range) }
            #expect(found == expected, "\(names) in \(text.debugDescription)")
        }
    }

    @Test func workDoesNotGrowWithTheList() {
        let names = (0..<20_000).map { "Name\($0) Family\($0 % 977)" }
        let list = NameList(names)
        let text = String(repeating: "Name1999 Family45 met Name7 Fam ", count: 500)
        let found = list.recognitions(in: text)
        #expect(found.count == 500)
        #expect(found[0].range == 0..<17)
    }

    @Test func versionIsThatOfTheList() {
        #expect(NameList(["A B", "C D"]).version == NameList(["C  D", "A B", "A B"]).version)
        #expect(NameList(["A B"]).version != NameList(["A C"]).version)
        #expect(NameList(["A B"]).version != NameList(["A B"], matchesCase: false).version)
        #expect(NameList(["A B"]).version != NameList(["A B"], kind: "STAFF").version)
    }
}
