/// Tokens that say by their first characters whose they are: one table row each (`TokenRule`).
///
/// Most words of a text begin with a letter that some prefix begins with too, so the trigger is the exact set of the
/// prefixes' first two bytes, a hash of three turns most others away, and the prefixes are compared in flat memory, made
/// once and never freed: a counted reference for every look would cost more than the look.
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
    private let pairs: UnsafeMutablePointer<BytePairs>

    /// A bit for each hash of a prefix's first three bytes.
    private let thirds: UnsafeMutablePointer<UInt64>

    var triggers: [Trigger] { [.pairs(pairs.pointee)] }

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
        thirds = .allocate(capacity: Self.thirdWords)
        thirds.initialize(repeating: 0, count: Self.thirdWords)
        for rule in rules {
            let third = rule.prefix.count > 2 ? rule.prefix[2]...rule.prefix[2] : 0...255
            for byte in third {
                let hash = Self.hash(rule.prefix[0], rule.prefix[1], byte)
                thirds[hash >> 6] |= 1 << UInt64(hash & 63)
            }
        }
        pairs = .allocate(capacity: 1)
        pairs.initialize(to: BytePairs(rules.map { ($0.prefix[0], $0.prefix[1]) }))
    }

    private static let thirdWords = 256
    private static let pairHashes = 1024

    @inline(__always)
    private static func hash(_ first: UInt8, _ second: UInt8) -> Int {
        (Int(first) &* 37 ^ Int(second)) & (pairHashes - 1)
    }

    /// 14 bits.
    @inline(__always)
    private static func hash(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Int {
        (Int(first) &* 2111 ^ Int(second) &* 331 ^ Int(third) &* 59) & 0x3FFF
    }

    func examine(_ scan: inout Scan, at index: Int) {
        let text = scan.text
        let hash = Self.hash(text[index], text[index + 1], text[index + 2])
        guard thirds[hash >> 6] >> UInt64(hash & 63) & 1 == 1 else { return }
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
