/// Dates of birth in ISO 8601, which is otherwise an audit log's substance and passed over: `born 1985-04-12`.
///
/// Under a telling key (`birthDate`) a date with a time is one too. The other spellings are rows of `IdentityNumber`.
enum ISOBirthDate {
    static let telling: Context =
        IdentifierRule.families.first { $0.kind == .dateOfBirth }.map { .telling(of: $0) } ?? []
    private static let dateLength = 10
    /// Further away another date may stand between.
    private static let reach = 3

    /// - Parameter range: A date, or a date and time.
    @inline(__always)
    static func examine(_ scan: inout Scan, _ range: Range<Int>) {
        if scan.hint.contains(telling) {
            scan.report(.dateOfBirth, .keyed, range)
        } else if range.count == dateLength, case let words = wordsOfClause(scan.text, before: range.lowerBound),
            words > 0,
            scan.words(before: range.lowerBound, within: words).contains(telling)
        {
            scan.report(.dateOfBirth, .keyed, range)
        }
    }

    private static let farthest = 40
    private static let clauseEnds = ByteSet(",;[]{}<>\n")

    /// How many words before `index` speak of what stands there: not those of another value, which would tell of this one
    /// once that one is redacted.
    private static func wordsOfClause(_ text: Bytes, before index: Int) -> Int {
        var words = 0
        var place = index - 1
        while place >= 0, index - place <= farthest, !clauseEnds.contains(text[place]) {
            if text[place].isWordOrBeyondASCII, !text[place - 1].isWordOrBeyondASCII {
                words += 1
                if words == reach { break }
            }
            place -= 1
        }
        return words
    }
}
