/// Private keys in PEM (RFC 7468 §10) and OpenPGP armor (RFC 9580 §6.2), also with the beginning or the end cut off, and
/// with line breaks written as `\n` or lost.
struct PrivateKeyBlock: Detector {
    /// The last of five hyphens, before `BEGIN` or `END`.
    var triggers: [Trigger] { [.bytes(ByteSet("-"), then: ByteSet("BE"), then: ByteSet("EN"), after: .anything)] }

    func examine(_ scan: inout Scan, at place: Int) {
        let text = scan.text
        let index = place - 4
        guard text.hasExactly("-----", at: index) else { return }
        if text.hasExactly("BEGIN ", at: index + 5) {
            guard let header = endOfLabel(text, from: index + 11) else { return }
            let end = endOfBody(text, from: header)
            scan.report(.privateKey, .secret, index..<end)
            scan.resume = end
        } else if text.hasExactly("END ", at: index + 5) {
            guard let end = endOfLabel(text, from: index + 9) else { return }
            scan.report(.privateKey, .secret, startOfBody(text, before: index)..<end)
            scan.resume = end
        }
    }

    private static let longestLabel = 48
    private static let labelBytes = ByteSet.upper | .digits | ByteSet(" ")

    /// `… PRIVATE KEY-----`, `PGP PRIVATE KEY BLOCK-----`: the offset after it.
    private func endOfLabel(_ text: Bytes, from index: Int) -> Int? {
        let length = text.run(from: index, of: Self.labelBytes, limit: Self.longestLabel)
        let end = index + length
        guard text.hasExactly("-----", at: end) else { return nil }
        let isPrivate =
            length >= 11 && text.hasExactly("PRIVATE KEY", at: end - 11)
            || length >= 17 && text.hasExactly("PRIVATE KEY BLOCK", at: end - 17)
        return isPrivate ? end + 5 : nil
    }

    private static let base64 = ByteSet.base64

    /// Goes on over lines of base64 and headers (RFC 1421 §4.6), up to and with the end marker.
    private func endOfBody(_ text: Bytes, from start: Int) -> Int {
        var end = start
        while true {
            let place = afterBreaks(text, from: end)
            if text.hasExactly("-----END ", at: place) { return endOfLabel(text, from: place + 9) ?? end }
            if let afterHeader = endOfHeader(text, at: place) {
                end = afterHeader
                continue
            }
            let length = text.run(from: place, of: Self.base64)
            guard length > 0, length >= 20 || isLastLine(text, endingAt: place + length) else { return end }
            end = place + length
        }
    }

    /// `Proc-Type: 4,ENCRYPTED` on a line of its own.
    private func endOfHeader(_ text: Bytes, at index: Int) -> Int? {
        let name = text.run(from: index, of: .letters | ByteSet("-"), limit: 24)
        guard name > 0, text[index + name] == UInt8(ascii: ":"), text[index + name + 1] == 32 else { return nil }
        var end = index + name + 2
        while end < text.count, end - index < 160, !text[end].isLineBreak, !isWrittenBreak(text, at: end) { end += 1 }
        return end
    }

    /// A short line is the key's last one if nothing like a word follows.
    private func isLastLine(_ text: Bytes, endingAt end: Int) -> Bool {
        if end == text.count || text[end - 1] == UInt8(ascii: "=") || text[end].isQuote { return true }
        return text.hasExactly("-----END ", at: afterBreaks(text, from: end))
    }

    private func afterBreaks(_ text: Bytes, from index: Int) -> Int {
        var place = index
        while true {
            if text[place].isWhitespace {
                place += 1
            } else if isWrittenBreak(text, at: place) {
                place += 2
            } else {
                return place
            }
        }
    }

    private func isWrittenBreak(_ text: Bytes, at index: Int) -> Bool {
        text[index] == UInt8(ascii: "\\")
            && (text[index + 1] == UInt8(ascii: "n") || text[index + 1] == UInt8(ascii: "r"))
    }

    private static let bodyBytes = ByteSet.base64 | ByteSet(" \n\r\t\\")

    /// The lines of base64 before an end marker whose beginning was cut off: no '-' among them, so each is read once.
    private func startOfBody(_ text: Bytes, before index: Int) -> Int {
        var start = index
        while start > 0, Self.bodyBytes.contains(text[start - 1]) { start -= 1 }
        while start < index, text[start].isWhitespace { start += 1 }
        return start
    }
}
