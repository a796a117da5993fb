/// E-mail addresses (RFC 5321 §4.1.2, RFC 6531): the `@` is the trigger, local part behind, domain ahead.
///
/// Guard: `git@host`, systemd units (`getty@tty1.service`), image names (`icon@2x.png`), digests (`image@sha256:…`).
struct Email: Detector {
    var triggers: [Trigger] {
        [
            Trigger.bytes(ByteSet("@"), after: .anything),
            // In a URL (RFC 3986 §2.1).
            .bytes(ByteSet("%"), then: ByteSet("4"), then: ByteSet("0"), after: .anything),
        ]
    }

    func examine(_ scan: inout Scan, at index: Int) {
        guard index != scan.userInfoEnd else { return }
        let text = scan.text
        let isEscaped = text[index] == UInt8(ascii: "%")
        if isEscaped, text[index + 2] != UInt8(ascii: "0") { return }
        guard let end = endOfDomain(text, from: isEscaped ? index + 3 : index + 1) else { return }
        var start = startOfLocalPart(text, before: index)
        while start < index, Self.onlyInside.contains(text[start]) { start += 1 }
        guard start < index, !(index - start == 3 && text.hasPrefix("git", at: start)) else { return }
        scan.report(.email, .shape, start..<end)
    }

    // No '@' is in either set, so that all look-behind and look-ahead together is linear.
    private static let localBytes = ByteSet.alphanumeric | ByteSet("._%+-'~")
    private static let onlyInside = ByteSet(".-'%")
    private static let domainBytes = ByteSet.alphanumeric | ByteSet("-")

    private func startOfLocalPart(_ text: Bytes, before at: Int) -> Int {
        var start = at
        while true {
            if Self.localBytes.contains(text[start - 1]) {
                // Neither is an escaped '@' passed.
                if text[start - 1] == UInt8(ascii: "0"), text.hasExactly("%4", at: start - 3) { return start }
                start -= 1
            } else if isLetterOfTwo(text, at: start - 2) {
                start -= 2
            } else if start == at, isLetterOfThree(text, at: start - 3) {
                // A local part in letters of East or South Asia, where no space parts it from what stands before.
                while isLetterOfThree(text, at: start - 3) { start -= 3 }
            } else {
                return start
            }
        }
    }

    /// A scalar of two bytes, U+00C0 or later: Latin, Greek, Cyrillic, Hebrew, Arabic letters.
    private func isLetterOfTwo(_ text: Bytes, at index: Int) -> Bool {
        (0xC3...0xDF).contains(text[index]) && (0x80...0xBF).contains(text[index + 1])
    }

    /// A scalar of three bytes in U+3040…U+D7FF or U+0800…U+1FFF: letters, not punctuation.
    private func isLetterOfThree(_ text: Bytes, at index: Int) -> Bool {
        let lead = text[index]
        guard (0x80...0xBF).contains(text[index + 1]), (0x80...0xBF).contains(text[index + 2]) else { return false }
        return (0xE0...0xE1).contains(lead) || (0xE4...0xED).contains(lead) || lead == 0xE3 && text[index + 1] > 0x80
    }

    /// The end of the longest run of labels that ends in a possible top-level domain.
    private func endOfDomain(_ text: Bytes, from start: Int) -> Int? {
        var end: Int?
        var index = start
        var labels = 0
        while true {
            let label = index
            var isLetters = true
            while true {
                let byte = text[index]
                if Self.domainBytes.contains(byte) {
                    if !byte.isLetter { isLetters = false }
                    index += 1
                } else if isLetterOfTwo(text, at: index) {
                    index += 2
                } else {
                    break
                }
            }
            guard index > label else { return end }
            labels += 1
            if labels >= 2, isTopLevel(text, label..<index, isLetters: isLetters) { end = index }
            guard text[index] == UInt8(ascii: ".") else { return end }
            index += 1
        }
    }

    private func isTopLevel(_ text: Bytes, _ range: Range<Int>, isLetters: Bool) -> Bool {
        guard (2...63).contains(range.count) else { return false }
        guard isLetters else { return text.hasPrefix("xn--", at: range.lowerBound) && range.count > 4 }
        return !Self.noDomains.contains { word in
            word.utf8CodeUnitCount == range.count && text.hasPrefix(word, at: range.lowerBound)
        }
    }

    /// Endings of file and unit names that are no top-level domain.
    private static let noDomains: [StaticString] = [
        "png", "jpg", "jpeg", "gif", "svg", "webp", "js", "ts", "json", "yaml", "yml", "html", "css", "txt", "log",
        "service", "socket", "timer", "mount", "slice", "swap", "device", "automount",
    ]
}
