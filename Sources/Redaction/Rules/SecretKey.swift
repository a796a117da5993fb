/// Which key names promise a secret.
///
/// The last words of a key decide, as whole words: `aws_secret_access_key`, `apiKey` and `password2` do; `token_count`,
/// `max_tokens`, `secretary` and `secretName` do not.
enum SecretKey {
    case no
    /// In running text only a value with a digit is one: `pin: 4711`, but not `card: Visa`.
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

    private struct Term {
        /// Letters in reverse: a key is read from its end.
        let letters: [UInt8]
        let meaning: SecretKey
        /// Whether it counts at the end of a longer word too: `dbpassword`.
        let countsInsideWords: Bool
    }

    private static func term(_ text: Bytes, endingAt end: Int) -> SecretKey? {
        let last = text[end - 1].lowercased
        guard last.isLower else { return nil }
        for term in terms[Int(last & 31)] {
            guard let start = start(of: term.letters, in: text, endingAt: end) else { continue }
            guard term.countsInsideWords || KeySegments.isBoundary(text, start) else { continue }
            return isTokenOfAnotherSort(text, term, before: start) ? nil : term.meaning
        }
        return nil
    }

    /// Where `letters` (reversed) begin, read back from `end` across separators between words.
    private static func start(of letters: [UInt8], in text: Bytes, endingAt end: Int) -> Int? {
        var index = end
        for (place, letter) in letters.enumerated() {
            if place > 0, KeySegments.isSeparator(text[index - 1]) { index -= 1 }
            guard text[index - 1].lowercased == letter else { return nil }
            index -= 1
        }
        return index
    }

    /// `password_hash`, `token2`, `secretValue`: the end of the key without its last word, if that word adds nothing.
    private static func withoutSuffix(_ text: Bytes, endingAt end: Int) -> Int? {
        var start = end
        while text[start - 1].isDigit, end - start < 4 { start -= 1 }
        if start == end {
            guard let suffix = suffixes.first(where: { isWord($0, text, endingAt: end) }) else { return nil }
            start = end - suffix.count
        }
        while KeySegments.isSeparator(text[start - 1]), end - start < 16 { start -= 1 }
        return text[start - 1].isLetter ? start : nil
    }

    private static func isWord(_ reversed: [UInt8], _ text: Bytes, endingAt end: Int) -> Bool {
        guard let start = start(of: reversed, in: text, endingAt: end), end - start == reversed.count else {
            return false
        }
        return KeySegments.isBoundary(text, start)
    }

    /// `next_page_token`, `eos_token`, `Unexpected token`: no credential.
    private static func isTokenOfAnotherSort(_ text: Bytes, _ term: Term, before start: Int) -> Bool {
        guard term.letters == token else { return false }
        guard KeySegments.isSeparator(text[start - 1]) || text[start].isUpper else { return false }
        let end = KeySegments.isSeparator(text[start - 1]) ? start - 1 : start
        return otherTokens.contains { isWord($0, text, endingAt: end) }
    }

    private static let token = reversed("token")
    private static let otherTokens = words(
        "page next continuation continue cursor pagination sync eos bos pad unk sep cls mask stop unexpected illegal")

    private static let suffixes = words(
        """
        value values hash hashed digest plain plaintext raw text string binary b base encoded encrypted enc
        confirm confirmation again old new current previous prev v header
        """)

    private static let terms: [[Term]] = {
        let lists: [(SecretKey, Bool, String)] = [
            (.yes, true, "password passwd passphrase apikey secretkey privatekey accesstoken authtoken clientsecret"),
            (
                .yes, false,
                """
                pwd passcode passwort kennwort contrasena motdepasse secret secrets passwords token
                apikeys accesskey accesskeys accesskeyid signingkey encryptionkey masterkey accountkey authkey
                sharedkey sshkey hmackey storagekey secretkeybase credential credentials creds
                dbpass userpass mysqlpass smtppass ftppass rootpass adminpass pgpass
                socialsecuritynumber socialsecurity cardnumber cardnum cardno creditcard debitcard securitycode
                recoverycode recoverycodes backupcode backupcodes seedphrase mnemonic jwt bearer
                connectionstring sharedaccesssignature jsessionid phpsessid
                """
            ),
            (.header, false, "authorization cookie cookies"),
            (.ifDigits, false, "ssn card cvv cvc pin pinnumber otp totp onetimecode"),
        ]
        var buckets = Array(repeating: [Term](), count: 32)
        for (meaning, countsInsideWords, list) in lists {
            for letters in words(list) {
                let term = Term(letters: letters, meaning: meaning, countsInsideWords: countsInsideWords)
                buckets[Int(letters[0] & 31)].append(term)
            }
        }
        return buckets
    }()

    private static func words(_ list: String) -> [[UInt8]] {
        list.split(whereSeparator: { $0 == " " || $0 == "\n" }).map { reversed(String($0)) }
    }

    private static func reversed(_ word: String) -> [UInt8] { Array(word.utf8.reversed()) }
}
