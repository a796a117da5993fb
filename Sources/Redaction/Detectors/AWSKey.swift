extension TokenRule {
    /// Access key ids (docs.aws.amazon.com, "IAM identifiers": unique prefixes): 20 capitals and digits; Bedrock API keys.
    static let aws: [TokenRule] =
        each(.awsKey, ["AKIA", "ASIA", "ABIA", "ACCA"], .of(.upperOrDigit, 16))
        + [
            TokenRule(.awsKey, "A3T", .of(.upperOrDigit, 17), mix: [.digit, .upper]),
            TokenRule(.awsKey, "ABSK", .of(.base64, 109...)),
            TokenRule(.awsKey, "bedrock-api-key-", .of(.base64, 40...)),
        ]
}

/// AWS secret access keys: forty base64 characters beside a word that says so (`aws`, an access key id).
struct AWSSecret: Detector {
    var triggers: [Trigger] {
        [
            .bytes(ByteSet("aA"), then: ByteSet("wW"), then: ByteSet("sS")),
            .bytes(ByteSet("A"), then: ByteSet("KS"), then: ByteSet("I")),
        ]
    }

    /// How far behind the word a key may end, in bytes.
    private static let reach = 160
    private static let length = 40

    func examine(_ scan: inout Scan, at index: Int) {
        let text = scan.text
        guard isWord(text, at: index) else { return }
        var place = index
        var limit = index + Self.reach
        while place < min(limit, text.count) {
            guard Self.body.contains(text[place]) else {
                place += 1
                continue
            }
            if isWord(text, at: place) { limit = place + Self.reach }
            let run = text.run(from: place, of: Self.body, limit: Self.reach)
            if run == Self.length, isMixed(text, place..<place + run) {
                scan.report(.awsKey, .secret, place..<place + run)
            }
            place += run
        }
        scan.resume = place
    }

    private static let body = ByteSet.alphanumeric | ByteSet("/+")

    private func isWord(_ text: Bytes, at index: Int) -> Bool {
        if text.hasPrefix("aws", at: index) { return !text[index + 3].isAlphanumeric || text[index + 3].isUpper }
        return text.hasExactly("AKIA", at: index) || text.hasExactly("ASIA", at: index)
    }

    /// A hash has no capitals, a path has no digits: a key has all three.
    private func isMixed(_ text: Bytes, _ range: Range<Int>) -> Bool {
        range.contains { text[$0].isUpper } && range.contains { text[$0].isLower }
            && range.contains { text[$0].isDigit }
    }
}
