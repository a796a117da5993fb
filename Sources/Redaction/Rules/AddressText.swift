/// Whether a text may be a postal address, by its looks.
enum AddressText {
    static let longest = 200

    private struct Looks {
        var words = 0
        var capitals = 0
        /// Numbers of one to five digits, perhaps with a letter behind: `12`, `4B`.
        var numbers = 0
        var parts = 1
        var hasStreet = false
        /// Letters and digits of a script that has no blanks.
        var joined = 0
    }

    /// Under a key that says so: letters, and a number or two words.
    static func isAddress(_ text: Bytes) -> Bool {
        guard let looks = looks(of: text) else { return false }
        if looks.hasStreet || looks.joined >= 2 { return true }
        return looks.words >= 1 && (looks.numbers >= 1 || looks.words >= 2 && looks.capitals >= 1)
    }

    /// Under a key that may mean a machine's: a number, and a word for a street, or parts as those of a letter's address.
    static func isPostal(_ text: Bytes) -> Bool {
        guard let looks = looks(of: text), looks.numbers >= 1 else { return false }
        if looks.joined >= 4 { return true }
        return looks.capitals >= 1 && (looks.hasStreet && looks.words >= 1 || looks.parts >= 2 && looks.capitals >= 2)
    }

    /// nil for what has a sign that no address has: `@`, `_`, `=`, brackets, and the colon of ports and hardware.
    private static func looks(of text: Bytes) -> Looks? {
        guard text.count <= longest else { return nil }
        var looks = Looks()
        var place = 0
        while place < text.count {
            let byte = text[place]
            guard byte.isWordOrBeyondASCII else {
                guard signs.contains(byte) else { return nil }
                if byte == UInt8(ascii: ",") || byte.isLineBreak { looks.parts += 1 }
                place += 1
                continue
            }
            let start = place
            while place < text.count, text[place].isWordOrBeyondASCII || joiners.contains(text[place]) { place += 1 }
            note(text, start..<place, in: &looks)
        }
        return looks
    }

    private static func note(_ text: Bytes, _ word: Range<Int>, in looks: inout Looks) {
        let digits = word.count { text[$0].isDigit }
        let beyond = word.count { text[$0] >= 0xE3 && text[$0] <= 0xED }
        if beyond >= 2 { looks.joined += beyond }
        if digits > 0, beyond == 0 {
            let leading = text.digits(from: word.lowerBound, limit: 6)
            if (1...5).contains(leading), isNumber(text, word.lowerBound + leading, word.upperBound) {
                looks.numbers += 1
            }
            return
        }
        if digits > 0 { looks.numbers += 1 }
        guard word.count >= 2 else { return }
        looks.words += 1
        if NameText.begins(text, word.lowerBound) { looks.capitals += 1 }
        if isStreet(text, word) { looks.hasStreet = true }
    }

    /// Whether nothing follows a number but a letter, or the end of a range: `12`, `4B`, `12-14`.
    private static func isNumber(_ text: Bytes, _ start: Int, _ end: Int) -> Bool {
        start == end || start + 1 == end && text[start] != UInt8(ascii: ".") || text[start] == UInt8(ascii: "-")
    }

    private static func isStreet(_ text: Bytes, _ word: Range<Int>) -> Bool {
        StreetWords.endsLikeStreet(text, word) || StreetWords.english.contains(text, word)
            || StreetWords.french.contains(text, word) || StreetWords.spanish.contains(text, word)
            || further.contains(text, word)
    }

    private static let further = PlainWords(
        "strasse str weg platz via viale piazza corso largo vicolo rua av av. alameda travessa praca plaza camino carrera ul ul. aleja plac ulica st. ave. rd. blvd. dr. ln. hwy way close mews"
    )

    private static let signs = ByteSet(" ,.-/'()#&\n\r;")
    private static let joiners = ByteSet("'-.")
}
