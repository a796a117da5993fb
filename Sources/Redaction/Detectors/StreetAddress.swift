/// Street addresses that show it by a word for a street: `1600 Pennsylvania Ave NW`, `Hauptstraße 12, 80331 München`,
/// `12 rue de Rivoli`, `Calle Mayor 12`.
///
/// Guard: names of streets begin with capitals; `3 Google Drive files`.
struct StreetAddress: Detector {
    var triggers: [Trigger] {
        [
            .digits(1...5, then: ByteSet(" ,"), atLeast: 8),
            .digits(1...5, then: .letters, then: ByteSet { !$0.isWordOrBeyondASCII }, atLeast: 8),
            .digits(1...5, after: ByteSet(" ")),
        ]
    }

    func examine(_ scan: inout Scan, at index: Int) {
        let text = scan.text
        guard !NumberGuard.continuesNumber(text, at: index) else { return }
        var end = index + scan.group
        if text[end].isLetter, !text[end + 1].isWordOrBeyondASCII { end += 1 }
        if let start = startOfStreet(text, before: index), !text[end].isWordOrBeyondASCII,
            text[end] != UInt8(ascii: "_")
        {
            let whole = StreetText.endOfTown(text, after: end)
            scan.report(.address, .shape, start..<whole)
            scan.resume = whole
        } else if text[end] == 32 || text[end] == UInt8(ascii: ",") && text[end + 1] == 32,
            let whole = endOfStreet(text, from: text[end] == 32 ? end + 1 : end + 2)
        {
            scan.report(.address, .shape, index..<whole)
            scan.resume = whole
        }
    }

    // MARK: The number in front

    private static let longestName = 4

    private func endOfStreet(_ text: Bytes, from start: Int) -> Int? {
        var place = start
        if let type = StreetText.word(text, at: place), StreetWords.french.contains(text, type) {
            return endOfFrench(text, from: type.upperBound)
        }
        var isNamed = false
        for _ in 0...Self.longestName {
            guard text[place].isUpper || text[place].isDigit, let word = StreetText.word(text, at: place),
                !text[word.upperBound - 1].isDigit
            else { return nil }
            if isNamed, StreetWords.english.contains(text, word) {
                return StreetText.endOfUnit(text, after: word.upperBound)
            }
            if StreetWords.drives.contains(text, word) { return nil }
            let isDirection = word.count <= 2 && !text[word.lowerBound].isDigit
            if !isDirection { isNamed = true }
            place = word.upperBound
            if isDirection, text[place] == UInt8(ascii: ".") { place += 1 }
            guard text[place] == 32 else { return nil }
            place += 1
        }
        return nil
    }

    private func endOfFrench(_ text: Bytes, from start: Int) -> Int? {
        var place = start
        for _ in 0..<5 {
            guard text[place] == 32 || text[place] == UInt8(ascii: "'"), let word = StreetText.word(text, at: place + 1)
            else { return nil }
            if text[word.lowerBound].isUpper || text[word.lowerBound] == 0xC3 {
                var end = word.upperBound
                for _ in 0..<2 {
                    guard text[end] == 32, text[end + 1].isUpper, let next = StreetText.word(text, at: end + 1) else {
                        break
                    }
                    end = next.upperBound
                }
                return StreetText.endOfTown(text, after: end)
            }
            guard StreetWords.articles.contains(text, word) else { return nil }
            place = word.upperBound
        }
        return nil
    }

    // MARK: The number behind

    private static let farthest = 48

    private func startOfStreet(_ text: Bytes, before index: Int) -> Int? {
        guard text[index - 1] == 32, !text[index - 2].isDigit else { return nil }
        var end = index - 1
        if text[end - 1] == UInt8(ascii: ",") { end -= 1 }
        var start = StreetText.startOfWord(text, before: end, limit: Self.farthest)
        guard start < end, text[start].isUpper || text[start] == 0xC3 else { return nil }
        if StreetWords.endsLikeStreet(text, start..<end) { return start }
        for _ in 0..<3 {
            guard text[start - 1] == 32 else { return nil }
            let previous = StreetText.startOfWord(text, before: start - 1, limit: Self.farthest)
            guard previous < start - 1 else { return nil }
            if StreetWords.spanish.contains(text, previous..<start - 1) { return previous }
            start = previous
        }
        return nil
    }
}
