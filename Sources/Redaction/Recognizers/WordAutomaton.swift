/// Finds many words in one pass over a text (Aho and Corasick, 1975).
struct WordAutomaton: Sendable {
    private struct Node: Sendable {
        /// Where its edges begin.
        var edges: Int32 = 0
        /// The node of the longest suffix that is a prefix of a word.
        var fallback: Int32 = 0
        /// The length of the word that ends here; 0 if none does.
        var length: Int32 = 0
        /// The nearest node down the fallbacks at which a word ends.
        var shorter: Int32 = 0
    }

    /// One more than there are nodes, so that each one's edges end where the next one's begin.
    private var nodes: [Node] = []
    private var labels: [UInt8] = []
    private var targets: [Int32] = []

    /// - Parameter words: Sorted, without the empty one.
    init(_ words: [[UInt8]]) {
        var children: [[(label: UInt8, target: Int32)]] = [[]]
        var lengths: [Int32] = [0]
        for word in words {
            var node = 0
            for byte in word {
                // In sorted words a known byte is always the last one.
                if let last = children[node].last, last.label == byte {
                    node = Int(last.target)
                } else {
                    children[node].append((byte, Int32(children.count)))
                    node = children.count
                    children.append([])
                    lengths.append(0)
                }
            }
            lengths[node] = Int32(word.count)
        }
        for (edges, length) in zip(children, lengths) {
            nodes.append(Node(edges: Int32(labels.count), length: length))
            labels += edges.map(\.label)
            targets += edges.map(\.target)
        }
        nodes.append(Node(edges: Int32(labels.count)))
        link()
    }

    /// Sets the fallbacks, level by level.
    private mutating func link() {
        var queue = [0]
        var place = 0
        while place < queue.count {
            let node = queue[place]
            place += 1
            for edge in Int(nodes[node].edges)..<Int(nodes[node + 1].edges) {
                let child = Int(targets[edge])
                let fallback = node == 0 ? 0 : step(from: Int(nodes[node].fallback), labels[edge])
                nodes[child].fallback = Int32(fallback)
                nodes[child].shorter = nodes[fallback].length > 0 ? Int32(fallback) : nodes[fallback].shorter
                queue.append(child)
            }
        }
    }

    private func edge(of node: Int, _ byte: UInt8) -> Int? {
        var low = Int(nodes[node].edges)
        var high = Int(nodes[node + 1].edges)
        while low < high {
            let middle = (low + high) / 2
            if labels[middle] == byte { return Int(targets[middle]) }
            if labels[middle] < byte { low = middle + 1 } else { high = middle }
        }
        return nil
    }

    private func step(from node: Int, _ byte: UInt8) -> Int {
        var node = node
        while true {
            if let next = edge(of: node, byte) { return next }
            if node == 0 { return 0 }
            node = Int(nodes[node].fallback)
        }
    }

    /// Where words stand whole, in the order of their ends; of those that end at one place the longest.
    func matches(in text: [UInt8]) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var node = 0
        for (place, byte) in text.enumerated() {
            node = step(from: node, byte)
            var end = nodes[node].length > 0 ? node : Int(nodes[node].shorter)
            guard end != 0, Self.isBorder(text, place + 1) else { continue }
            while end != 0 {
                let start = place + 1 - Int(nodes[end].length)
                if Self.isBorder(text, start) {
                    found.append(start..<place + 1)
                    break
                }
                end = Int(nodes[end].shorter)
            }
        }
        return found
    }

    // MARK: Whole words

    /// Whether no word goes on across `index`: never inside a character, always beside one that is no letter or digit, or is
    /// of a script without blanks.
    private static func isBorder(_ text: [UInt8], _ index: Int) -> Bool {
        guard index > 0, index < text.count else { return true }
        if text[index] & 0xC0 == 0x80 { return false }
        var before = index - 1
        while before > 0, text[before] & 0xC0 == 0x80 { before -= 1 }
        return !continues(text[before]) || !continues(text[index])
    }

    /// Whether a character that begins with `byte` joins with its neighbours: not U+0080…U+00BF, U+2000… or East Asia's.
    private static func continues(_ byte: UInt8) -> Bool {
        byte < 0x80 ? byte.isAlphanumeric : byte != 0xC2 && !(0xE2...0xED).contains(byte) && byte != 0xF0
    }
}
