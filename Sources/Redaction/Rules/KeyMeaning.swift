/// What the name of a key says of a person: that the value is their name, their account's, or where they live.
///
/// As with `SecretKey` the last words of a key decide, as whole words in any case: `customer_first_name`, `firstName` and
/// `Surname` name somebody; `file_name`, `first_name_column` and `hostname` do not. Some words count only where they are the
/// whole key (`nom`, `line1`), some only under a key that tells of a person (`customer.name`).
struct KeyMeaning: OptionSet, Hashable, Sendable {
    let rawValue: UInt16

    /// `full_name`: the value is a name, if it looks like one at all.
    static let name = KeyMeaning(rawValue: 1)
    /// `author_name`: the value is a name if it has two words of one.
    static let perhapsName = KeyMeaning(rawValue: 2)
    /// `name`: the key above, or the members beside it, decide.
    static let plainName = KeyMeaning(rawValue: 4)
    /// `given`: counts under `name`.
    static let namePart = KeyMeaning(rawValue: 8)
    /// `customer`: a `name` in it is one, and so is a text of two words.
    static let person = KeyMeaning(rawValue: 16)
    /// `user`, `author`: a `name` in it may be an account's.
    static let perhapsPerson = KeyMeaning(rawValue: 32)
    static let username = KeyMeaning(rawValue: 64)
    /// `billing_address`, `street`: the value is an address, if it has letters and a number or two words.
    static let address = KeyMeaning(rawValue: 128)
    /// `address`: of a house, a machine, a wallet.
    static let perhapsAddress = KeyMeaning(rawValue: 256)
    /// `line1`: counts in an object under an address.
    static let addressPart = KeyMeaning(rawValue: 512)
    /// `email`: whoever has a name beside it is somebody.
    static let email = KeyMeaning(rawValue: 1024)
    /// Counts only as the whole key.
    static let wholeKey = KeyMeaning(rawValue: 2048)

    /// What says something of a text under the key.
    static let ofValues: KeyMeaning = [.name, .perhapsName, .person, .username, .address, .perhapsAddress]

    /// Looks at the key whose last byte stands before `end`.
    @inline(__always)
    static func of(
        _ text: Bytes, endingAt end: Int, among phrases: KeyPhrases = .standard
    ) -> KeyMeaning {
        var end = end
        // `address_line_2`, `street1`.
        var digits = 0
        while digits < 2, text[end - 1].isDigit {
            end -= 1
            digits += 1
        }
        if digits > 0 {
            while KeySegments.isSeparator(text[end - 1]), digits < 4 { (end, digits) = (end - 1, digits + 1) }
        }
        return phrases.mayEnd(text, end) ? phrases.meaning(of: text, endingAt: end) : []
    }

    static func of(_ key: Bytes) -> KeyMeaning {
        var end = key.count
        while end > 0, !key[end - 1].isWordOrBeyondASCII { end -= 1 }
        return end == 0 ? [] : of(key, endingAt: end)
    }
}

extension KeyMeaning {
    /// What the key's name says under a key that says `parent`.
    func under(_ parent: KeyMeaning) -> KeyMeaning {
        if isEmpty || parent.isEmpty { return self }
        var meaning = self
        if contains(.plainName) {
            if parent.contains(.person) { meaning.insert(.name) }
            if parent.contains(.perhapsPerson) { meaning.insert(.perhapsName) }
        }
        if contains(.namePart), !parent.isDisjoint(with: [.plainName, .name]) { meaning.insert(.name) }
        if contains(.addressPart), !parent.isDisjoint(with: [.address, .perhapsAddress]) { meaning.insert(.address) }
        return meaning
    }

    /// What a text under such a key is as a whole; nil if its looks say otherwise.
    func kind(of text: Bytes) -> PIIKind? {
        if contains(.name) {
            if NameText.isName(text) { return .personName }
        } else if !isDisjoint(with: [.perhapsName, .person]), NameText.isFullName(text) {
            return .personName
        }
        if contains(.address) {
            if AddressText.isAddress(text) { return .address }
        } else if contains(.perhapsAddress), AddressText.isPostal(text) {
            return .address
        }
        return contains(.username) && text.hasContent && text.count <= Self.longestUsername ? .username : nil
    }

    private static let longestUsername = 128
}
