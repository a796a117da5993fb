/// `full_name: Jane Roe`, `first_name=jane&…`, `"surname": "Roe"`, `Street: Main Street 12` inside a text, where the key tells
/// of a person (`KeyMeaning`).
///
/// Guard: `name: …` alone; sentences (`First name: required`); code (`firstName: String?`, `first_name = input()`).
struct NamedPair: Detector {
    /// Held, so that no look-up has to see whether it is made.
    private let phrases = KeyPhrases.standard

    var triggers: [Trigger] { [.bytes(ByteSet("=:"), after: .anything, if: .key(phrases.endings))] }

    func examine(_ scan: inout Scan, at index: Int) {
        let text = scan.text
        guard scan.mode == .text, let end = endOfKey(text, before: index) else { return }
        let meaning = KeyMeaning.of(text, endingAt: end, among: phrases)
        guard !meaning.isDisjoint(with: .ofValues), text[index + 1] != text[index], text[index - 1] != text[index]
        else {
            return
        }
        let start = text[index + 1] == UInt8(ascii: ">") ? index + 2 : index + 1
        let value = PairValue(text: text, from: start, isEquation: text[index] == UInt8(ascii: "="))
        if let name = value.name(meaning) {
            scan.report(.personName, .keyed, name)
        } else if let address = value.address(meaning) {
            scan.report(.address, .keyed, address)
        } else if scan.findsUsernames, meaning.contains(.username), let word = value.word {
            scan.report(.username, .keyed, word)
        }
    }

    @inline(__always)
    private func isAfterKey(_ byte: UInt8) -> Bool {
        byte.isQuote || byte.isBlank || byte == UInt8(ascii: "\\") || byte == UInt8(ascii: "]")
            || byte == UInt8(ascii: "?")
    }

    /// The offset after the key's last letter.
    private func endOfKey(_ text: Bytes, before separator: Int) -> Int? {
        var end = separator
        while separator - end < 6, isAfterKey(text[end - 1]) { end -= 1 }
        return text[end - 1].isWordOrBeyondASCII ? end : nil
    }
}

/// The value behind a key that tells of a person; looks a bounded number of bytes ahead.
private struct PairValue {
    let text: Bytes
    let isEquation: Bool
    /// Where it begins.
    private let start: Int
    /// The mark that ends it; 0 if none began it.
    private let quote: UInt8
    private let isSpaced: Bool

    init(text: Bytes, from separator: Int, isEquation: Bool) {
        self.text = text
        self.isEquation = isEquation
        var place = separator
        while place - separator < 4, text[place].isBlank || text[place] == UInt8(ascii: "\\") { place += 1 }
        isSpaced = place > separator
        quote = text[place].isQuote ? text[place] : 0
        start = quote == 0 ? place : place + 1
    }

    // MARK: Names

    func name(_ meaning: KeyMeaning) -> Range<Int>? {
        guard !meaning.isDisjoint(with: [.name, .perhapsName, .person]) else { return nil }
        guard let range = quote == 0 ? names() : quoted(NameText.longest) else { return nil }
        let value = text.part(range)
        if !meaning.contains(.name) { return NameText.isFullName(value) ? range : nil }
        return NameText.isName(value) ? range : nil
    }

    private static let longestWord = 40
    private static let nameBytes = ByteSet.letters | ByteSet("'-") | ByteSet { $0 >= 0x80 }
    private static let afterName = ByteSet(" \t\r\n,;&|)]}<\"'\\")

    /// Words that begin with capitals, with particles between them; one word in lower case in `first_name=jane&`.
    private func names() -> Range<Int>? {
        var end = start
        var place = start
        for number in 0..<6 {
            let word = place..<place + text.run(from: place, of: Self.nameBytes, limit: Self.longestWord)
            var next = word.upperBound
            // An initial's period; a longer word's may end the sentence.
            if text[next] == UInt8(ascii: "."), word.count <= 3, text[next + 1].isBlank { next += 1 }
            guard !word.isEmpty, next == text.count || Self.afterName.contains(text[next]) || isPeriod(next) else {
                break
            }
            if NameText.begins(text, place) {
                end = next
            } else if number == 0 {
                guard isEquation, !isSpaced || NameText.isParticle(text, word) else { break }
                end = next
                if !NameText.isParticle(text, word) { break }
            } else if !NameText.isParticle(text, word) {
                break
            }
            guard text[next] == 32, text[next + 1] != 32 else { break }
            place = next + 1
        }
        return end > start && (end == text.count || Self.afterName.contains(text[end]) || isPeriod(end))
            ? start..<end : nil
    }

    private func isPeriod(_ index: Int) -> Bool {
        text[index] == UInt8(ascii: ".") && (index + 1 == text.count || text[index + 1].isWhitespace)
    }

    // MARK: Addresses, accounts

    func address(_ meaning: KeyMeaning) -> Range<Int>? {
        guard !meaning.isDisjoint(with: [.address, .perhapsAddress]) else { return nil }
        guard let range = quote == 0 ? line() : quoted(AddressText.longest) else { return nil }
        let value = text.part(range)
        if !meaning.contains(.address) { return AddressText.isPostal(value) ? range : nil }
        // Words alone may be a sentence.
        guard quote != 0 || range.contains(where: { text[$0].isDigit }) else { return nil }
        return AddressText.isAddress(value) ? range : nil
    }

    private static let afterLine = ByteSet("\r\n\";&|<>{}[]\\")

    /// To the end of the line, or before another pair.
    private func line() -> Range<Int>? {
        var end = start
        var word = start
        while end < text.count, !Self.afterLine.contains(text[end]) {
            if end - start > AddressText.longest { return nil }
            if text[end] == UInt8(ascii: "=") || text[end] == UInt8(ascii: ":") {
                end = word
                break
            }
            if text[end].isBlank { word = end }
            end += 1
        }
        while end > start,
            text[end - 1].isBlank || text[end - 1] == UInt8(ascii: ",") || text[end - 1] == UInt8(ascii: ".")
        {
            end -= 1
        }
        return end > start ? start..<end : nil
    }

    private static let afterWord = ByteSet(" \t\r\n,;&|)]}<>\"'\\[")

    var word: Range<Int>? {
        if quote != 0 { return quoted(128) }
        var end = start
        while end < text.count, !Self.afterWord.contains(text[end]) {
            if end - start > 128 { return nil }
            end += 1
        }
        return end > start && !NameText.isNothing(text, start..<end) ? start..<end : nil
    }

    private func quoted(_ most: Int) -> Range<Int>? {
        var end = start
        while text[end] != quote {
            guard end < text.count, end - start <= most, !text[end].isLineBreak else { return nil }
            end += 1
        }
        // `\"Jane\"` in a text of JSON in a text.
        while end > start, text[end - 1] == UInt8(ascii: "\\") { end -= 1 }
        return end > start && !Placeholder.occurs(in: text.part(start..<end)) ? start..<end : nil
    }
}

extension Bytes {
    /// A part of the text as a text.
    func part(_ range: Range<Int>) -> Bytes { Bytes(UnsafeBufferPointer(rebasing: slice(range))) }
}
