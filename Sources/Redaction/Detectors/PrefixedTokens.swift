/// Tokens that say by their first characters whose they are: one table row each (`TokenRule`).
///
/// Most words of a text begin with a letter that some prefix begins with too, so the triggers are the prefixes' first three
/// bytes, in a few buckets, and the prefixes are compared in flat memory, made once and never freed: a counted reference for
/// every look would cost more than the look.
struct PrefixedTokens: Detector, @unchecked Sendable {
    private struct Entry: BitwiseCopyable {
        let prefix: UnsafePointer<UInt8>
        let count: Int
        /// Its place in `rules`.
        let rule: Int

        @inline(__always)
        func begins(_ text: Bytes, at index: Int) -> Bool {
            for place in 0..<count where text[index + place] != prefix[place] { return false }
            return true
        }
    }

    /// Sorted by the hash of their first two bytes; rules of one hash keep their order.
    private let entries: UnsafeMutablePointer<Entry>
    /// Where each hash's entries begin.
    private let starts: UnsafeMutablePointer<Int>
    private let rules: UnsafeMutablePointer<TokenRule>

    let triggers: [Trigger]

    init(_ rules: [TokenRule]) {
        self.rules = .allocate(capacity: rules.count)
        self.rules.initialize(from: rules, count: rules.count)
        entries = .allocate(capacity: rules.count)
        starts = .allocate(capacity: Self.pairHashes + 1)
        starts.initialize(repeating: 0, count: Self.pairHashes + 1)
        let hashes = rules.map { Self.hash($0.prefix[0], $0.prefix[1]) }
        var count = 0
        for hash in 0..<Self.pairHashes {
            starts[hash] = count
            for (number, rule) in rules.enumerated() where hashes[number] == hash {
                let prefix = UnsafeMutablePointer<UInt8>.allocate(capacity: rule.prefix.count)
                prefix.initialize(from: rule.prefix, count: rule.prefix.count)
                let entry = Entry(prefix: UnsafePointer(prefix), count: rule.prefix.count, rule: number)
                (entries + count).initialize(to: entry)
                count += 1
            }
        }
        starts[Self.pairHashes] = count
        triggers = PrefixBuckets(rules.map(\.prefix)).triggers
    }

    private static let pairHashes = 1024

    @inline(__always)
    private static func hash(_ first: UInt8, _ second: UInt8) -> Int {
        (Int(first) &* 37 ^ Int(second)) & (pairHashes - 1)
    }

    func examine(_ scan: inout Scan, at index: Int) {
        let text = scan.text
        let pair = Self.hash(text[index], text[index + 1])
        for place in starts[pair]..<starts[pair + 1] where entries[place].begins(text, at: index) {
            let rule = entries[place].rule
            guard let end = rules[rule].end(in: text, after: index + entries[place].count) else { continue }
            scan.report(rules[rule].kind, .secret, index..<end)
            scan.resume = end
            return
        }
    }
}
