/// How texts fall into words: the one rule by which they are indexed, searched and marked.
///
/// A *token* is a run of letters and digits, with `_`, `-` and `.` where they stand between such. A token with joints
/// counts as a whole (`maybes.create`, `u_1`, `10.0.0.1`), between its dots (`foo.u_1` gives `u_1`), and in its parts of
/// two characters and more that begin with a letter (`maybes`, `create`). Case does not matter. Each ideograph, kana and
/// Hangul syllable is a word by itself, since no space stands between them.
///
/// Reuses its memory from text to text.
package struct Words {
    /// What a byte of a folded text belongs to.
    fileprivate enum Class: UInt8 {
        case separator, letter, digit, joint, ideograph
    }

    private var folded: [UInt8] = []
    private var classes: [Class] = []
    /// Where each folded byte comes from in the text, as the offset of its scalar's first byte; kept only for marking.
    private var origins: [Int]?
    private var length = 0

    package init() {}

    /// - Parameter isMarking: Whether it will be asked where in the text a word stands.
    init(isMarking: Bool) { origins = isMarking ? [] : nil }

    /// Takes up a text.
    package mutating func read(_ text: UnsafeBufferPointer<UInt8>) {
        folded.removeAll(keepingCapacity: true)
        classes.removeAll(keepingCapacity: true)
        folded.reserveCapacity(text.count)
        classes.reserveCapacity(text.count)
        length = text.count
        origins?.removeAll(keepingCapacity: true)
        for place in text.indices {
            let byte = text[place]
            guard byte < 0x80 else { return readScalars(String(decoding: text[place...], as: UTF8.self), from: place) }
            origins?.append(place)
            let kind = Self.asciiClasses[Int(byte)]
            folded.append(kind == .letter ? byte | 0x20 : byte)
            classes.append(kind)
        }
    }

    package mutating func read(_ text: String) {
        var text = text
        text.withUTF8 { read($0) }
    }

    private static let asciiClasses: [Class] = (0..<128).map { byte -> Class in
        switch UInt8(byte) {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): .letter
        case UInt8(ascii: "0")...UInt8(ascii: "9"): .digit
        case UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."): .joint
        default: .separator
        }
    }

    private mutating func readScalars(_ text: String, from start: Int) {
        var place = start
        for scalar in text.unicodeScalars {
            defer { place += UTF8.width(scalar) }
            let kind = Self.kind(of: scalar)
            let lower = kind == .letter ? scalar.properties.lowercaseMapping : String(scalar)
            for byte in lower.utf8 {
                folded.append(byte)
                classes.append(kind)
                origins?.append(place)
            }
        }
    }

    private static func kind(of scalar: Unicode.Scalar) -> Class {
        if scalar.isASCII { return asciiClasses[Int(scalar.value)] }
        switch scalar.value {
        case 0x2E80...0x2FDF, 0x3040...0x30FF, 0x31F0...0x31FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xAC00...0xD7A3,
            0xF900...0xFAFF, 0x20000...0x3FFFF:
            return .ideograph
        default: break
        }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark,
            .spacingMark, .enclosingMark, .letterNumber:
            return .letter
        case .decimalNumber, .otherNumber: return .digit
        default: return .separator
        }
    }

    /// The tokens of the text, folded, and where they stand in the folded text; the same one may come again.
    package func forEachToken(_ body: (UnsafeBufferPointer<UInt8>, Range<Int>) -> Void) {
        folded.withUnsafeBufferPointer { bytes in
            forEachRun { run in
                body(UnsafeBufferPointer(rebasing: bytes[run]), run)
                guard run.contains(where: { classes[$0] == .joint }) else { return }
                forEachStretch(of: run) { stretch in body(UnsafeBufferPointer(rebasing: bytes[stretch]), stretch) }
                forEachPart(of: run) { part in
                    guard part.count > 1, classes[part.lowerBound] == .letter else { return }
                    body(UnsafeBufferPointer(rebasing: bytes[part]), part)
                }
            }
        }
    }

    /// A stretch of the folded text as bytes of the text itself.
    func origin(of range: Range<Int>) -> Range<Int> {
        guard let origins, range.lowerBound < origins.count else { return 0..<0 }
        return origins[range.lowerBound]..<(range.upperBound < origins.count ? origins[range.upperBound] : length)
    }

    /// The words of the text one behind the other, without regard to joints: what a phrase is looked for in.
    package func forEachWord(_ body: (UnsafeBufferPointer<UInt8>, Range<Int>) -> Void) {
        folded.withUnsafeBufferPointer { bytes in
            forEachRun { run in
                forEachPart(of: run) { part in body(UnsafeBufferPointer(rebasing: bytes[part]), part) }
            }
        }
    }

    /// Maximal runs of letters, digits and joints, without joints at the ends.
    private func forEachRun(_ body: (Range<Int>) -> Void) {
        var at = 0
        while at < classes.count {
            if classes[at] == .ideograph {
                let end = endOfIdeograph(at)
                body(at..<end)
                at = end
                continue
            }
            guard classes[at] == .letter || classes[at] == .digit else {
                at += 1
                continue
            }
            let start = at
            var end = at
            while at < classes.count, classes[at] != .separator, classes[at] != .ideograph {
                if classes[at] != .joint { end = at + 1 }
                at += 1
            }
            body(start..<end)
        }
    }

    private func endOfIdeograph(_ start: Int) -> Int {
        var end = start + 1
        while end < folded.count, folded[end] & 0xC0 == 0x80 { end += 1 }
        return end
    }

    /// What stands between the dots of a run, and is no part by itself.
    private func forEachStretch(of run: Range<Int>, _ body: (Range<Int>) -> Void) {
        var start = run.lowerBound
        func isDot(_ at: Int) -> Bool { folded[at] == UInt8(ascii: ".") }
        guard run.contains(where: isDot) else { return }
        for end in run.lowerBound...run.upperBound where end == run.upperBound || isDot(end) {
            var stretch = start..<end
            start = end + 1
            while let first = stretch.first, classes[first] == .joint {
                stretch = stretch.dropFirst().startIndex..<stretch.upperBound
            }
            while let last = stretch.last, classes[last] == .joint { stretch = stretch.lowerBound..<last }
            if stretch.contains(where: { classes[$0] == .joint }) { body(stretch) }
        }
    }

    /// Letters and digits between joints.
    private func forEachPart(of run: Range<Int>, _ body: (Range<Int>) -> Void) {
        var start = run.lowerBound
        for end in run.lowerBound...run.upperBound where end == run.upperBound || classes[end] == .joint {
            if end > start { body(start..<end) }
            start = end + 1
        }
    }

    // MARK: What is looked for

    /// Whether there is anything to look for in a text.
    static func hasWord(_ text: String) -> Bool {
        var words = Words()
        words.read(text)
        var isFound = false
        words.forEachRun { _ in isFound = true }
        return isFound
    }
}

/// Words to look for, as `Words` has them.
package enum SoughtWords: Sendable {
    /// One token; a longer one will do if it is a prefix.
    case token([UInt8], isPrefix: Bool)
    /// Words one behind the other, the last one maybe a prefix.
    case phrase([[UInt8]], isPrefix: Bool)

    /// - Parameter text: One without a word is found nowhere.
    package init(_ text: String, isPrefix: Bool) {
        var words = Words()
        words.read(text)
        var runs: [[UInt8]] = []
        var parts: [[UInt8]] = []
        words.forEachWholeRun { runs.append(Array($0)) }
        words.forEachWord { word, _ in parts.append(Array(word)) }
        self = runs.count == 1 ? .token(runs[0], isPrefix: isPrefix) : .phrase(parts, isPrefix: isPrefix)
    }

    /// The words of a phrase that are tokens wherever the phrase stands.
    package var certainTokens: [(bytes: [UInt8], isPrefix: Bool)] {
        switch self {
        case .token(let bytes, let isPrefix): return [(bytes, isPrefix)]
        case .phrase(let words, let isPrefix):
            return words.enumerated().compactMap { place, word in
                let isLast = place == words.count - 1
                guard word.count > 1, Words.isPart(word) else { return nil }
                return (word, isLast && isPrefix)
            }
        }
    }

    /// The tokens of a text.
    package static func tokens(of text: String) -> [[UInt8]] {
        var words = Words()
        words.read(text)
        var tokens: [[UInt8]] = []
        words.forEachToken { token, _ in tokens.append(Array(token)) }
        return tokens
    }

    /// Whether a text that was read holds them.
    func isFound(in text: Words) -> Bool {
        place(in: text) != nil
    }

    /// Where they stand first, in the folded text.
    func place(in text: Words) -> Range<Int>? {
        switch self {
        case .token(let sought, let isPrefix):
            var found: Range<Int>?
            text.forEachToken { token, range in
                if found == nil, Self.equals(token, sought, isPrefix: isPrefix) { found = range }
            }
            return found
        case .phrase(let sought, let isPrefix): return Self.place(of: sought, isPrefix: isPrefix, in: text)
        }
    }

    private static func place(of sought: [[UInt8]], isPrefix: Bool, in text: Words) -> Range<Int>? {
        var window: [Range<Int>] = []
        var matches: [Int] = []
        var found: Range<Int>?
        guard !sought.isEmpty else { return nil }
        // The numbers of words that have matched so far, for every place where the phrase may have begun.
        text.forEachWord { word, range in
            guard found == nil else { return }
            window.append(range)
            matches.append(0)
            var kept: [(Range<Int>, Int)] = []
            for (start, count) in zip(window, matches) {
                let isLast = count == sought.count - 1
                guard equals(word, sought[count], isPrefix: isLast && isPrefix) else { continue }
                if isLast {
                    found = found ?? start.lowerBound..<range.upperBound
                } else {
                    kept.append((start, count + 1))
                }
            }
            window = kept.map(\.0)
            matches = kept.map(\.1)
        }
        return found
    }

    private static func equals(_ word: UnsafeBufferPointer<UInt8>, _ sought: [UInt8], isPrefix: Bool) -> Bool {
        isPrefix ? word.starts(with: sought) : word.elementsEqual(sought)
    }
}

extension Words {
    /// Whether a word is a token of its own wherever it stands: a part that begins with a digit is none behind a joint.
    fileprivate static func isPart(_ word: [UInt8]) -> Bool {
        guard let first = String(decoding: word, as: UTF8.self).unicodeScalars.first else { return false }
        return kind(of: first) != .digit
    }

    /// Whole runs, folded.
    fileprivate func forEachWholeRun(_ body: (UnsafeBufferPointer<UInt8>) -> Void) {
        folded.withUnsafeBufferPointer { bytes in
            forEachRun { body(UnsafeBufferPointer(rebasing: bytes[$0])) }
        }
    }
}
