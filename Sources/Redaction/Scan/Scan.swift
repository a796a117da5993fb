/// What a scan looks for.
enum ScanMode: Sendable {
    /// Free text: everything.
    case text
    /// An id: secrets, checksummed numbers, addresses; nothing that needs context, and numbers only as whole tokens.
    case identifier
}

/// The working memory of scans: made once, used for text after text, so that a clean text allocates nothing.
struct Scan {
    private(set) var text = Bytes.empty
    private(set) var mode = ScanMode.text
    /// What the key above the text says of it.
    private(set) var hint: Context = []
    private(set) var candidates: [Candidate] = []

    /// The number of digits at the current digit trigger.
    var group = 0
    /// The place of the `@` that ends a URL's user-info: no e-mail address.
    var userInfoEnd = -1
    /// The detector at work is not called again before this offset.
    var resume = 0

    private var resumes: [Int]
    private var hasResumes = false
    private var window = ContextWindow()

    #if DEBUG
        let counter: ReadCounter? = ReadCounter()
    #else
        var counter: ReadCounter? { nil }
    #endif

    init(detectorCount: Int) { resumes = Array(repeating: 0, count: detectorCount) }

    /// Starts on a new text.
    mutating func begin(_ text: Bytes, mode: ScanMode, hint: Context) {
        self.text = text
        self.mode = mode
        self.hint = hint
        if !candidates.isEmpty { candidates.removeAll(keepingCapacity: true) }
        userInfoEnd = -1
        window = ContextWindow()
        if hasResumes {
            for place in resumes.indices { resumes[place] = 0 }
            hasResumes = false
        }
    }

    /// Forgets the text, whose memory is about to go.
    mutating func end() { text = .empty }

    /// Lets a detector look at `index`, unless it asked not to be called there.
    @inline(__always)
    mutating func visit(_ detectors: DetectorList, _ number: Int, at index: Int) {
        if hasResumes, resumes[number] > index { return }
        resume = 0
        detectors.examine(&self, number, at: index)
        if resume > index {
            resumes[number] = resume
            hasResumes = true
        }
    }

    mutating func report(_ kind: PIIKind, _ strength: Strength, _ range: Range<Int>) {
        if mode == .identifier, !isAllowedInIdentifier(kind, strength, range) { return }
        candidates.append(Candidate(kind: kind, strength: strength, range: range))
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
