/// Reads the value behind a secret key, and stops sensibly.
///
/// Everything read is reported, or is a bounded number of bytes: so reading stays linear.
struct SecretValueReader {
    let text: Bytes
    let key: PairKey
    /// Where the separator stands.
    let separator: Int
    /// Where the value may begin, blanks before it included.
    let start: Int

    var isSpaced: Bool { text[start].isBlank }

    init(text: Bytes, key: PairKey, separator: Int, start: Int) {
        self.text = text
        self.key = key
        self.separator = separator
        self.start = start
    }

    /// The bytes to take out; nil if there is no value, or none that is secret.
    func read() -> Range<Int>? {
        var place = start
        while text[place].isBlank, place - start < 64 { place += 1 }
        if case .ifDigits = key.meaning, !hasDigitSoon(at: place) { return nil }
        if let block = yamlBlock(at: place) { return isSecret(block) ? block : nil }
        if let quoted = quoted(at: place) {
            return isSecret(quoted) && !isReference(at: quoted.lowerBound) ? afterScheme(quoted) : nil
        }
        place = afterScheme(place..<text.count).lowerBound
        if let end = Placeholder.end(in: text, at: place), isEndOfValue(end) { return nil }
        if let end = reference(at: place) { return fallback(after: end) }
        if isSentence(at: place) { return nil }
        if let open = ValueReference.openOfCall(in: text, at: place), let argument = quoted(at: open + 1) {
            if ValueReference.isLookUp(in: text, place..<open) { return fallback(after: argument.upperBound) }
            return isSecret(argument) ? argument : nil
        }
        if key.isQuoted, text[place] == UInt8(ascii: "{") || text[place] == UInt8(ascii: "[") {
            let nested = place..<endOfNested(from: place)
            return hasContent(nested) ? nested : nil
        }
        let value = goesToLineEnd ? lineValue(from: place) : wordValue(from: place)
        return isSecret(value) ? value : nil
    }

    /// Where a reference ends that `read` passed over: a name in it, as in `…:secret:db`, is no key.
    var endOfReference: Int {
        var place = start
        while text[place].isBlank, place - start < 64 { place += 1 }
        if text[place].isQuote { place += 1 }
        return ValueReference.endOfAddress(in: text, at: place) ?? 0
    }

    var goesToLineEnd: Bool {
        if key.isQuoted { return false }
        if case .header = key.meaning, text[separator] == UInt8(ascii: ":") { return true }
        return key.isAtLineStart && isSpaced
    }
}
