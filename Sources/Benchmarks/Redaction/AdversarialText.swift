/// A text made so that a redactor has as much to do as possible.
struct AdversarialText {
    let name: String
    let text: String

    static let size = 1 << 20

    /// One unit over and over: what begins like something and does not end like it.
    private static let units: [(name: String, unit: String)] = [
        ("short numbers", "1 22 333 4444 55555 "), ("digit groups", "415 555 1234 "),
        ("cards, nearly", "4111 1111 1111 1112 "),
        ("identity numbers, nearly", "123-45-678 AB12 999.999.999 "), ("a@a@a@", "a@"), ("a@b.", "a@b."),
        ("e-mail addresses", "a@b.co "), ("1.1.1.1.", "1.1.1.1."), ("addresses", "10.9.8.7 "), ("::::", "::"),
        ("f:f:f:", "f:f:"), ("00:00:00:", "00:00:00:"), ("((((", "("), ("(4(4(4", "(4"), ("++1 ++1", "+1 "),
        ("----", "-"),
        ("key=key=", "key=key="), ("token=,", "token=,"), ("password: \"", "password: \""),
        ("token=f(\"", "token=f(\""),
        ("secret names", "api_key auth_token client_secret "), ("Bearer Basic", "Bearer Basic "),
        ("curl -u", "curl -u "),
        ("a://a:b@", "a://a:b@"), ("a://b:c/", "a://b:c/"), ("quotes", "\""), ("escaped quotes", "\\\""),
        ("backslashes", "\\"),
        ("percent signs", "%"), ("%40%25", "a%40b%25"), ("JSON starts", "{\"a\":["), ("JSON in JSON", "\"{\\\"a\\\":"),
        ("placeholders, nearly", "[EMAIL <EMAIL:k1:0123 "), ("placeholders", "[EMAIL] "),
        ("PEM starts", "-----BEGIN PRIVATE KEY-----"),
        ("eyJ.eyJ.", "eyJ."), ("prefixes of keys", "AKIA ghp_ sk- xoxb- SG. hvs. "), ("AAAA", "AAAA"),
        ("AAAA AAAA", "AAAA "),
        ("IBANs, nearly", "DE89 3704 0044 0532 0130 01 "), ("street names", "12 Main Street rue de la Hauptstraße 1 "),
        ("telling words", "card phone ssn passport zip 9 "), ("0x0x", "0x"),
        ("kind: Secret", "kind: Secret\ndata:\n a: b\n"),
        ("blanks", " "), ("line ends", "\n"), ("é", "é"), ("emoji", "🙂"), ("zero bytes", "\u{0}"),
    ]

    static func all() -> [AdversarialText] {
        var dice = EventDice(seed: 602)
        let repeated = units.map { unit in
            AdversarialText(
                name: unit.name, text: String(repeating: unit.unit, count: size / unit.unit.utf8.count))
        }
        return repeated + [
            AdversarialText(name: "one run of digits", text: dice.digits(size)),
            AdversarialText(name: "random base64", text: dice.base64(size)),
            AdversarialText(name: "random hex", text: dice.hex(size)),
            AdversarialText(name: "random short numbers", text: dice.pieces { "\($0.digits($0.int(1...9))) " }),
            AdversarialText(
                name: "random groups with separators",
                text: dice.pieces { "\($0.digits($0.int(1...4)))\($0.word("- . / :"))" }),
            AdversarialText(name: "random UUIDs", text: dice.pieces { "\($0.uuid()) " }),
            AdversarialText(name: "random ASCII", text: dice.pieces { String(UnicodeScalar(UInt8($0.int(32...126)))) }),
            AdversarialText(
                name: "random letters and digits", text: dice.pieces { "\($0.base36($0.int(4...14)).uppercased()) " }),
        ]
    }
}

extension EventDice {
    fileprivate mutating func pieces(_ piece: (inout EventDice) -> String) -> String {
        var text = ""
        while text.utf8.count < AdversarialText.size { text += piece(&self) }
        return text
    }
}
