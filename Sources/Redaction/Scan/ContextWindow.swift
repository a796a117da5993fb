/// The five words before a candidate: moves forward only, so that all questions about a text together cost one pass.
struct ContextWindow {
    static let capacity = 5
    /// No candidate looks further, in bytes.
    private static let reach = 96

    private var cursor = 0
    private var reader = WordReader()
    private var recent: (Context, Context, Context, Context, Context) = ([], [], [], [], [])

    /// Starts on a new text.
    mutating func reset() {
        cursor = 0
        reader.reset()
        recent = ([], [], [], [], [])
    }

    /// What any word of a text says, and any two that follow each other.
    static func context(of text: Bytes) -> Context {
        let vocabulary = Vocabulary.standard
        var context: Context = []
        var reader = WordReader()
        var starts = WordStarts(text)
        while let start = starts.next() {
            guard reader.expects(text, start, in: vocabulary) else { continue }
            let end = text.endOfWord(from: start)
            context.formUnion(reader.meaning(of: text, start..<end, in: vocabulary))
        }
        return context
    }

    mutating func context(of text: Bytes, before index: Int, within words: Int) -> Context {
        if index < cursor || index - cursor > Self.reach {
            self = ContextWindow()
            cursor = max(0, index - Self.reach)
            while cursor > 0, cursor < index, text[cursor].isWordOrBeyondASCII { cursor += 1 }
        }
        while cursor < index {
            if let end = Placeholder.end(in: text, at: cursor) {
                cursor = end
                reader.reset()
            } else if text[cursor].isWordOrBeyondASCII {
                let start = cursor
                while cursor < index, text[cursor].isWordOrBeyondASCII { cursor += 1 }
                recent = (reader.meaning(of: text, start..<cursor), recent.0, recent.1, recent.2, recent.3)
            } else {
                if Self.beginsMember(text, at: cursor) {
                    recent = ([], [], [], [], [])
                    reader.reset()
                }
                cursor += 1
            }
        }
        return switch words {
        case 1: recent.0
        case 2: recent.0.union(recent.1)
        case 3: recent.0.union(recent.1).union(recent.2)
        case 4: recent.0.union(recent.1).union(recent.2).union(recent.3)
        default: recent.0.union(recent.1).union(recent.2).union(recent.3).union(recent.4)
        }
    }

    /// What the five words after a candidate say: `AAA123456 es mi número de pasaporte`.
    static func context(of text: Bytes, after index: Int) -> Context {
        var context: Context = []
        var reader = WordReader()
        var words = 0
        var place = index
        let limit = min(text.count, index + reach)
        while place < limit, words < capacity {
            if let end = Placeholder.end(in: text, at: place) {
                place = end
                reader.reset()
            } else if text[place].isWordOrBeyondASCII {
                let start = place
                while place < limit, text[place].isWordOrBeyondASCII { place += 1 }
                context.formUnion(reader.meaning(of: text, start..<place))
                words += 1
            } else {
                if beginsMember(text, at: place) { break }
                place += 1
            }
        }
        return context
    }

    /// Whether the quotation mark of JSON's next member is at `index`: words do not tell across it.
    private static func beginsMember(_ text: Bytes, at index: Int) -> Bool {
        guard text[index] == UInt8(ascii: "\"") else { return false }
        var place = index - 1
        while place > index - 3, text[place] == 32 || text[place] == UInt8(ascii: "\\") { place -= 1 }
        return text[place] == UInt8(ascii: ",")
    }
}
