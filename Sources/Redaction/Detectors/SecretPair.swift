/// `key = value`, `key: value`, `key=value`, `"key": "value"`, `--key value`, `set("key", "value")` inside a text, where the
/// key promises a secret (`SecretKey`), or may hold one and the value looks random (`WeakSecretKey`): config maps, env files,
/// YAML, JSON inside strings, query strings, headers, code.
///
/// Guard: references (`${VAR}`, `{{ var }}`, `process.env.X`), booleans, null, sentences (`password: must be…`), `a == b`,
/// `a::b`, `a://b`.
struct SecretPair: Detector {
    var triggers: [Trigger] {
        [
            .bytes(ByteSet("=:"), after: .anything, if: .key(Self.ending)),
            .bytes(ByteSet("-"), then: ByteSet("-upaw"), after: .nonWord),
            // `("key", "value")`, with a blank: in compact JSON a comma stands between equals.
            .bytes(ByteSet(","), then: ByteSet(" "), then: ByteSet { $0.isQuote }, after: .anything),
        ]
    }

    private static let ending = KeyEnding(
        reversed: SecretKey.words + WeakSecretKey.allWords + ["eulav", "gis", "erutangis"].map { Array($0.utf8) })

    func examine(_ scan: inout Scan, at index: Int) {
        let text = scan.text
        switch text[index] {
        case UInt8(ascii: "-"):
            if text[index - 1] == UInt8(ascii: "-") { return }
            if text[index + 1] == UInt8(ascii: "-") { return examineFlag(&scan, at: index) }
            if let value = CommandCredential.value(in: text, afterFlagAt: index) { report(value, .yes, &scan) }
        case UInt8(ascii: ","):
            guard let key = PairKey(text, beforeComma: index) else { return }
            read(&scan, key, separator: index, from: index + 1)
        default:
            guard let valueStart = afterSeparator(text, at: index, scan.mode) else { return }
            if let key = PairKey(text, before: index) {
                read(&scan, key, separator: index, from: valueStart)
            } else {
                examineWeak(&scan, at: index, from: valueStart)
            }
        }
    }

    private func read(_ scan: inout Scan, _ key: PairKey, separator: Int, from start: Int) {
        let reader = SecretValueReader(text: scan.text, key: key, separator: separator, start: start)
        guard let value = reader.read() else {
            scan.resume = reader.endOfReference
            return
        }
        report(value, key.meaning, &scan)
    }

    /// A random value under a key that may hold a secret.
    private func examineWeak(_ scan: inout Scan, at index: Int, from start: Int) {
        let text = scan.text
        if let value = SignedURL.signature(in: text, at: index) {
            scan.resume = value.upperBound
            return scan.report(text[index - 1] | 0x20 == UInt8(ascii: "g") ? .azureSecret : .secret, .secret, value)
        }
        var place = start
        while place - start < 4, text[place].isBlank || text[place].isQuote || text[place] == UInt8(ascii: "\\") {
            place += 1
        }
        if RandomValue.isTooShort(text, at: place) { return }
        let end = PairKey.endOfName(text, before: index)
        guard end > 0 else { return }
        let weak = WeakSecretKey.of(text, endingAt: end)
        if case .no = weak { return }
        let length = RandomValue.length(in: text, at: place)
        let allowsHex = if case .ifRandom = weak { true } else { false }
        guard !Self.afterRandom.contains(text[place + length]) || place + length == text.count,
            RandomValue.isOne(text, place..<place + length, allowsHex: allowsHex)
        else { return }
        report(place..<place + length, .yes, &scan)
    }

    /// What makes a random value a part of something else.
    private static let afterRandom = ByteSet(":@%~{[(<$") | ByteSet { $0 >= 0x80 }

    private func report(_ value: Range<Int>, _ meaning: SecretKey, _ scan: inout Scan) {
        scan.resume = value.upperBound
        // A detector that knows the number shall name it.
        scan.report(.secret, meaning == .ifDigits ? .shape : .secret, value)
    }

    /// The offset after the separator, if it is one.
    private func afterSeparator(_ text: Bytes, at index: Int, _ mode: ScanMode) -> Int? {
        let next = text[index + 1]
        let equals = UInt8(ascii: "=")
        let colon = UInt8(ascii: ":")
        if text[index] == colon {
            // An id such as `secret:billing/db` is a name.
            guard mode == .text, next != colon, text[index - 1] != colon else { return nil }
            if next == UInt8(ascii: "/"), text[index + 2] == UInt8(ascii: "/") { return nil }
            return next == equals ? index + 2 : index + 1
        }
        // `::=` assigns too; `:=` was seen at its colon.
        let isLong = text[index - 1] == colon && text[index - 2] == colon
        guard next != equals, isLong || !Self.beforeComparison.contains(text[index - 1]) else { return nil }
        return next == UInt8(ascii: ">") ? index + 2 : index + 1
    }

    private static let beforeComparison = ByteSet("=!<>~:")

    /// `--password value`; `--password=value` is a pair.
    private func examineFlag(_ scan: inout Scan, at index: Int) {
        let text = scan.text
        let name = text.run(from: index + 2, of: Self.flagBytes, limit: 48)
        let end = index + 2 + name
        guard name > 1, text[end] == 32 || text[end] == UInt8(ascii: "=") else {
            return
        }
        if let value = CommandCredential.value(in: text, afterLongFlagAt: index, endingAt: end) {
            return report(value, .yes, &scan)
        }
        guard text[end] == 32 else { return }
        let meaning = SecretKey.of(text, endingAt: end)
        guard meaning != .no, text[end + 1] != UInt8(ascii: "-") else { return }
        let key = PairKey(meaning: meaning == .header ? .yes : meaning, isAtLineStart: false, isQuoted: false)
        let reader = SecretValueReader(text: text, key: key, separator: end, start: end + 1)
        guard let value = reader.read() else { return }
        report(value, meaning, &scan)
    }

    private static let flagBytes = ByteSet.alphanumeric | ByteSet("-_")
}
