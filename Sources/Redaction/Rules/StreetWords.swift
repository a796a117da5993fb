/// Words for streets, whole and in lower case.
struct StreetWords: Sendable {
    private let words: NameTable
    /// What they begin with, so that most words are done with after a byte.
    private let firsts: ByteSet

    private init(_ words: String) {
        let words = words.split(whereSeparator: { $0 == " " || $0 == "\n" }).map { Array($0.utf8) }
        self.words = NameTable(words)
        firsts = ByteSet { byte in words.contains { $0.first == byte } }
    }

    /// Whether the word at `range` is one, in any case of ASCII.
    func contains(_ text: Bytes, _ range: Range<Int>) -> Bool {
        firsts.contains(text[range.lowerBound].lowercased) && words.containsLowercased(text, range)
    }

    /// United States Postal Service, Publication 28, appendix C1: the common ones; Royal Mail's are among them.
    static let english = StreetWords(
        """
        street st avenue ave road rd boulevard blvd lane ln drive dr court ct place pl square sq terrace ter parkway pkwy
        highway hwy circle cir crescent
        """)
    static let french = StreetWords("rue avenue boulevard impasse quai chemin allée")
    static let articles = StreetWords("de du des la le les l d")
    static let spanish = StreetWords("calle avenida avda paseo rua")
    /// What has a drive and is no street.
    static let drives = StreetWords("google hard disk flash solid tape test shared http error zip thumb usb network")

    /// `Hauptstraße`, `Lindenallee`, `Goethestr.`: longer than the ending itself.
    static func endsLikeStreet(_ text: Bytes, _ range: Range<Int>) -> Bool {
        endings.contains { ending in
            let start = range.upperBound - ending.utf8CodeUnitCount
            return start >= range.lowerBound + 2 && text.hasPrefix(ending, at: start)
        }
    }

    private static let endings: [StaticString] = [
        "straße", "strasse", "str.", "weg", "platz", "allee", "gasse", "chaussee", "laan", "straat", "gatan", "vägen",
    ]
}

/// Looks at the words of an address; none looks farther than a few dozen bytes.
enum StreetText {
    private static let longestWord = 24

    @inline(__always)
    private static func isWord(_ byte: UInt8) -> Bool { byte.isWordOrBeyondASCII || byte == UInt8(ascii: "-") }

    /// The word that begins at `index`.
    static func word(_ text: Bytes, at index: Int) -> Range<Int>? {
        var end = index
        while end < index + longestWord, isWord(text[end]) { end += 1 }
        return end > index && !isWord(text[end]) ? index..<end : nil
    }

    /// The start of the word, which may hold a period at its end, before `end`.
    static func startOfWord(_ text: Bytes, before end: Int, limit: Int) -> Int {
        var start = text[end - 1] == UInt8(ascii: ".") ? end - 1 : end
        while start > end - limit, isWord(text[start - 1]) { start -= 1 }
        return start
    }

    /// `NW`, `, Apt 4B`, `Suite 500` behind a street.
    static func endOfUnit(_ text: Bytes, after end: Int) -> Int {
        var end = end
        if text[end] == UInt8(ascii: "."), text[end + 1] == 32 || text[end + 1] == UInt8(ascii: ",") { end += 1 }
        if text[end] == 32, let word = word(text, at: end + 1), word.count <= 2,
            word.allSatisfy({ "NSEW".utf8.contains(text[$0]) })
        {
            end = word.upperBound
        }
        var place = end
        if text[place] == UInt8(ascii: ",") { place += 1 }
        guard text[place] == 32 else { return end }
        place += 1
        for unit in units where text.hasPrefix(unit, at: place) {
            if let number = word(text, at: place + unit.utf8CodeUnitCount), number.count <= 5 {
                return number.upperBound
            }
        }
        return end
    }

    private static let units: [StaticString] = ["apt ", "apt. ", "suite ", "unit ", "# ", "#", "flat "]

    /// `, 80331 München` behind a number or a street.
    static func endOfTown(_ text: Bytes, after end: Int) -> Int {
        var place = end
        if text[place] == UInt8(ascii: ",") { place += 1 }
        guard text[place] == 32 else { return end }
        place += 1
        let digits = text.digits(from: place, limit: 6)
        guard (4...5).contains(digits), text[place + digits] == 32, let town = word(text, at: place + digits + 1),
            text[town.lowerBound].isUpper || text[town.lowerBound] == 0xC3
        else { return end }
        return town.upperBound
    }
}
