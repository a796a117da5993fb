/// Tokens that say by their first characters whose they are: one table row each.
struct PrefixedTokens: Detector {
    let triggers: [Trigger]
    /// By first byte.
    private let rules: [[TokenRule]]

    init(_ rules: [TokenRule]) {
        self.rules = (0..<256).map { first in rules.filter { Int($0.prefix[0]) == first } }
        triggers = rules.map { rule in
            Trigger.bytes(ByteSet { $0 == rule.prefix[0] }, then: ByteSet { $0 == rule.prefix[1] })
        }.reduced()
    }

    func examine(_ scan: inout Scan, at index: Int) {
        let text = scan.text
        for rule in rules[Int(text[index])] where rule.begins(text, at: index) {
            let start = index + rule.prefix.count
            let limit = rule.lengths.upperBound == .max ? Int.max : rule.lengths.upperBound + 1
            let length = text.run(from: start, of: rule.body, limit: limit)
            guard rule.lengths.contains(length) else { continue }
            scan.report(rule.kind, .secret, index..<start + length)
            scan.resume = start + length
            return
        }
    }
}

/// One sort of token: a prefix and so many characters of a set.
struct TokenRule: Sendable {
    let kind: PIIKind
    let prefix: [UInt8]
    let body: ByteSet
    let lengths: ClosedRange<Int>

    /// - Parameter lengths: Of the body. Without an upper bound the whole run belongs to the token.
    init(_ kind: PIIKind, _ prefix: String, _ body: ByteSet, _ lengths: PartialRangeFrom<Int>) {
        self.init(kind, prefix, body, lengths.lowerBound...Int.max)
    }

    init(_ kind: PIIKind, _ prefix: String, _ body: ByteSet, _ lengths: ClosedRange<Int>) {
        self.kind = kind
        self.prefix = Array(prefix.utf8)
        self.body = body
        self.lengths = lengths
    }

    fileprivate func begins(_ text: Bytes, at index: Int) -> Bool {
        for place in prefix.indices where text[index + place] != prefix[place] { return false }
        return true
    }
}

extension [Trigger] {
    /// One trigger for all first bytes: slots are scarce.
    fileprivate func reduced() -> [Trigger] {
        var first = ByteSet()
        var second = ByteSet()
        for trigger in self {
            guard case .bytes(let one, let two, _) = trigger.place else { continue }
            first = first | one
            second = second | two
        }
        return [.bytes(first, then: second)]
    }
}
