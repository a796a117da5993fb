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
    /// A bit for each pair of last letters (five bits each), so that most keys are done with after two bytes.
    private let ends: UnsafeMutablePointer<UInt32>
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
        ends = UnsafeMutablePointer<UInt32>.allocate(capacity: 32)
        ends.initialize(repeating: 0, count: 32)
        longest = (phrases.map(\.1.count).max() ?? 0) + 4
        for (meaning, phrase) in phrases {
            let hash = phrase.withUnsafeBufferPointer { Self.hash(Bytes($0), 0..<phrase.count) }
            var place = Int(truncatingIfNeeded: hash >> 20) & mask
            while slots[place].hash != 0, slots[place].hash != hash { place = (place + 1) & mask }
            slots[place].hash = hash
            slots[place].meaning |= meaning.rawValue
            ends[Int(phrase[phrase.count - 1] & 31)] |=
                phrase.count == 1 ? .max : 1 << UInt32(phrase[phrase.count - 2] & 31)
        }
    }

    /// Whether a phrase may end with these two bytes in either case.
    @inline(__always)
    func mayEnd(_ second: UInt8, _ last: UInt8) -> Bool { ends[Int(last & 31)] >> UInt32(second & 31) & 1 == 1 }

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
