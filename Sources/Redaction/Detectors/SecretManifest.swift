/// The values of a Kubernetes Secret in YAML (kubernetes.io, "Secrets"): all of `data` and `stringData` beside `kind: Secret`.
///
/// Guard: other kinds (`SecretStore`), templates (`{{ … }}`), other documents of the same text (`---`).
struct SecretManifest: Detector {
    var triggers: [Trigger] { [.bytes(ByteSet("k"), then: ByteSet("i"), then: ByteSet("n"), after: .nonWord)] }

    /// How far before `kind` its `data` may begin, in bytes.
    private static let reach = 512

    func examine(_ scan: inout Scan, at index: Int) {
        let text = scan.text
        guard text.hasExactly("kind:", at: index), isSecret(text, at: index + 5) else { return }
        let lineStart = startOfLine(text, before: index)
        let indent = index - lineStart
        var place = lineStart
        while place > 0, index - place < Self.reach, !isDivider(text, at: place) {
            place = startOfLine(text, before: place - 1, limit: index - Self.reach)
        }
        var isInData = false
        while place < text.count, place < index || !isDivider(text, at: place) {
            var end = place
            while end < text.count, !text[end].isLineBreak { end += 1 }
            let depth = text.run(from: place, of: Self.blank, limit: 64)
            if place + depth < end {
                if depth > indent {
                    if isInData { report(&scan, place + depth..<end) }
                } else {
                    let key = place + depth
                    isInData =
                        depth == indent
                        && (text.hasExactly("data:", at: key) || text.hasExactly("stringData:", at: key))
                }
            }
            place = end + 1
        }
        scan.resume = min(place, text.count)
    }

    private static let blank = ByteSet(" ")
    private static let nameBytes = ByteSet.alphanumeric | ByteSet("_-.\"'")

    private func isSecret(_ text: Bytes, at index: Int) -> Bool {
        var place = index + text.run(from: index, of: Self.blank, limit: 8)
        if text[place].isQuote { place += 1 }
        return text.hasExactly("Secret", at: place) && !text[place + 6].isAlphanumeric
    }

    private func startOfLine(_ text: Bytes, before index: Int, limit: Int = 0) -> Int {
        var start = index
        while start > max(0, limit, index - Self.reach), !text[start - 1].isLineBreak { start -= 1 }
        return start
    }

    private func isDivider(_ text: Bytes, at index: Int) -> Bool { text.hasExactly("---", at: index) }

    /// The value of `name: value`, or the line of a block.
    private func report(_ scan: inout Scan, _ line: Range<Int>) {
        let text = scan.text
        let name = text.run(from: line.lowerBound, of: Self.nameBytes, limit: 128)
        var start = line.lowerBound
        if name > 0, text[start + name] == UInt8(ascii: ":") { start += name + 1 }
        var end = line.upperBound
        while start < end, text[start].isBlank || text[start].isQuote { start += 1 }
        while end > start, text[end - 1].isBlank || text[end - 1].isQuote { end -= 1 }
        guard end - start > 2, text[start] != UInt8(ascii: "{"), text[start] != UInt8(ascii: "#"),
            Placeholder.end(in: text, at: start) != end
        else { return }
        scan.report(.secret, .secret, start..<end)
    }
}
