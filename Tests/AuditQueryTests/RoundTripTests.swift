import AuditQuery
import QueryTesting
import Testing

/// Whatever is printed reads back as what it was, and whatever is typed is read or refused.
@Suite(.timeLimit(.minutes(5))) struct RoundTripTests {
    @Test("A query in normal form is what its printed form reads as", arguments: 1...8 as ClosedRange<UInt64>)
    func printsAndParses(seed: UInt64) throws {
        var random = RandomQuery(seed: seed)
        for _ in 0..<1_000 {
            let query = random.query()
            let text = query.description
            guard text.utf8.count <= EventQuery.maximumLength else { continue }
            #expect(try EventQuery(text).isSame(as: query), "\(text)")
        }
    }

    @Test("A damaged expression is read or refused", arguments: 1...8 as ClosedRange<UInt64>)
    func damaged(seed: UInt64) {
        var random = RandomQuery(seed: 100 + seed)
        var read = 0
        for _ in 0..<2_000 {
            var text = Array(random.query().description.unicodeScalars)
            for _ in 0..<random.generator.number(1...3) {
                let place = random.generator.number(0...text.count)
                switch random.generator.number(0...3) {
                case 0 where place < text.count: text.remove(at: place)
                case 1: text.removeSubrange(place...)
                case 2: text.insert(contentsOf: random.generator.text(1...3).unicodeScalars, at: place)
                default: text.insert(contentsOf: text.suffix(random.generator.number(0...9)), at: place)
                }
            }
            read += isRead(text) ? 1 : 0
        }
        #expect(read > 200)
    }

    @Test("Any bytes and any scalars are read or refused", arguments: 1...8 as ClosedRange<UInt64>)
    func anything(seed: UInt64) {
        var generator = SeededGenerator(seed: 200 + seed)
        for _ in 0..<1_500 {
            let bytes = generator.some(0...60) { UInt8($0.number(0...255)) }
            _ = isRead(Array(String(decoding: bytes, as: UTF8.self).unicodeScalars))
            let ascii = generator.some(0...40) { UInt8($0.number(32...126)) }
            _ = isRead(Array(String(decoding: ascii, as: UTF8.self).unicodeScalars))
            _ = isRead(generator.some(0...40) { $0.scalar() })
            _ = isRead(Array(generator.text(0...60).unicodeScalars))
        }
    }

    @Test(
        "One thing over and over is read or refused, up to the limit and beyond",
        arguments: [
            "(", ")", "-", "\"", "*", "\\", "a:", "OR ", "NOT ", "a OR ", "-(", "(-", "()", "\"\\\"", "a\"", "input.",
            "input.\"", "input.\"a\".", "\\\"", "a*", ">", "..", "metadata.n:1", "created:-", "duration:1..", " ",
            "a ", "e\u{301}", "👋", "東", "\r\n", ".", ":", "input.a:*..", "action:*a",
        ])
    func repeated(part: String) {
        for length in [1, 2, 3, 31, 32, 33, 34, 100, 4_095, 4_096, 4_097] {
            let whole = String(repeating: part, count: length / part.utf8.count + 1)
            var bytes = Array(whole.utf8.prefix(length))
            _ = isRead(Array(String(decoding: bytes, as: UTF8.self).unicodeScalars))
            bytes.replaceSubrange(0..<0, with: "action:x ".utf8)
            _ = isRead(Array(String(decoding: bytes, as: UTF8.self).unicodeScalars))
        }
    }

    /// Whether it is read; then its printed form reads as the same, and else the column is one of the text or behind it.
    private func isRead(_ scalars: [Unicode.Scalar]) -> Bool {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars)
        do {
            let query = try EventQuery(String(text))
            let printed = query.description
            if printed.utf8.count <= EventQuery.maximumLength {
                #expect(try EventQuery(printed).isSame(as: query), "\(scalars)")
            }
            return true
        } catch {
            #expect((1...(scalars.count + 1)).contains(error.column), "\(scalars)")
            #expect(!error.message.isEmpty)
            return false
        }
    }
}

extension EventQuery {
    /// Scalar by scalar, too: `==` of texts also equates those that differ in Unicode normalisation.
    fileprivate func isSame(as other: EventQuery) -> Bool {
        self == other && description.utf8.elementsEqual(other.description.utf8)
    }
}
