/// Recognises exactly what redaction writes, so that redacting again changes nothing.
///
/// A recognised text is passed over, so the forms leave no room for anything else: a known kind, and of a pseudonym
/// only 24 hex digits and a network whose host bits are zero.
enum Placeholder {
    /// The end of a placeholder or pseudonym that begins at `index`.
    static func end(in text: Bytes, at index: Int) -> Int? {
        switch text[index] {
        case UInt8(ascii: "["):
            guard let end = endOfKind(in: text, at: index + 1), text[end] == UInt8(ascii: "]") else { return nil }
            return end + 1
        case UInt8(ascii: "<"):
            return endOfPseudonym(in: text, at: index)
        default:
            return nil
        }
    }

    /// Whether all of `text` is one placeholder or pseudonym.
    static func isWhole(_ text: Bytes) -> Bool { text.count > 0 && end(in: text, at: 0) == text.count }

    /// Whether redaction wrote in `text`: as a key it tells nothing of its value any more.
    static func occurs(in text: Bytes) -> Bool {
        for place in 0..<text.count where text[place] == UInt8(ascii: "[") || text[place] == UInt8(ascii: "<") {
            if end(in: text, at: place) != nil { return true }
        }
        return false
    }

    private static let kindBytes = ByteSet.upper | .digits | ByteSet("_")
    private static let knownKinds = NameTable(PIIKind.known.map { Array($0.rawValue.utf8) })

    private static func endOfKind(in text: Bytes, at index: Int) -> Int? {
        let kinds = knownKinds
        let length = text.run(from: index, of: kindBytes, limit: kinds.longest + 1)
        guard length > 0, length <= kinds.longest else { return nil }
        return kinds.contains(text, index..<index + length) ? index + length : nil
    }

    private static let lowerHex = ByteSet("0123456789abcdef")

    /// `<KIND:k1:24 hex digits>`, for addresses `<IPV4:k1:24 hex digits:203.0.113.0/24>`.
    private static func endOfPseudonym(in text: Bytes, at index: Int) -> Int? {
        let colon = UInt8(ascii: ":")
        guard let kindEnd = endOfKind(in: text, at: index + 1), text[kindEnd] == colon,
            text[kindEnd + 1] == UInt8(ascii: "k")
        else { return nil }
        let epochDigits = text.digits(from: kindEnd + 2, limit: 4)
        let epochEnd = kindEnd + 2 + epochDigits
        guard epochDigits > 0, text[epochEnd] == colon,
            text.run(from: epochEnd + 1, of: lowerHex, limit: 25) == Pseudonymizer.hexDigits
        else { return nil }
        let macEnd = epochEnd + 1 + Pseudonymizer.hexDigits
        if text[macEnd] == UInt8(ascii: ">") { return macEnd + 1 }
        guard text[macEnd] == colon, let networkEnd = endOfNetwork(in: text, at: macEnd + 1),
            text[networkEnd] == UInt8(ascii: ">")
        else { return nil }
        return networkEnd + 1
    }

    private static func endOfNetwork(in text: Bytes, at index: Int) -> Int? {
        if let (address, end) = IPv4.parse(text, at: index), address & 0xFF == 0, text.hasExactly("/24", at: end) {
            return end + 3
        }
        if let (address, end) = IPv6.parse(text, at: index), address.isNetwork(prefix: 48),
            text.hasExactly("/48", at: end)
        {
            return end + 3
        }
        return nil
    }
}
