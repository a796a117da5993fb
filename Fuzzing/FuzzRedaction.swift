import AuditEvents
import Redaction

/// Bytes of libFuzzer's that must not break a promise of `Docs/Redaction.md`.
///
/// Every input is looked at as a text; as a value, if it is JSON; and as a pattern and a text, if it has a zero byte. A broken
/// promise is a trap, whose message says which.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzRedaction(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = UnsafeBufferPointer(start: start, count: count)
    checkText(String(decoding: bytes, as: UTF8.self), redactor)
    if let value = try? JSONValue(parsing: bytes) {
        checkValue(value)
        checkBytes(bytes, value)
    }
    if let zero = bytes.firstIndex(of: 0) {
        checkPattern(
            String(decoding: bytes[..<zero], as: UTF8.self), String(decoding: bytes[(zero + 1)...], as: UTF8.self))
    }
    return 0
}

// A `main` of ours, since the package manager gives every executable one of its own.
@main
enum Main {
    static func main() {
        var count = CommandLine.argc
        var arguments = CommandLine.unsafeArgv
        _ = runDriver(&count, &arguments, fuzzRedaction)
    }
}

/// libFuzzer as a library (llvm.org/docs/LibFuzzer.html).
@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
    _ count: UnsafeMutablePointer<CInt>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ input: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

private let redactor = Redactor()
private let pseudonymizer = Pseudonymizer(masterKey: Array(repeating: 7, count: 32), tenant: TenantID("t_fuzz")!)

/// Findings lie in the text, on whole characters, in order; a second redaction finds nothing and changes nothing.
private func checkText(_ text: String, _ redactor: Redactor) {
    let once = redactor.redact(text, pseudonymizer: pseudonymizer)
    let utf8 = Array(text.utf8)
    var end = 0
    for finding in once.findings {
        guard finding.range.lowerBound >= end, !finding.range.isEmpty, finding.range.upperBound <= utf8.count else {
            fatalError("\(finding) is out of order or outside of the \(utf8.count) bytes")
        }
        end = finding.range.upperBound
        for offset in [finding.range.lowerBound, end] where offset < utf8.count && utf8[offset] & 0xC0 == 0x80 {
            fatalError("\(finding) parts a character")
        }
    }
    guard once.findings.isEmpty == once.text.utf8.elementsEqual(utf8) else {
        fatalError("\(once.findings.count) findings in \(text.debugDescription), now \(once.text.debugDescription)")
    }
    let twice = redactor.redact(once.text, pseudonymizer: pseudonymizer)
    guard twice.findings.isEmpty, twice.text.utf8.elementsEqual(once.text.utf8) else {
        fatalError(
            """
            a second redaction finds \(twice.findings.map(\.kind.rawValue)):
              \(text.debugDescription)
              \(once.text.debugDescription)
              \(twice.text.debugDescription)
            """)
    }
}

/// The same of values; and what is written is JSON that reads as the value it was written from.
private func checkValue(_ value: JSONValue) {
    // Too deep is an error of its own, before anything is redacted.
    guard let once = try? redactor.redact(value, pseudonymizer: pseudonymizer).value else { return }
    let written = once.canonicalBytes()
    guard let read = try? JSONValue(parsing: written), read == once else {
        fatalError("the redacted value does not read as itself: \(String(decoding: written, as: UTF8.self))")
    }
    guard let twice = try? redactor.redact(once, pseudonymizer: pseudonymizer) else {
        fatalError("a redacted value cannot be redacted: \(String(decoding: written, as: UTF8.self))")
    }
    guard twice.flags.isEmpty, twice.value == once else {
        fatalError(
            """
            a second redaction finds \(twice.flags.kinds) in \(twice.flags.fields):
              \(String(decoding: value.canonicalBytes(), as: UTF8.self))
              \(String(decoding: written, as: UTF8.self))
              \(String(decoding: twice.value.canonicalBytes(), as: UTF8.self))
            """)
    }
}

/// The bytes of a value are redacted as the value is.
private func checkBytes(_ bytes: UnsafeBufferPointer<UInt8>, _ value: JSONValue) {
    guard let once = try? redactor.redact(value, pseudonymizer: pseudonymizer) else { return }
    guard let direct = try? redactor.redact(json: bytes, pseudonymizer: pseudonymizer),
        direct.json == once.value.canonicalBytes(), direct.flags == once.flags
    else { fatalError("bytes and value differ: \(String(decoding: once.value.canonicalBytes(), as: UTF8.self))") }
}

/// Whatever compiles can be searched for, and redacts like the built-in kinds.
private func checkPattern(_ pattern: String, _ text: String) {
    guard let pattern = try? Pattern(pattern) else { return }
    var policy = RedactionPolicy.standard
    policy.patterns = [OwnPattern(name: "fuzz", kind: PIIKind(rawValue: "FUZZ"), pattern: pattern)]
    checkText(text, Redactor(policy: policy))
}
