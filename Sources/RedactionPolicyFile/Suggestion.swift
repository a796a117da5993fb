import Redaction

/// The known word that a mistyped one is nearest to.
enum Suggestion {
    /// - Returns: nil if none is near: more than a third of the letters, or more than two, would have to change.
    static func nearest(to word: String, among known: some Sequence<String>) -> String? {
        let wanted = Array(word.lowercased().unicodeScalars.prefix(64))
        var best: (word: String, distance: Int)?
        for candidate in known {
            let distance = distance(wanted, Array(candidate.lowercased().unicodeScalars))
            if distance < best?.distance ?? .max { best = (candidate, distance) }
        }
        guard let best, best.distance <= min(2, max(1, wanted.count / 3)) else { return nil }
        return best.word
    }

    /// Insertions, deletions, substitutions, and neighbours that changed places (optimal string alignment).
    private static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
        var before = [Int]()
        var last = Array(0...right.count)
        for line in left.indices {
            var row = [line + 1]
            for place in right.indices {
                var least = min(last[place + 1] + 1, row[place] + 1, last[place] + (left[line] == right[place] ? 0 : 1))
                if line > 0, place > 0, left[line] == right[place - 1], left[line - 1] == right[place] {
                    least = min(least, before[place - 1] + 1)
                }
                row.append(least)
            }
            before = last
            last = row
        }
        return last[right.count]
    }
}

/// A file's own words in an error: short, and without what must not be written.
enum Quoted {
    static func text(_ text: String) -> String {
        let redacted = Redactor().redact(text).text
        let short = redacted.count > 48 ? redacted.prefix(48) + "…" : redacted[...]
        return "`\(short)`"
    }
}
