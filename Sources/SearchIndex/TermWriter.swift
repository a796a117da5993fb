import AuditEvents
import AuditQuery

/// Writes the terms of events, one behind the other in one piece of memory, each with its length before it.
///
/// SQLite takes the terms of an event for a text, and so no byte of them is zero.
struct TermWriter {
    private(set) var bytes: [UInt8] = []
    private var words = Words()
    /// The term being made.
    private var term: [UInt8] = []

    /// Begins a term.
    mutating func begin(_ letter: UInt8) {
        term.removeAll(keepingCapacity: true)
        term.append(letter)
    }

    /// Bytes of the term so far.
    var length: Int { term.count }

    mutating func append(_ byte: UInt8) { term.append(byte) }
    mutating func append(_ text: UnsafeBufferPointer<UInt8>) { term.append(contentsOf: text) }
    mutating func append(_ text: some Collection<UInt8>) { term.append(contentsOf: text) }

    /// Goes back to a shorter beginning.
    mutating func cut(to length: Int) { term.removeLast(term.count - length) }

    /// Writes the term as it stands.
    mutating func put() { Self.put(term, onto: &bytes) }

    /// Writes a term for each word of a text.
    mutating func putWords(of text: UnsafeBufferPointer<UInt8>) {
        words.read(text)
        words.forEachToken { token, _ in
            term.removeAll(keepingCapacity: true)
            term.append(Term.word)
            term.append(contentsOf: token)
            Self.put(term, onto: &bytes)
        }
    }

    private static func put(_ term: [UInt8], onto bytes: inout [UInt8]) {
        let stored = term.count > Term.maximumLength || term.contains(0) ? Term.stored(term) : term
        bytes.append(UInt8(stored.count >> 7 + 1))
        bytes.append(UInt8(stored.count & 127 + 1))
        bytes.append(contentsOf: stored)
    }

    /// The terms in bytes that `put` wrote.
    static func forEachTerm(
        in bytes: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>, Range<Int>) -> Bool
    ) {
        var at = 0
        while at + 2 <= bytes.count {
            let count = Int(bytes[at] &- 1) << 7 + Int(bytes[at + 1] &- 1)
            let range = (at + 2)..<min(bytes.count, at + 2 + count)
            guard body(UnsafeBufferPointer(rebasing: bytes[range]), range) else { return }
            at = range.upperBound
        }
    }
}
