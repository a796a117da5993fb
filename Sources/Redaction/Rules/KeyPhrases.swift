/// The words and phrases of `KeyMeaning`, in lower case and without what parts them, so that `first_name`, `firstName` and
/// `firstname` are one: a tree that is walked from a key's last letter back, so that most keys are done with after three.
///
/// Made once and never freed, as `Vocabulary` is.
struct KeyPhrases: @unchecked Sendable {
    private struct Node: BitwiseCopyable {
        /// Where its edges begin.
        var edges: Int32
        /// What the phrase that begins here says; nothing if none does.
        var meaning: UInt16
    }

    /// One more than there are nodes, so that each one's edges end where the next one's begin.
    private let nodes: UnsafePointer<Node>
    private let labels: UnsafePointer<UInt8>
    private let targets: UnsafePointer<Int32>
    /// The node of each last letter; 0 for none.
    private let roots: UnsafePointer<Int32>
    /// A bit for each three last letters (five bits each).
    private let ends: UnsafePointer<UInt32>
    /// What keys end in that say something of a text under them.
    let endings: KeyEnding

    /// - Parameter rows: A meaning and its phrases of three bytes or more, parted by blanks or line breaks.
    init(_ rows: [(KeyMeaning, String)]) {
        var children: [[UInt8: Int]] = [[:]]
        var meanings: [UInt16] = [0]
        var ends = Array(repeating: 0 as UInt32, count: 1024)
        var telling: [[UInt8]] = []
        for (meaning, list) in rows {
            for phrase in list.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
                var node = 0
                for byte in phrase.utf8.reversed() {
                    if let known = children[node][byte] {
                        node = known
                    } else {
                        children[node][byte] = children.count
                        node = children.count
                        children.append([:])
                        meanings.append(0)
                    }
                }
                meanings[node] |= meaning.rawValue
                if !meaning.isDisjoint(with: .ofValues) { telling.append(phrase.utf8.reversed()) }
                let last = phrase.utf8.suffix(3).map { Int($0 & 31) }
                ends[last[0] << 5 | last[1]] |= 1 << UInt32(last[2])
            }
        }
        var nodes: [Node] = []
        var edges: [(label: UInt8, target: Int32)] = []
        for (node, meaning) in zip(children, meanings) {
            nodes.append(Node(edges: Int32(edges.count), meaning: meaning))
            for (label, target) in node.sorted(by: { $0.key < $1.key }) { edges.append((label, Int32(target))) }
        }
        nodes.append(Node(edges: Int32(edges.count), meaning: 0))
        self.nodes = UnsafePointer(copying: nodes)
        labels = UnsafePointer(copying: edges.map(\.label))
        targets = UnsafePointer(copying: edges.map(\.target))
        self.ends = UnsafePointer(copying: ends)
        endings = KeyEnding(reversed: telling)
        roots = UnsafePointer(copying: (UInt8.min...UInt8.max).map { Int32(children[0][$0] ?? 0) })
    }

    /// What the longest phrase before `end` says that begins where a word of the key does; ask `mayEnd` first.
    func meaning(of text: Bytes, endingAt end: Int) -> KeyMeaning {
        var best: KeyMeaning = []
        var index = end - 1
        var node = Int(roots[Int(letter(text, at: index))])
        if node == 0 { return [] }
        while true {
            if KeySegments.isSeparator(text[index - 1]) { index -= 1 }
            guard let next = child(of: node, letter(text, at: index - 1)) else { return best }
            node = next
            index -= 1
            let meaning = KeyMeaning(rawValue: nodes[node].meaning)
            guard !meaning.isEmpty, Self.isStart(text, index) else { continue }
            if !meaning.contains(.wholeKey) || Self.isWholeKey(text, index) { best = meaning }
        }
    }

    /// Whether a phrase may end before `end`, in either case.
    @inline(__always)
    func mayEnd(_ text: Bytes, _ end: Int) -> Bool {
        // `ship_to`, `house no`.
        let third = KeySegments.isSeparator(text[end - 3]) ? text[end - 4] : text[end - 3]
        let row = Int(third & 31) << 5 | Int(text[end - 2] & 31)
        return ends[row] >> UInt32(text[end - 1] & 31) & 1 == 1
    }

    @inline(__always)
    private func child(of node: Int, _ letter: UInt8) -> Int? {
        for edge in Int(nodes[node].edges)..<Int(nodes[node + 1].edges) where labels[edge] == letter {
            return Int(targets[edge])
        }
        return nil
    }

    /// In lower case; of the letters beyond ASCII those of U+00C0…U+00DE, but not U+00D7.
    @inline(__always)
    private func letter(_ text: Bytes, at index: Int) -> UInt8 {
        let byte = text[index]
        if byte < 0x80 { return byte.lowercased }
        return (0x80...0x9E).contains(byte) && byte != 0x97 && text[index - 1] == 0xC3 ? byte + 0x20 : byte
    }

    private static func isStart(_ text: Bytes, _ index: Int) -> Bool {
        let previous = text[index - 1]
        if !previous.isWordOrBeyondASCII { return true }
        return previous < 0x80 && text[index] < 0x80 && KeySegments.isBoundary(text, index)
    }

    private static func isWholeKey(_ text: Bytes, _ start: Int) -> Bool {
        let previous = text[start - 1]
        return !previous.isWordOrBeyondASCII && (previous == 32 || !KeySegments.isSeparator(previous))
    }
}
