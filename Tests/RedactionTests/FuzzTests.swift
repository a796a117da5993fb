import AuditEvents
import Testing

@testable import Redaction

/// What `Scripts/fuzz-redaction` checks of arbitrary bytes, here of the same bytes every time, and of what it found before.
@Suite struct FuzzTests {
    @Test func whatFuzzingFoundStaysMended() throws {
        for line in try vectorLines("fuzz.jsonl") {
            let text = try #require(try JSONValue(parsing: line)["text"]?.string, "a vector without a text")
            checkText(text)
        }
    }

    @Test(arguments: 0..<8 as Range<UInt64>) func randomBytesKeepThePromises(block: UInt64) {
        var generator = SeededGenerator(seed: block)
        for _ in 0..<100 {
            let count = Int.random(in: 0...200, using: &generator)
            let letters = Self.alphabets.randomElement(using: &generator) ?? []
            check((0..<count).map { _ in letters.randomElement(using: &generator) ?? 0 })
        }
    }

    @Test(arguments: 0..<8 as Range<UInt64>) func mutatedRealTextsKeepThePromises(block: UInt64) throws {
        let lines = try ["presidio-recognizers.jsonl", "kubernetes-audit.ndjson", "fuzz.jsonl"].flatMap { name in
            try vectorLines(name).map { Array($0.utf8.prefix(600)) }
        }
        var generator = SeededGenerator(seed: 1000 + block)
        for _ in 0..<60 {
            let first = lines.randomElement(using: &generator) ?? []
            let second = lines.randomElement(using: &generator) ?? []
            check(Self.mutated(first, with: second, &generator))
        }
    }

    @Test(arguments: 0..<4 as Range<UInt64>) func randomPatternsNeverTrap(block: UInt64) {
        var generator = SeededGenerator(seed: 2000 + block)
        let pieces = [
            "a", "b", "[a-c]", "[^\"]", "\\d", "\\w+", "\\b", "^", "$", ".", "*", "+", "?", "{2}", "{1,3}", "(", ")",
            "|",
            "(?i)", "(?:", "\\x41", "\\", "[", "]", "é", "\u{FFFD}", "\u{0}", "{", "}", "[EMAIL]",
        ]
        var compiled = 0
        for _ in 0..<400 {
            let count = Int.random(in: 1...8, using: &generator)
            let source = (0..<count).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
            guard let pattern = try? Pattern(source) else { continue }
            compiled += 1
            let own = policy { $0.patterns = [OwnPattern(name: "fuzz", kind: "FUZZ", pattern: pattern)] }
            checkText("abcab 12 é \u{0} AB [EMAIL] ana@example.com \(source)", Redactor(policy: own))
        }
        #expect(compiled > 40, "too few patterns were valid")
    }

    // MARK: Inputs

    /// All bytes; printable ones; and those that rules look for.
    private static let alphabets: [[UInt8]] = [
        Array(0...255), Array(32...126), Array("0123456789 -.:/+()".utf8), Array("a1@.:=%\"'\\{}[]<>\n é邮\u{0}".utf8),
        Array("aA0+/=-_.".utf8),
    ]

    private static func mutated(
        _ first: [UInt8], with second: [UInt8], _ generator: inout SeededGenerator
    ) -> [UInt8] {
        var bytes = first
        for _ in 0..<Int.random(in: 1...6, using: &generator) {
            let place = Int.random(in: 0...bytes.count, using: &generator)
            switch Int.random(in: 0..<5, using: &generator) {
            case 0: bytes.insert(UInt8.random(in: .min ... .max, using: &generator), at: place)
            case 1: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...20, using: &generator)))
            case 2: bytes.insert(contentsOf: second.prefix(Int.random(in: 0...200, using: &generator)), at: place)
            case 3: bytes.insert(contentsOf: bytes.suffix(Int.random(in: 0...40, using: &generator)), at: place)
            default:
                let byte = UInt8.random(in: .min ... .max, using: &generator)
                bytes.insert(
                    contentsOf: repeatElement(byte, count: Int.random(in: 1...150, using: &generator)), at: place)
            }
        }
        return bytes
    }

    // MARK: Promises

    private func check(_ bytes: [UInt8]) {
        checkText(String(decoding: bytes, as: UTF8.self))
        if let value = try? JSONValue(parsing: bytes) { checkValue(value) }
    }

    private func checkText(_ text: String, _ redactor: Redactor = Redactor()) {
        let once = redactor.redact(text, pseudonymizer: demoPseudonymizer)
        let bytes = Array(text.utf8)
        var end = 0
        for finding in once.findings {
            let range = finding.range
            guard range.lowerBound >= end, !range.isEmpty, range.upperBound <= bytes.count else {
                Issue.record("\(finding) is out of order in \(text.debugDescription)")
                return
            }
            end = range.upperBound
            for offset in [range.lowerBound, end] where offset < bytes.count {
                #expect(bytes[offset] & 0xC0 != 0x80, "\(finding) parts a character of \(text.debugDescription)")
            }
        }
        let twice = redactor.redact(once.text, pseudonymizer: demoPseudonymizer)
        #expect(
            twice.findings.isEmpty && twice.text == once.text,
            "\(text.debugDescription) became \(once.text.debugDescription)")
    }

    private func checkValue(_ value: JSONValue) {
        guard let once = try? Redactor().redact(value, pseudonymizer: demoPseudonymizer).value else { return }
        let written = once.canonicalBytes()
        #expect((try? JSONValue(parsing: written)) == once)
        let twice = try? Redactor().redact(once, pseudonymizer: demoPseudonymizer)
        #expect(
            twice?.flags.isEmpty == true && twice?.value == once,
            "\(String(decoding: value.canonicalBytes(), as: UTF8.self))")
    }
}
