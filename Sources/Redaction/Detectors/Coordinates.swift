/// Coordinates in decimal degrees (ISO 6709): `48.8584, 2.2945` beside a word such as `location`, `latitude: 48.8584`.
///
/// Four decimals are eleven metres; with fewer they tell a town, and look like any other numbers. Guard: latitudes within
/// ±90, longitudes within ±180; versions and longer numbers.
struct Coordinates: Detector {
    var triggers: [Trigger] {
        [
            .digits(
                1...3, then: ByteSet("."), then: .digits, told: [.place, .coordinate, .perhapsCoordinate])
        ]
    }

    func examine(_ scan: inout Scan, at index: Int) {
        let text = scan.text
        guard !NumberGuard.continuesNumber(text, at: index),
            let first = Degrees(text, at: index)
        else { return }
        let start = Self.signs.contains(text[index - 1]) ? index - 1 : index
        let single = scan.context(before: start, within: 1)
        if let second = second(text, after: first), first.isFine, second.isFine, first.value <= 90, second.value <= 180
        {
            let context = scan.context(before: start).union(single)
            if !context.isDisjoint(with: [.place, .coordinate, .perhapsCoordinate]) {
                scan.report(.geo, .keyed, start..<second.end)
                scan.resume = second.end
                return
            }
        }
        guard first.value <= 180, single.contains(.coordinate) || single.contains(.perhapsCoordinate) && first.isFine
        else { return }
        scan.report(.geo, .keyed, start..<first.end)
        scan.resume = first.end
    }

    private static let signs = ByteSet("+-")
    private static let separators = ByteSet(",; ")

    private func second(_ text: Bytes, after first: Degrees) -> Degrees? {
        var place = first.end
        while place < first.end + 3, Self.separators.contains(text[place]) { place += 1 }
        guard place > first.end else { return nil }
        if Self.signs.contains(text[place]) { place += 1 }
        return Degrees(text, at: place)
    }

    /// A number with decimals, and `°`, `N` and the like behind it.
    private struct Degrees {
        /// Without its decimals, rounded up.
        let value: Int
        let isFine: Bool
        let end: Int

        init?(_ text: Bytes, at index: Int) {
            let whole = text.digits(from: index, limit: 4)
            guard (1...3).contains(whole), text[index + whole] == UInt8(ascii: ".") else { return nil }
            let decimals = text.digits(from: index + whole + 1, limit: 18)
            guard (1...17).contains(decimals) else { return nil }
            var value = 0
            for place in index..<index + whole { value = value * 10 + text[place].digitValue }
            self.value = text[index + whole + 1] == UInt8(ascii: "0") && decimals == 1 ? value : value + 1
            isFine = decimals >= 4
            var end = index + whole + 1 + decimals
            if text[end] == 0xC2, text[end + 1] == 0xB0 { end += 2 }
            let letter = text[end] == 32 ? end + 1 : end
            if "NSEW".utf8.contains(text[letter]), !text[letter + 1].isWordOrBeyondASCII { end = letter + 1 }
            guard !text[end].isWordOrBeyondASCII, text[end] != UInt8(ascii: "_"),
                !(text[end] == UInt8(ascii: ".") && text[end + 1].isDigit)
            else { return nil }
            self.end = end
        }
    }
}
