/// The text of an XML element whose name promises a secret: `<password>…</password>`.
struct SecretElement: Detector {
    var triggers: [Trigger] { [.bytes(ByteSet(">"), after: [.anyLetter, .digit])] }

    private static let nameBytes = ByteSet.alphanumeric | ByteSet("_-.:")
    private static let longestName = 64

    func examine(_ scan: inout Scan, at index: Int) {
        let text = scan.text
        guard text[index - 1].isAlphanumeric else { return }
        var start = index
        while index - start < Self.longestName, Self.nameBytes.contains(text[start - 1]) { start -= 1 }
        guard text[start - 1] == UInt8(ascii: "<"), SecretKey.of(text, endingAt: index) != .no else { return }
        var end = index + 1
        var hasContent = false
        while end < text.count, text[end] != UInt8(ascii: "<") {
            if text[end].isWordOrBeyondASCII { hasContent = true }
            end += 1
        }
        // What was read has no '<', so no other element begins in it.
        guard hasContent else { return }
        start = index + 1
        while text[start].isWhitespace { start += 1 }
        while text[end - 1].isWhitespace { end -= 1 }
        guard Placeholder.end(in: text, at: start) != end else { return }
        scan.report(.secret, .secret, start..<end)
    }
}
