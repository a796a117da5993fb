/// Telephone numbers that show it: international with `+` (E.164, ITU country codes), North American with its separators.
///
/// Guard: a number's plan, digits inside longer ids.
struct PhoneNumber: Detector {
    var triggers: [Trigger] {
        [
            Trigger.bytes(ByteSet("+"), then: .digits | ByteSet("("), after: .nonAlphanumeric),
            Trigger.bytes(ByteSet("("), then: .digits | ByteSet("+"), after: .nonAlphanumeric),
            .digits(1...1, then: ByteSet(" -."), then: .digits | ByteSet("("), atLeast: 13),
            .digits(3...3, then: ByteSet("-."), then: .digits, atLeast: 12),
        ]
    }

    func examine(_ scan: inout Scan, at index: Int) {
        let text = scan.text
        if text[index] == UInt8(ascii: "+") { return examineInternational(&scan, at: index) }
        if text[index] == UInt8(ascii: "("), text[index + 1] == UInt8(ascii: "+") { return }
        guard !NumberGuard.continuesNumber(text, at: index), text[index - 1] != UInt8(ascii: "+"),
            !(text[index - 1] == UInt8(ascii: "(") && text[index - 2] == UInt8(ascii: "+"))
        else { return }
        guard let end = endOfNorthAmerican(text, at: index) else { return }
        accept(&scan, index..<PhoneExtension.end(text, after: end))
    }

    private func accept(_ scan: inout Scan, _ range: Range<Int>) {
        scan.report(.phone, .shape, range)
        scan.resume = range.upperBound
    }

    // MARK: International

    private func examineInternational(_ scan: inout Scan, at index: Int) {
        guard scan.text[index - 1] != UInt8(ascii: "+") else { return }
        let digits = PhoneDigits(scan.text, from: index + 1)
        guard let country = CallingCode.of(digits), let end = digits.end(ofTotal: country.totals) else { return }
        if country.isNorthAmerican, !digits.isNorthAmerican(from: 1) { return }
        accept(&scan, index..<PhoneExtension.end(scan.text, after: end))
    }

    // MARK: North American

    /// `(415) 555-0132`, `415-555-0132`, `415.555.0132`, each also behind `1`; no area begins with 0 or 1.
    private func endOfNorthAmerican(_ text: Bytes, at index: Int) -> Int? {
        var place = index
        if text[place] == UInt8(ascii: "1"), Self.separators.contains(text[place + 1]) {
            place += 2
        }
        let hasParentheses = text[place] == UInt8(ascii: "(")
        if hasParentheses { place += 1 }
        guard text.digits(from: place, limit: 4) == 3 else { return nil }
        let area = place
        place += 3
        if hasParentheses {
            guard text[place] == UInt8(ascii: ")") else { return nil }
            place += 1
            if Self.separators.contains(text[place]) { place += 1 }
        } else {
            guard text[place] == UInt8(ascii: "-") || text[place] == UInt8(ascii: ".") else { return nil }
            place += 1
        }
        guard text.digits(from: place, limit: 4) == 3 else { return nil }
        let exchange = place
        place += 3
        guard hasParentheses ? Self.separators.contains(text[place]) : text[place] == text[exchange - 1] else {
            return nil
        }
        place += 1
        guard text.digits(from: place, limit: 5) == 4, !goesOn(text, at: place + 4) else { return nil }
        return text[area] >= UInt8(ascii: "2") ? place + 4 : nil
    }

    private func goesOn(_ text: Bytes, at end: Int) -> Bool {
        if text[end] | 0x20 == UInt8(ascii: "x"), text[end + 1].isDigit { return false }
        return NumberGuard.goesOn(text, at: end)
    }

    private static let separators = ByteSet(" -.")
}

/// `x123`, `ext. 123` behind a number.
enum PhoneExtension {
    static func end(_ text: Bytes, after end: Int) -> Int {
        var place = end
        if text[place] == 32 { place += 1 }
        if text.hasPrefix("extension ", at: place) {
            place += 10
        } else if text.hasPrefix("ext", at: place) {
            place += text[place + 3] == UInt8(ascii: ".") ? 4 : 3
            if text[place] == 32 { place += 1 }
        } else if text[place] | 0x20 == UInt8(ascii: "x") {
            place += 1
        } else {
            return end
        }
        let length = text.digits(from: place, limit: 7)
        return (1...6).contains(length) && !text[place + length].isAlphanumeric ? place + length : end
    }
}
