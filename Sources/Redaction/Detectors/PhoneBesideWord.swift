/// Telephone numbers in any spelling beside a word such as `phone` or under such a key.
///
/// Guard: dates, Unix times, IP addresses and versions, digits inside longer ids.
struct PhoneBesideWord: Detector {
    var triggers: [Trigger] {
        [
            // Seven digits at least: with fewer in the first group, another one follows.
            .digits(1...6, then: Self.separators, then: Self.bytes, atLeast: 8, told: Self.telling),
            .digits(7...15, told: Self.telling),
            .bytes(ByteSet("("), then: .digits, after: .nonWord),
        ]
    }

    private static let telling: Context = [.phone, .perhapsPhone]

    func examine(_ scan: inout Scan, at index: Int) {
        let text = scan.text
        guard !NumberGuard.continuesNumber(text, at: index) else { return }
        guard let sequenceEnd = endOfSequence(text, from: index) else { return }
        let context = scan.mayBeTold(Self.telling) ? scan.context(before: index) : []
        guard context.contains(.phone) || context.contains(.perhapsPhone) else {
            scan.resume = sequenceEnd
            return
        }
        let digits = PhoneDigits(text, from: index)
        guard let end = digits.end(ofTotal: 7...15), !digits.isDateOrTime, !digits.isFourParts else { return }
        let isSpacedNorthAmerican =
            digits.count(before: end) == 10 && digits.isGroupedNorthAmerican && digits.isNorthAmerican(from: 0)
        guard context.contains(.phone) || isSpacedNorthAmerican else { return }
        let whole = PhoneExtension.end(text, after: end)
        scan.report(.phone, .keyed, index..<whole)
        scan.resume = whole
    }

    /// The end of the digits and separators at `index`, if there are seven digits among the first 24 bytes.
    private func endOfSequence(_ text: Bytes, from index: Int) -> Int? {
        var digits = 0
        var place = index
        while place < index + 24, Self.bytes.contains(text[place]) {
            if text[place].isDigit { digits += 1 }
            place += 1
        }
        return digits >= 7 ? place : nil
    }

    private static let separators = ByteSet(" -./()")
    private static let bytes = ByteSet.digits | separators
}
