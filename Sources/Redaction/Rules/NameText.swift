/// Whether a text may be the name of a person, by its looks: letters of any script, and what stands between names.
enum NameText {
    static let longest = 96

    /// One to six words, in place.
    private struct Words {
        private var ranges: [6 of Range<Int>] = .init(repeating: 0..<0)
        private(set) var count = 0

        /// - Returns: Whether there was room.
        mutating func append(_ word: Range<Int>) -> Bool {
            guard count < ranges.count else { return false }
            ranges[count] = word
            count += 1
            return true
        }

        subscript(place: Int) -> Range<Int> { ranges[place] }

        func allSatisfy(_ condition: (Range<Int>) -> Bool) -> Bool {
            for place in 0..<count where !condition(ranges[place]) { return false }
            return true
        }
    }

    /// Whether it may be a name: `Ana`, `O'Brien`, `Roe, Jane`, `山田太郎`; no digits, and no word for nothing.
    static func isName(_ text: Bytes) -> Bool { words(of: text) != nil }

    /// Whether it looks like a name in full: two words or more that begin with capitals, but for particles (`van`, `de la`).
    static func isFullName(_ text: Bytes) -> Bool {
        guard let words = words(of: text) else { return false }
        if words.count == 1 { return isJoined(text, words[0]) }
        guard begins(text, words[words.count - 1].lowerBound) else { return false }
        return words.allSatisfy { begins(text, $0.lowerBound) || particles.contains(text, $0) }
    }

    /// Whether a capital, or a letter beyond ASCII, stands at `index`.
    static func begins(_ text: Bytes, _ index: Int) -> Bool { text[index].isUpper || text[index] >= 0xC3 }

    static func isParticle(_ text: Bytes, _ word: Range<Int>) -> Bool { particles.contains(text, word) }

    /// Whether the word says that there is no name.
    static func isNothing(_ text: Bytes, _ word: Range<Int>) -> Bool { nothing.contains(text, word) }

    /// The words of what has the looks of a name; nil for anything else.
    private static func words(of text: Bytes) -> Words? {
        guard text.count <= longest else { return nil }
        var words = Words()
        var letters = 0
        var place = 0
        while place < text.count {
            let start = place
            while place < text.count, let length = letter(text, at: place) {
                if text[place].isWordOrBeyondASCII { letters += text[place] < 0x80 ? 1 : 2 }
                place += length
            }
            if place > start, !words.append(start..<place) { return nil }
            guard place < text.count else { break }
            guard separators.contains(text[place]) else { return nil }
            place += 1
        }
        guard words.count > 0, letters >= 2,
            KeyMeaning.of(text).isDisjoint(with: [.name, .perhapsName, .plainName])
        else { return nil }
        if words.count == 1, nothing.contains(text, words[0]), !isShortName(text, words[0]) { return nil }
        return words.allSatisfy { !others.contains(text, $0) } ? words : nil
    }

    /// `Na` and `No` are names in Korea; `na` and `NO` are answers.
    private static func isShortName(_ text: Bytes, _ word: Range<Int>) -> Bool {
        word.count == 2 && text[word.lowerBound].isUpper && text[word.lowerBound + 1].isLower
    }

    /// The length of a letter, or of a mark inside a word.
    private static func letter(_ text: Bytes, at index: Int) -> Int? {
        let byte = text[index]
        if byte < 0x80 { return byte.isLetter || marks.contains(byte) ? 1 : nil }
        // Emoji, dashes, quotation marks; but ’ and ‐ stand in names.
        if byte == 0xF0, text[index + 1] == 0x9F { return nil }
        if byte == 0xC2 { return text[index + 1] == 0xA0 || text[index + 1] == 0xB7 ? 2 : nil }
        if byte == 0xE2, text[index + 1] <= 0x81 {
            return text[index + 1] == 0x80 && (text[index + 2] == 0x99 || text[index + 2] == 0x90) ? 3 : nil
        }
        return 1
    }

    private static let marks = ByteSet("'-")
    /// An initial ends with a period, a family name in front with a comma.
    private static let separators = ByteSet(" .,")

    /// Names of East Asia have no blank between them.
    private static func isJoined(_ text: Bytes, _ word: Range<Int>) -> Bool {
        (6...18).contains(word.count) && (0xE3...0xED).contains(text[word.lowerBound])
            && word.allSatisfy { text[$0] >= 0x80 }
    }

    private static let particles = PlainWords(
        "de da di do du dos das del della der den des la le las los van von vom zu zur ten ter af av al el bin ibn ben bint abu y e i und"
    )

    /// What stands where there is no name.
    private static let nothing = PlainWords(
        """
        null nil none unknown unset unnamed undefined undisclosed anonymous nobody default empty missing invalid required
        optional redacted hidden masked deleted removed tbd todo na no yes true false on off test testing example sample
        string text varchar char str int integer number bool boolean object array any value column
        """)

    /// What no person's name has in it.
    private static let others = PlainWords(
        """
        team teams bot bots service services system administrator administrators support desk account accounts group groups
        department robot actions api server cluster user users inc corp corporation ltd limited llc llp plc gmbh ag sarl company
        university foundation organization organisation association committee
        please thank thanks hello known stable condition status
        """)
}

/// ASCII words in lower case.
struct PlainWords: Sendable {
    private let words: NameTable

    init(_ words: String) {
        self.words = NameTable(words.split(whereSeparator: { $0 == " " || $0 == "\n" }).map { Array($0.utf8) })
    }

    /// Whether the word at `range` is one, in any case.
    func contains(_ text: Bytes, _ range: Range<Int>) -> Bool { words.containsLowercased(text, range) }
}
