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
        guard range.count <= longest else { return [] }
        let first = text[range.lowerBound].lowercased
        guard first.isLower else { return [] }
        for (word, context) in words[Int(first - UInt8(ascii: "a"))] where matches(word, text, range) {
            return context
        }
        return []
    }

    private static func matches(_ word: [UInt8], _ text: Bytes, _ range: Range<Int>) -> Bool {
        guard word.count == range.count else { return false }
        for place in word.indices where text[range.lowerBound + place].lowercased != word[place] { return false }
        return true
    }

    private static let vocabulary: [(Context, String)] = [
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
    ]

    private static let words: [[([UInt8], Context)]] = {
        var buckets = Array(repeating: [([UInt8], Context)](), count: 26)
        for (context, list) in vocabulary {
            for word in list.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
                let bytes = Array(word.utf8)
                buckets[Int(bytes[0] - UInt8(ascii: "a"))].append((bytes, context))
            }
        }
        return buckets
    }()

    private static let longest = words.joined().map(\.0.count).max() ?? 0
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
        if key.count <= longest { context.formUnion(of(key, 0..<key.count)) }
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
