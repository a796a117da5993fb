/// What a scan looks for.
enum ScanMode: Sendable {
    /// Free text: everything.
    case text
    /// An id: secrets, checksummed numbers, addresses; nothing that needs context, and numbers only as whole tokens.
    case identifier
}

/// The working memory of scans: made once, used for text after text, so that a clean text allocates nothing.
struct Scan: ~Copyable {
    private(set) var text = Bytes.empty
    private(set) var mode = ScanMode.text
    /// What the key above the text says of it.
    private(set) var hint: Context = []
    private(set) var candidates: [Candidate] = []
    /// What counts only if the text holds nothing else.
    private var alone: [Candidate] = []

    /// Set once: what alone is looked for; nil for everything.
    var filter: KindFilter?
    /// Set once: whether the names of accounts are looked for.
    var findsUsernames = false

    /// The number of digits at the current digit trigger.
    var group = 0
    /// The place of the `@` that ends a URL's user-info: no e-mail address.
    var userInfoEnd = -1
    /// Where the bytes of digits and separators that were looked at last end.
    private var rowEnd = 0
    /// Whether something in the text is percent-encoded.
    var isEncoded = false
    /// The detector at work is not called again before this offset.
    var resume = 0

    /// For each detector, where it wants to be called again; empty until one says so.
    private var resumes: [Int] = []
    private let detectorCount: Int
    private var hasResumes = false
    private var window = ContextWindow()
    /// What all words of the text together say; asked for first, as most texts say nothing.
    private var everything: Context?
    /// The triggers of which nothing tells.
    private var deafTriggers: UInt64?

    #if DEBUG
        let counter: ReadCounter? = ReadCounter()
    #else
        var counter: ReadCounter? { nil }
    #endif

    init(detectorCount: Int) { self.detectorCount = detectorCount }

    /// Starts on a new text.
    mutating func begin(_ text: Bytes, mode: ScanMode, hint: Context) {
        self.text = text
        self.mode = mode
        self.hint = filter.map { hint.union($0.context) } ?? hint
        if !candidates.isEmpty { candidates.removeAll(keepingCapacity: true) }
        if !alone.isEmpty { alone.removeAll(keepingCapacity: true) }
        userInfoEnd = -1
        rowEnd = 0
        isEncoded = false
        window.reset()
        everything = nil
        deafTriggers = nil
        if hasResumes {
            for place in resumes.indices { resumes[place] = 0 }
            hasResumes = false
        }
    }

    /// Whether the text has no candidates, as far as the scan can see.
    var isEmpty: Bool { candidates.isEmpty && !isEncoded }

    /// Settles what was left open, and forgets the text, whose memory is about to go.
    mutating func end() {
        if !alone.isEmpty, holdsNothingElse() { candidates += alone }
        text = .empty
    }

    /// Lets a detector look at `index`, unless it asked not to be called there.
    @inline(__always)
    mutating func visit(_ detectors: DetectorList, _ number: Int, at index: Int) {
        if hasResumes, resumes[number] > index { return }
        resume = 0
        detectors.examine(&self, number, at: index)
        if resume > index {
            if resumes.isEmpty { resumes = Array(repeating: 0, count: detectorCount) }
            resumes[number] = resume
            hasResumes = true
        }
    }

    mutating func report(_ kind: PIIKind, _ strength: Strength, _ range: Range<Int>) {
        if mode == .identifier, !isAllowedInIdentifier(kind, strength, range) { return }
        if let filter, !filter.kinds.contains(kind) { return }
        candidates.append(Candidate(kind: kind, strength: strength, range: range))
    }

    /// Reports what is one only where no words could tell of it: in a text, or a field for free text, that holds such
    /// numbers and nothing else.
    mutating func reportIfAlone(_ kind: PIIKind, _ strength: Strength, _ range: Range<Int>) {
        guard mayStandAlone else { return }
        if let filter, !filter.kinds.contains(kind) { return }
        alone.append(Candidate(kind: kind, strength: strength, range: range))
    }

    private static let longestAlone = 128

    /// Whether every letter and digit of the text is in a candidate.
    private func holdsNothingElse() -> Bool {
        for place in 0..<text.count where text[place].isWordOrBeyondASCII {
            guard
                alone.contains(where: { $0.range.contains(place) })
                    || candidates.contains(where: { $0.range.contains(place) })
            else { return false }
        }
        return true
    }

    /// Whether the key or some word of the text may tell of `meaning`: if not, no words around a number do.
    @inline(__always)
    mutating func mayBeTold(_ meaning: Context) -> Bool { !told.isDisjoint(with: meaning) }

    /// The triggers of which neither the key nor a word of the text tells.
    @inline(__always)
    mutating func deaf(_ tables: DispatchTables) -> UInt64 {
        if let deafTriggers { return deafTriggers }
        let deaf = tables.deaf(told)
        deafTriggers = deaf
        return deaf
    }

    /// What the key and all words of the text say.
    var told: Context {
        @inline(__always) mutating get { everything ?? readEverything() }
    }

    @inline(never)
    private mutating func readEverything() -> Context {
        let said = hint.union(ContextWindow.context(of: text))
        everything = said
        return said
    }

    /// The end of the bytes of `set` from `place` on; a row is read once, however often it is asked for.
    mutating func endOfRow(from place: Int, of set: ByteSet) -> Int {
        if rowEnd <= place {
            rowEnd = place
            while rowEnd < text.count, set.contains(text.unchecked(rowEnd)) { rowEnd += 1 }
        }
        return rowEnd
    }

    /// Whether a number may be one only because the text holds nothing else.
    var mayStandAlone: Bool { mode == .text && !hint.contains(.named) && text.count <= Self.longestAlone }

    /// What the five words before and the five words after `range` and the key above the text say.
    mutating func context(around range: Range<Int>) -> Context {
        context(before: range.lowerBound).union(ContextWindow.context(of: text, after: range.upperBound))
    }

    /// What the words before `index` (five of them, or fewer) and the key above the text say.
    mutating func context(before index: Int, within words: Int = ContextWindow.capacity) -> Context {
        self.words(before: index, within: words).union(hint)
    }

    /// What the words before `index` say.
    mutating func words(before index: Int, within words: Int) -> Context {
        window.context(of: text, before: index, within: words)
    }

    /// An id is opaque: digits inside it are no number of anybody's.
    private func isAllowedInIdentifier(_ kind: PIIKind, _ strength: Strength, _ range: Range<Int>) -> Bool {
        if strength == .secret { return true }
        switch kind {
        case .email, .ipv4, .ipv6: return true
        case .phone where text[range.lowerBound] != UInt8(ascii: "+"): return false
        case .phone, .creditCard, .iban, .usSSN: return isWholeToken(range)
        default: return false
        }
    }

    private func isWholeToken(_ range: Range<Int>) -> Bool {
        !Self.tokenBytes.contains(text[range.lowerBound - 1]) && !Self.tokenBytes.contains(text[range.upperBound])
    }

    private static let tokenBytes = ByteSet.alphanumeric | ByteSet("_-.")
}
