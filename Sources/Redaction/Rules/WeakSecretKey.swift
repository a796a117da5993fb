/// Key names that may hold a secret: `key`, `auth`, `stripe_api`, or the name of a service alone; only a value that looks
/// random is one (`RandomValue`).
///
/// As with `SecretKey` the last word decides, and the word before it may say otherwise: `sort_key`, `public_key`.
enum WeakSecretKey {
    case no
    /// Any random value but a plain hash: keys of caches and objects are hashes.
    case ifMixed
    /// Hexadecimal digits too.
    case ifRandom

    static func of(_ text: Bytes, endingAt end: Int) -> WeakSecretKey {
        guard text[end - 1].isLetter, words.mayHold(text[end - 1], text[end - 2]) else { return .no }
        for entry in words[text[end - 1]] {
            guard let start = start(of: entry, in: text, endingAt: end) else { continue }
            if case .ifRandom = entry.meaning.meaning {
                return entry.meaning.mustStandAlone && !isWholeKey(text, start) ? .no : .ifRandom
            }
            if isBehind(others, text, at: start) { return .no }
            return isBehind(tellers, text, at: start) ? .ifRandom : .ifMixed
        }
        return .no
    }

    static func of(_ key: Bytes) -> WeakSecretKey {
        var end = key.count
        while end > 0, !key[end - 1].isAlphanumeric { end -= 1 }
        return end == 0 ? .no : of(key, endingAt: end)
    }

    var mayPromise: Bool { if case .no = self { false } else { true } }

    /// Whether `value` under such a key is a secret.
    func promises(_ value: Bytes) -> Bool {
        switch self {
        case .no: false
        case .ifMixed: RandomValue.isOne(value, 0..<value.count, allowsHex: false)
        case .ifRandom: RandomValue.isOne(value, 0..<value.count, allowsHex: true)
        }
    }

    /// All words that such a key may end in.
    static var allWords: [[UInt8]] { words.words }

    struct Word: BitwiseCopyable, Sendable {
        let meaning: WeakSecretKey
        var mustStandAlone = false
    }

    private static func start(of entry: WordTable<Word>.Entry, in text: Bytes, endingAt end: Int) -> Int? {
        for place in 0..<entry.count where text[end - 1 - place].lowercased != entry.letters[place] { return nil }
        let start = end - entry.count
        return KeySegments.isBoundary(text, start) ? start : nil
    }

    /// Whether no other word of the key stands before `index`.
    private static func isWholeKey(_ text: Bytes, _ index: Int) -> Bool {
        !text[index - 1].isAlphanumeric && (text[index - 1] == 32 || !KeySegments.isSeparator(text[index - 1]))
    }

    /// Whether the word of the key before `start` is one of `table`.
    private static func isBehind(_ table: WordTable<Bool>, _ text: Bytes, at start: Int) -> Bool {
        var end = start
        if KeySegments.isSeparator(text[end - 1]) { end -= 1 }
        guard text[end - 1].isLetter, end < start || text[start].isUpper else { return false }
        return table[text[end - 1]].contains { entry in
            for place in 0..<entry.count where text[end - 1 - place].lowercased != entry.letters[place] { return false }
            return KeySegments.isBoundary(text, end - entry.count)
        }
    }

    private static let words = WordTable<Word>(
        [
            (Word(meaning: .ifMixed), "key keys"),
            (Word(meaning: .ifRandom), "auth access api salt pepper pat sas sig passcode"),
            (
                Word(meaning: .ifRandom, mustStandAlone: true),
                services
            ),
        ], isReversed: true)

    private static let services = """
        adafruit adobe airtable algolia alibaba asana beamer bittrex codecov cohere coinbase confluent contentful
        datadog discord droneci dropbox etsy fastly finicity finnhub flickr freshbooks gitter heroku hubspot
        intercom jfrog kraken kucoin launchdarkly linkedin mailchimp mailgun mapbox mattermost messagebird meraki
        netlify newrelic nytimes okta openai plaid privateai rapidapi sendbird sendgrid sentry sonar squarespace
        sumologic travis trello twitch twitter typeform zendesk
        """

    /// `algolia_key`, `license_key`.
    private static let tellers = WordTable(
        [
            (true, services),
            (
                true,
                "app application client service server license licence consumer subscription functions admin webhook write"
            ),
        ], isReversed: true)

    private static let others = WordTable(
        [
            (
                true,
                """
                public pub primary foreign sort cache partition hot idx natural schema sequence bucket row object routing
                idempotency translation locale message storage file hash unique composite candidate surrogate join group
                map dict json config registry lookup index search shard item issue project resource label annotation
                metric property host known dedup dedupe lock topic event ordering entity node widget image component
                turkey hotkey arrow enter tab shift ctrl escape function i18n
                """
            )
        ], isReversed: true)
}
