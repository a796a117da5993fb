/// One sort of token: a prefix, then parts; one table row each.
struct TokenRule: Sendable {
    /// What follows the prefix: a fixed text, or so many bytes of a set.
    enum Part: Sendable, ExpressibleByStringLiteral {
        case text([UInt8])
        case run(ByteSet, ClosedRange<Int>)

        init(stringLiteral value: String) { self = .text(Array(value.utf8)) }

        static func of(_ set: ByteSet, _ count: Int) -> Part { .run(set, count...count) }
        static func of(_ set: ByteSet, _ counts: ClosedRange<Int>) -> Part { .run(set, counts) }
        /// The whole run, however long; as the last part only, so that look-ahead stays bounded.
        static func of(_ set: ByteSet, _ counts: PartialRangeFrom<Int>) -> Part {
            .run(set, counts.lowerBound...Int.max)
        }
    }

    /// What a random body must have beside its length, where the prefix alone is not telling.
    struct Mix: OptionSet, Sendable {
        let rawValue: UInt8
        static let digit = Mix(rawValue: 1)
        static let lower = Mix(rawValue: 2)
        static let upper = Mix(rawValue: 4)
        static let all: Mix = [.digit, .lower, .upper]
    }

    let kind: PIIKind
    let prefix: [UInt8]
    let parts: [Part]
    let mix: Mix

    init(_ kind: PIIKind, _ prefix: String, _ parts: Part..., mix: Mix = []) {
        self.init(kind, prefix, parts, mix: mix)
    }

    init(_ kind: PIIKind, _ prefix: String, _ parts: [Part], mix: Mix = []) {
        self.kind = kind
        self.prefix = Array(prefix.utf8)
        self.parts = parts
        self.mix = mix
    }

    /// The same parts behind several prefixes.
    static func each(_ kind: PIIKind, _ prefixes: [String], _ parts: Part..., mix: Mix = []) -> [TokenRule] {
        prefixes.map { TokenRule(kind, $0, parts, mix: mix) }
    }

    /// The end of a token whose prefix ends before `start`.
    ///
    /// Reads a bounded number of bytes unless it finds one.
    func end(in text: Bytes, after start: Int) -> Int? {
        var end = start
        for part in parts {
            switch part {
            case .text(let letters):
                for place in letters.indices where text[end + place] != letters[place] { return nil }
                end += letters.count
            case .run(let set, let counts):
                let isOpen = counts.upperBound == .max
                let length = text.run(from: end, of: set, limit: isOpen ? counts.lowerBound : counts.upperBound + 1)
                guard counts.contains(length) else { return nil }
                end += length
            }
        }
        guard has(mix, in: text, start..<end) else { return nil }
        if case .run(let set, let counts)? = parts.last, counts.upperBound == .max {
            return end + text.run(from: end, of: set)
        }
        return text[end].isAlphanumeric ? nil : end
    }

    private func has(_ mix: Mix, in text: Bytes, _ range: Range<Int>) -> Bool {
        if mix.isEmpty { return true }
        var found: Mix = []
        for place in range {
            let byte = text[place]
            if byte.isDigit {
                found.insert(.digit)
            } else if byte.isUpper {
                found.insert(.upper)
            } else if byte.isLower {
                found.insert(.lower)
            }
        }
        return found.isSuperset(of: mix)
    }
}

extension ByteSet {
    /// `[A-Za-z0-9_]`
    static let word = alphanumeric | ByteSet("_")
    static let lowerHex = digits | ByteSet("abcdef")
    static let lowerOrDigit = digits | ByteSet { $0.isLower }
    static let upperOrDigit = digits | upper
}
