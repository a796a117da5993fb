/// What the words around a number, or the key above it, say that it is.
struct Context: OptionSet, Sendable {
    let rawValue: UInt32

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

    /// What one word says: ASCII letters, in any case.
    static func of(_ text: Bytes, _ range: Range<Int>) -> Context {
        let vocabulary = vocabulary
        guard range.count <= vocabulary.longest else { return [] }
        for entry in vocabulary[text[range.lowerBound]] where matches(entry, text, range) { return entry.meaning }
        return []
    }

    @inline(__always)
    private static func matches(_ entry: WordTable<Context>.Entry, _ text: Bytes, _ range: Range<Int>) -> Bool {
        guard entry.count == range.count else { return false }
        for place in 0..<entry.count where text[range.lowerBound + place].lowercased != entry.letters[place] {
            return false
        }
        return true
    }

    private static let vocabulary = WordTable<Context>([
        (
            .phone,
            """
            phone phones telephone tel mobile cell cellphone cellular fax whatsapp sms msisdn handy telefon telefono
            mobil mobiltelefon telefonnummer phonenumber phoneno mobilenumber faxnumber rufnummer cep celular gsm
            """
        ),
        (.perhapsPhone, "call calls calling called dial ring text contact reach"),
        (.postal, "zip zipcode postal postalcode postcode plz postleitzahl postnummer"),
        (.archive, "file files archive archives bytes kb mb unzip zipped"),
        (
            .card,
            "card cards creditcard cardnumber cc visa mastercard amex discover maestro diners jcb unionpay credit debit"
        ),
        (.socialSecurity, "ssn social"),
        (.version, "version versions ver build revision rev firmware semver"),
        (.objectIdentifier, "oid oids"),
    ])
}

extension Context {
    /// What a key's segments (`home_phone`, `postalCode`) say of its value.
    static func ofKey(_ key: Bytes) -> Context {
        var context: Context = []
        var start = 0
        var index = 0
        while index <= key.count {
            if index == key.count || KeySegments.isBoundary(key, index) || !key[index].isLetter {
                if index > start { context.formUnion(of(key, start..<index)) }
                start = index < key.count && key[index].isLetter ? index : index + 1
            }
            index += 1
        }
        if key.count > 0 { context.formUnion(of(key, 0..<key.count)) }
        return context
    }
}

/// The last five words before a candidate: moves forward only, so that all questions about a text together cost one pass.
struct ContextWindow {
    static let capacity = 5
    /// No candidate looks further back, in bytes.
    private static let reach = 96

    private var cursor = 0
    private var recent: (Context, Context, Context, Context, Context) = ([], [], [], [], [])

    mutating func context(of text: Bytes, before index: Int, within words: Int) -> Context {
        if index < cursor || index - cursor > Self.reach {
            self = ContextWindow()
            cursor = max(0, index - Self.reach)
            while cursor > 0, cursor < index, text[cursor].isAlphanumeric { cursor += 1 }
        }
        while cursor < index {
            if let end = Placeholder.end(in: text, at: cursor) {
                cursor = end
            } else if text[cursor].isAlphanumeric {
                let start = cursor
                while cursor < index, text[cursor].isAlphanumeric { cursor += 1 }
                recent = (Context.of(text, start..<cursor), recent.0, recent.1, recent.2, recent.3)
            } else {
                cursor += 1
            }
        }
        return switch words {
        case 1: recent.0
        case 2: recent.0.union(recent.1)
        case 3: recent.0.union(recent.1).union(recent.2)
        case 4: recent.0.union(recent.1).union(recent.2).union(recent.3)
        default: recent.0.union(recent.1).union(recent.2).union(recent.3).union(recent.4)
        }
    }
}
