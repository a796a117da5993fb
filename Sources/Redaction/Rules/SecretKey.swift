/// Which key names promise a secret.
///
/// The last words of a key decide, as whole words: `aws_secret_access_key`, `apiKey` and `password2` do; `token_count`,
/// `max_tokens`, `secretary` and `secretName` do not.
enum SecretKey {
    case no
    /// In running text only a value with a digit is one: `pin: 4711`, but not `card: Visa`; there a detector that knows
    /// the number names its kind.
    case ifDigits
    case yes
    /// A header whose value goes to the end of the line.
    case header

    /// Looks at the key whose last byte stands before `end`.
    static func of(_ text: Bytes, endingAt end: Int) -> SecretKey {
        var end = end
        for _ in 0...2 {
            if let term = term(text, endingAt: end) { return term }
            guard let shorter = withoutSuffix(text, endingAt: end) else { return .no }
            end = shorter
        }
        return .no
    }

    static func of(_ key: Bytes) -> SecretKey {
        var end = key.count
        while end > 0, !key[end - 1].isAlphanumeric { end -= 1 }
        return end == 0 ? .no : of(key, endingAt: end)
    }

    /// All words that a key of a secret may end in.
    static var words: [[UInt8]] { terms.words + suffixes.words }

    private struct Term: BitwiseCopyable, Sendable {
        let meaning: SecretKey
        /// Whether it counts at the end of a longer word too: `dbpassword`.
        var countsInsideWords = false
        /// `token`, which has harmless namesakes.
        var isToken = false
    }

    private static func term(_ text: Bytes, endingAt end: Int) -> SecretKey? {
        let last = text[end - 1]
        guard last.isLetter, terms.mayHold(last, text[end - 2]) || KeySegments.isSeparator(text[end - 2]) else {
            return nil
        }
        for entry in terms[last] {
            guard let start = start(of: entry.letters, entry.count, in: text, endingAt: end) else { continue }
            guard entry.meaning.countsInsideWords || KeySegments.isBoundary(text, start) else { continue }
            return entry.meaning.isToken && isTokenOfAnotherSort(text, at: start) ? nil : entry.meaning.meaning
        }
        return nil
    }

    /// Where `letters` (reversed) begin, read back from `end` across separators between words.
    @inline(__always)
    private static func start(of letters: UnsafePointer<UInt8>, _ count: Int, in text: Bytes, endingAt end: Int) -> Int?
    {
        var index = end
        for place in 0..<count {
            var byte = text[index - 1]
            if place > 0, KeySegments.isSeparator(byte) {
                index -= 1
                byte = text[index - 1]
            }
            guard byte.lowercased == letters[place] else { return nil }
            index -= 1
        }
        return index
    }

    /// `password_hash`, `token2`, `secretValue`: the end of the key without its last word, if that word adds nothing.
    private static func withoutSuffix(_ text: Bytes, endingAt end: Int) -> Int? {
        var start = end
        while text[start - 1].isDigit, end - start < 4 { start -= 1 }
        if start == end {
            guard let length = word(in: suffixes, text, endingAt: end) else { return nil }
            start = end - length
        }
        while KeySegments.isSeparator(text[start - 1]), end - start < 16 { start -= 1 }
        return text[start - 1].isLetter ? start : nil
    }

    /// The length of the whole word before `end`, if it is one of `words`.
    private static func word(in words: WordTable<Bool>, _ text: Bytes, endingAt end: Int) -> Int? {
        let last = text[end - 1]
        guard last.isLetter, words.mayHold(last, text[end - 2]) || KeySegments.isSeparator(text[end - 2]) else {
            return nil
        }
        for entry in words[last] {
            guard let start = start(of: entry.letters, entry.count, in: text, endingAt: end), end - start == entry.count
            else { continue }
            if KeySegments.isBoundary(text, start) { return entry.count }
        }
        return nil
    }

    /// `next_page_token`, `eos_token`, `Unexpected token`: no credential.
    private static func isTokenOfAnotherSort(_ text: Bytes, at start: Int) -> Bool {
        if KeySegments.isSeparator(text[start - 1]) { return word(in: otherTokens, text, endingAt: start - 1) != nil }
        return text[start].isUpper && word(in: otherTokens, text, endingAt: start) != nil
    }

    private static let otherTokens = WordTable(
        [
            (
                true,
                "page next continuation continue cursor pagination sync eos bos pad unk sep cls mask stop unexpected illegal"
            )
        ],
        isReversed: true)

    private static let suffixes = WordTable(
        [
            (
                true,
                """
                value values hash hashed digest plain plaintext raw text string binary b base encoded encrypted enc
                confirm confirmation again old new current previous prev v header
                prod production dev development staging stage test testing live sandbox local default
                """
            )
        ], isReversed: true)

    private static let terms = WordTable<Term>(
        [
            (
                Term(meaning: .yes, countsInsideWords: true),
                "password passwd passphrase apikey secretkey privatekey accesstoken authtoken clientsecret"
            ),
            (Term(meaning: .yes, isToken: true), "token"),
            (
                Term(meaning: .yes),
                """
                pwd passcode passwort kennwort contrasena motdepasse secret secrets passwords
                apikeys accesskey accesskeys accesskeyid signingkey encryptionkey masterkey accountkey authkey
                sharedkey sshkey hmackey storagekey secretkeybase credential credentials creds
                dbpass userpass mysqlpass smtppass ftppass rootpass adminpass pgpass
                securitycode
                recoverycode recoverycodes backupcode backupcodes seedphrase mnemonic jwt bearer
                connectionstring sharedaccesssignature jsessionid phpsessid
                """
            ),
            (Term(meaning: .header), "authorization cookie cookies"),
            (
                Term(meaning: .ifDigits),
                """
                ssn socialsecurity socialsecuritynumber card cardnumber cardnum cardno creditcard debitcard cvv cvc
                pin pinnumber otp totp onetimecode
                """
            ),
        ], isReversed: true)
}
