/// What the words around a number, or the key above it, say that it is.
///
/// The first 32 bits are named here; each list of words of identity numbers has one of the others.
struct Context: OptionSet, Hashable, Sendable {
    let rawValue: UInt128

    /// A phone number is meant: `tel`, `mobile`, `fax`.
    static let phone = Context(rawValue: 1)
    /// A phone number may be meant: `call`, `text`.
    static let perhapsPhone = Context(rawValue: 2)
    static let postal = Context(rawValue: 4)
    /// `zip` means a file here.
    static let archive = Context(rawValue: 8)
    static let card = Context(rawValue: 16)
    static let socialSecurity = Context(rawValue: 32)
    static let version = Context(rawValue: 64)
    static let objectIdentifier = Context(rawValue: 128)
    static let ipAddress = Context(rawValue: 1 << 16)
    static let bankCode = Context(rawValue: 1 << 24)
    /// `SWIFT` means a bank code or a language.
    static let perhapsBankCode = Context(rawValue: 1 << 25)
    /// Two numbers may be coordinates.
    static let place = Context(rawValue: 1 << 26)
    /// A number by itself may be a coordinate: `lat`.
    static let perhapsCoordinate = Context(rawValue: 1 << 27)
    static let coordinate = Context(rawValue: 1 << 28)
    /// The value stands under a key that calls it something, and not just `text` or `note`.
    static var named: Context { Context(rawValue: 1 << 31) }

    /// The bit of a list of words in `IdentifierRule.vocabularies`.
    static func identifier(_ number: Int) -> Context {
        precondition(number < 96, "there is room for 96 lists of words")
        return Context(rawValue: 1 << UInt128(32 + number))
    }

    /// What tells of a row of identity numbers.
    static func telling(of rule: IdentifierRule) -> Context { numbers[rule.words] ?? [] }

    private static let numbers: [String: Context] = {
        var numbers: [String: Context] = [:]
        for (number, words) in IdentifierRule.vocabularies.enumerated() { numbers[words] = .identifier(number) }
        return numbers
    }()

    /// What the rows of identity numbers, and nothing else, speak of.
    static var identifiers: Context { Context(rawValue: ~0 << 32) }
}

extension Context {
    /// What a key's segments (`home_phone`, `postalCode`, `drivingLicence`) say of its value.
    static func ofKey(_ key: Bytes) -> Context {
        var context: Context = []
        var reader = WordReader()
        var start = 0
        var index = 0
        while index <= key.count {
            let isWord = index < key.count && key[index].isWordOrBeyondASCII && !key[index].isDigit
            if index == key.count || !isWord || isSegmentStart(key, index) {
                if index > start { context.formUnion(reader.meaning(of: key, start..<index)) }
                start = isWord ? index : index + 1
            }
            index += 1
        }
        if key.count > 0 { context.formUnion(Vocabulary.standard.meaning(of: key, 0..<key.count)) }
        return context
    }

    private static func isSegmentStart(_ key: Bytes, _ index: Int) -> Bool {
        key[index] < 0x80 && key[index - 1] < 0x80 && KeySegments.isBoundary(key, index)
    }

    /// Whether a key names nothing in particular, so that its value must speak for itself.
    static func isFreeText(key: Bytes) -> Bool {
        guard key.count <= 16 else { return false }
        return freeTextKeys.contains { $0.utf8CodeUnitCount == key.count && key.hasPrefix($0, at: 0) }
    }

    private static let freeTextKeys: [StaticString] = [
        "text", "note", "notes", "message", "msg", "comment", "comments", "content", "body", "answer", "reply",
        "description", "memo", "remark", "remarks", "prompt", "completion", "transcript", "utterance",
    ]
}
