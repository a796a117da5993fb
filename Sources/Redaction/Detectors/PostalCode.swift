/// Postal codes, only beside a word such as `zip` or under such a key: four to seven digits, ZIP+4, British, Canadian,
/// Dutch and similar codes.
struct PostalCode: Detector {
    var triggers: [Trigger] {
        [
            .digits(4...7, then: ByteSet { !$0.isLower && $0 != UInt8(ascii: "_") }, told: .postal),
            .digits(2...3, then: .upper | ByteSet(" -"), atLeast: 5, told: .postal),
            .bytes(.upper, then: .upper | .digits, then: .upper | .digits | ByteSet(" -")),
        ]
    }

    func examine(_ scan: inout Scan, at index: Int) {
        let text = scan.text
        guard !NumberGuard.continuesNumber(text, at: index) else { return }
        let first = text.run(from: index, of: .alphanumeric, limit: 9)
        guard (2...8).contains(first), let end = end(text, at: index, first), !NumberGuard.goesOn(text, at: end),
            scan.mayBeTold(.postal)
        else { return }
        let context = scan.context(before: index, within: 4)
        guard context.contains(.postal), !context.contains(.archive) else { return }
        scan.report(.postalCode, .keyed, index..<end)
        scan.resume = end
    }

    /// The end of a code whose first part has `first` letters and digits.
    private func end(_ text: Bytes, at index: Int, _ first: Int) -> Int? {
        var digits = 0
        for place in index..<index + first where text[place].isDigit { digits += 1 }
        let hasLetters = digits < first
        guard digits > 0, !hasLetters || isUpper(text, index..<index + first) else { return nil }
        let separator = text[index + first]
        if separator == 32 || separator == UInt8(ascii: "-") {
            let start = index + first + 1
            let second = text.run(from: start, of: .alphanumeric, limit: 5)
            if (2...4).contains(second),
                belongs(text, start..<start + second, after: first, hasLetters: hasLetters, separator)
            {
                return start + second
            }
        }
        let isWhole = hasLetters ? (5...8).contains(first) : (4...7).contains(first)
        return isWhole ? index + first : nil
    }

    /// Whether the second part belongs to the code: `1NW` after `M60`, `1234` after `94107-`, `AB` after `1012`.
    private func belongs(
        _ text: Bytes, _ range: Range<Int>, after first: Int, hasLetters: Bool, _ separator: UInt8
    ) -> Bool {
        var digits = 0
        for place in range where text[place].isDigit { digits += 1 }
        if hasLetters { return first <= 4 && range.count == 3 && digits > 0 && isUpper(text, range) }
        if digits == range.count { return separator == UInt8(ascii: "-") || first == 3 }
        return digits == 0 && range.count == 2 && first == 4 && isUpper(text, range)
    }

    private func isUpper(_ text: Bytes, _ range: Range<Int>) -> Bool { range.allSatisfy { !text[$0].isLower } }
}
