import AuditEvents
import Testing

@testable import Redaction

/// Numbers of one kind, and numbers that are none: a row of a table.
///
/// Right numbers are from public documentation, or made by another program with the standard's check digit.
struct Specimen: Sendable, CustomTestStringConvertible {
    /// Where a number counts without a word beside it.
    enum Bare: Sendable { case itself, alone, told }

    let kind: PIIKind
    let word: String
    let bare: Bare
    let right: [String]
    let wrong: [String]
    /// What it is called beside its word, where another kind of equal strength comes first by name.
    let name: PIIKind

    init(
        _ kind: PIIKind, _ word: String, _ bare: Bare, _ right: [String], wrong: [String], as name: PIIKind? = nil
    ) {
        self.kind = kind
        self.word = word
        self.bare = bare
        self.right = right
        self.wrong = wrong
        self.name = name ?? kind
    }

    var testDescription: String { kind.rawValue }

    private var placeholder: String { name.placeholder }

    func check() throws {
        for number in right { try check(right: number) }
        for number in wrong { check(wrong: number) }
    }

    private func check(right number: String) throws {
        #expect(redacted("\(word): \(number)") == "\(word): \(placeholder)")
        #expect(redacted("The \(word) \(number), please.") == "The \(word) \(placeholder), please.")
        #expect(redacted("\(word) \(number), jane@example.com") == "\(word) \(placeholder), [EMAIL]")
        #expect(redacted(#"{"\#(word)":"\#(number)"}"#) == #"{"\#(word)":"\#(placeholder)"}"#)
        #expect(redacted("\(word)=\(number)\n\(word)=\(number)") == "\(word)=\(placeholder)\n\(word)=\(placeholder)")
        let key = word.replacing(" ", with: "_")
        var event = event(input: [key: .string(number)])
        let flags = try Redactor().redact(&event, pseudonymizer: demoPseudonymizer)
        // `cvv` and `ssn` are keys of secrets.
        let isSecret = event.input[key]?.string == PIIKind.secret.placeholder
        #expect(isSecret || event.input[key]?.string == placeholder)
        #expect(flags.kinds == [isSecret ? "SECRET" : name.rawValue: 1])
        // Asked for alone, it is known without a word.
        var only = TextRedactor(policy: CompiledPolicy(.standard, only: [kind]), pseudonymizer: nil)
        #expect(only.redact("it reads \(number).")?.text == "it reads \(kind.placeholder).")
        check(bare: number)
        check(inside: number)
    }

    private func check(bare number: String) {
        let kinds = Redactor().findings(in: "it reads \(number) here").map(\.kind)
        switch bare {
        case .itself: #expect(kinds == [kind], "\(number) in a sentence")
        case .alone:
            #expect(!kinds.contains(kind), "\(number) in a sentence")
            // Another kind may look the same.
            #expect(Placeholder.occurs(in: redacted(number)), "\(number) by itself")
        case .told: #expect(!kinds.contains(kind), "\(number) in a sentence")
        }
    }

    /// A part of a longer token is no number.
    private func check(inside number: String) {
        guard number.utf8.allSatisfy(\.isAlphanumeric) else { return }
        for text in ["ref zq_\(number)_zq", "\(word) \(number)_zq"] {
            #expect(redacted(text) == text)
        }
    }

    private func check(wrong number: String) {
        var only = TextRedactor(policy: CompiledPolicy(.standard, only: [kind]), pseudonymizer: nil)
        #expect(only.redact("it reads \(number).")?.text == nil, "\(number), asked for alone")
        #expect(!Redactor().findings(in: "\(word): \(number)").map(\.kind).contains(kind), "\(number) beside its word")
    }
}

extension Placeholder {
    static func occurs(in text: String) -> Bool { text.withBytes { occurs(in: $0) } }
}
