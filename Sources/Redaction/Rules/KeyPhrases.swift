/// The words and phrases of `KeyMeaning` by their hash: in lower case and without what parts them, so that `first_name`,
/// `firstName` and `firstname` are one.
///
/// Made once and never freed, as `Vocabulary` is.
struct KeyPhrases: @unchecked Sendable {
    private struct Slot: BitwiseCopyable {
        var hash: UInt64 = 0
        var meaning: UInt16 = 0
    }

    private let slots: UnsafeMutablePointer<Slot>
    private let mask: Int
    /// The last three bytes of phrases, so that most keys are done with after a look at theirs.
    private let ends = BitFilter(bits: 14)
    /// The most bytes that a phrase takes in a key.
    let longest: Int

    /// - Parameter rows: A meaning and its phrases, parted by blanks or line breaks.
    init(_ rows: [(KeyMeaning, String)]) {
        let phrases = rows.flatMap { row in
            row.1.split(whereSeparator: { $0 == " " || $0 == "\n" }).map { (row.0, Array($0.utf8)) }
        }
        var size = 64
        while size < 4 * phrases.count { size *= 2 }
        mask = size - 1
        slots = UnsafeMutablePointer<Slot>.allocate(capacity: size)
        slots.initialize(repeating: Slot(), count: size)
        longest = (phrases.map(\.1.count).max() ?? 0) + 4
        for (meaning, phrase) in phrases {
            let hash = phrase.withUnsafeBufferPointer { Self.hash(Bytes($0), 0..<phrase.count) }
            var place = Int(truncatingIfNeeded: hash >> 20) & mask
            while slots[place].hash != 0, slots[place].hash != hash { place = (place + 1) & mask }
            slots[place].hash = hash
            slots[place].meaning |= meaning.rawValue
            phrase.withUnsafeBufferPointer { bytes in
                ends.insert(WordHash.of(Bytes(bytes), max(0, bytes.count - 3)..<bytes.count))
            }
        }
    }

    /// Whether a phrase may end before `end`, by the last three bytes.
    @inline(__always)
    func mayEnd(_ text: Bytes, before end: Int) -> Bool {
        for place in end - 3..<end where !text[place].isWordOrBeyondASCII { return true }
        return ends.mayHold(WordHash.of(text, end - 3..<end))
    }

    func meaning(of text: Bytes, _ range: Range<Int>) -> KeyMeaning {
        let hash = Self.hash(text, range)
        var place = Int(truncatingIfNeeded: hash >> 20) & mask
        while slots[place].hash != 0 {
            if slots[place].hash == hash { return KeyMeaning(rawValue: slots[place].meaning) }
            place = (place + 1) & mask
        }
        return []
    }

    private static func hash(_ text: Bytes, _ range: Range<Int>) -> UInt64 {
        var hash = WordHash()
        var start = range.lowerBound
        for index in range where KeySegments.isSeparator(text[index]) {
            hash.append(text, start..<index)
            start = index + 1
        }
        hash.append(text, start..<range.upperBound)
        return hash.finished
    }
}
