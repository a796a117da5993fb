/// Recognises what this policy writes, so that redacting again changes nothing: `Placeholder`'s forms, and beside them masks
/// (`[CREDIT_CARD:…1111]`) and kinds of its own.
///
/// What is recognised is passed over, so a mask is recognised only where the policy writes masks, and with no more letters
/// and digits than it leaves.
struct ReplacementForms: Sendable {
    private let ownKinds: Set<[UInt8]>
    /// How many letters and digits a mask of a kind leaves at most.
    private let tails: [[UInt8]: Int]
    /// For kinds without one: what masks of path rules leave.
    private let anyTail: Int
    private let maskable: Set<[UInt8]>

    static let ellipsis: StaticString = "…"
    static let longestKind = 40

    /// - Parameter ownKinds: The policy's and its recognisers'.
    init(_ policy: RedactionPolicy, ownKinds: [PIIKind]) {
        self.ownKinds = Set(ownKinds.map { Array($0.rawValue.utf8) })
        var tails: [[UInt8]: Int] = [:]
        for kind in policy.actions.keys {
            if case .mask(let last) = policy.action(of: kind) { tails[Array(kind.rawValue.utf8)] = last }
        }
        self.tails = tails
        var anyTail = 0
        for rule in policy.paths {
            if case .action(.mask(let last)) = rule.effect { anyTail = max(anyTail, last) }
        }
        self.anyTail = anyTail
        maskable = Set(
            (PIIKind.known + ownKinds).filter { !policy.isSecret($0) }.map { Array($0.rawValue.utf8) })
    }

    /// Whether `kind` is one of the policy's own.
    func knows(_ kind: PIIKind) -> Bool { ownKinds.contains(Array(kind.rawValue.utf8)) }

    /// The end of what redaction wrote at `index`.
    func end(in text: Bytes, at index: Int) -> Int? {
        if let end = Placeholder.end(in: text, at: index) { return end }
        switch text[index] {
        case UInt8(ascii: "["): return endOfBracket(in: text, at: index)
        case UInt8(ascii: "<"): return endOfPseudonym(in: text, at: index)
        default: return nil
        }
    }

    func isWhole(_ text: Bytes) -> Bool { text.count > 0 && end(in: text, at: 0) == text.count }

    func occurs(in text: Bytes) -> Bool { !ranges(in: text, most: 1).isEmpty }

    /// Where redaction wrote: disjoint, in order.
    func ranges(in text: Bytes, most: Int = .max) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var place = 0
        while place < text.count, ranges.count < most {
            if let end = end(in: text, at: place) {
                ranges.append(place..<end)
                place = end
            } else {
                place += 1
            }
        }
        return ranges
    }

    private static let aroundForms = ByteSet("<>()\"")

    /// The text without what redaction wrote in it and the brackets around that.
    func rest(of text: String) -> String? {
        text.withBytes { bytes in
            var rest: [UInt8] = []
            var place = 0
            for form in ranges(in: bytes) + [bytes.count..<bytes.count] {
                rest += bytes.slice(place..<form.lowerBound).filter { !Self.aroundForms.contains($0) }
                place = form.upperBound
            }
            while rest.last == 32 { rest.removeLast() }
            return rest.isEmpty ? nil : String(decoding: rest, as: UTF8.self)
        }
    }

    /// Whether `rest` may be less than all of a text.
    func mayLeaveLess(of text: Bytes) -> Bool {
        text[text.count - 1] == 32 || text.slice(0..<text.count).contains { Self.aroundOrForms.contains($0) }
    }

    private static let aroundOrForms = aroundForms | ByteSet("[")

    private static let kindBytes = ByteSet.upper | .digits | ByteSet("_")

    private func kind(in text: Bytes, at index: Int) -> [UInt8]? {
        let length = text.run(from: index, of: Self.kindBytes, limit: Self.longestKind + 1)
        guard length > 0, length <= Self.longestKind else { return nil }
        return (index..<index + length).map { text[$0] }
    }

    private func endOfBracket(in text: Bytes, at index: Int) -> Int? {
        guard let kind = kind(in: text, at: index + 1) else { return nil }
        let end = index + 1 + kind.count
        if text[end] == UInt8(ascii: "]") { return ownKinds.contains(kind) ? end + 1 : nil }
        let longest = max(tails[kind] ?? 0, anyTail)
        guard longest > 0, maskable.contains(kind), text[end] == UInt8(ascii: ":"),
            text.hasExactly(Self.ellipsis, at: end + 1)
        else { return nil }
        let start = end + 1 + Self.ellipsis.utf8CodeUnitCount
        let length = text.run(from: start, of: .alphanumeric, limit: longest + 1)
        guard (1...longest).contains(length), text[start + length] == UInt8(ascii: "]") else { return nil }
        return start + length + 1
    }

    private static let lowerHex = ByteSet("0123456789abcdef")

    /// `<OWN_KIND:k1:24 hex digits>`.
    private func endOfPseudonym(in text: Bytes, at index: Int) -> Int? {
        guard let kind = kind(in: text, at: index + 1), ownKinds.contains(kind) else { return nil }
        let colon = UInt8(ascii: ":")
        let start = index + 1 + kind.count
        guard text[start] == colon, text[start + 1] == UInt8(ascii: "k") else { return nil }
        let epoch = text.digits(from: start + 2, limit: 4)
        let code = start + 3 + epoch
        guard epoch > 0, text[code - 1] == colon,
            text.run(from: code, of: Self.lowerHex, limit: Pseudonymizer.hexDigits + 1) == Pseudonymizer.hexDigits,
            text[code + Pseudonymizer.hexDigits] == UInt8(ascii: ">")
        else { return nil }
        return code + Pseudonymizer.hexDigits + 1
    }

    /// The mask of a value: its last letters and digits (ASCII), at most half of them; nil if that leaves none.
    static func mask(_ kind: PIIKind, _ value: Slice<UnsafeBufferPointer<UInt8>>, last: Int) -> String? {
        let shown = min(last, value.count(where: { $0.isAlphanumeric }) / 2, RedactionAction.longestTail)
        guard shown > 0 else { return nil }
        var tail: [UInt8] = []
        for byte in value.reversed() where byte.isAlphanumeric {
            tail.append(byte)
            if tail.count == shown { break }
        }
        return "[\(kind.rawValue):…\(String(decoding: tail.reversed(), as: UTF8.self))]"
    }
}
