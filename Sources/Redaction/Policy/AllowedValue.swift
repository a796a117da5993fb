/// A value that is nobody's: `support@example.com`, `*@example.com`, `203.0.113.9`.
///
/// Compared without regard to the case of ASCII letters. Secrets are removed all the same.
public struct AllowedValue: Hashable, Sendable {
    /// As it was written; one `*` stands for any text without white space.
    public let text: String
    /// Only for findings of this kind; nil for all.
    public let kind: PIIKind?
    private let prefix: [UInt8]
    private let suffix: [UInt8]
    private let hasStar: Bool

    /// - Returns: nil for an empty text, more than one `*`, or nothing beside it.
    public init?(_ text: String, kind: PIIKind? = nil) {
        let bytes = text.utf8.map(\.lowercased)
        let star = bytes.firstIndex(of: UInt8(ascii: "*"))
        guard bytes.count > (star == nil ? 0 : 1), bytes.count(where: { $0 == UInt8(ascii: "*") }) <= 1 else {
            return nil
        }
        self.text = text
        self.kind = kind
        hasStar = star != nil
        prefix = Array(bytes[..<(star ?? bytes.count)])
        suffix = star.map { Array(bytes[($0 + 1)...]) } ?? []
    }

    func allows(_ kind: PIIKind, _ value: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        if let own = self.kind, own != kind { return false }
        guard hasStar ? value.count > prefix.count + suffix.count : value.count == prefix.count else { return false }
        let value = UnsafeBufferPointer(rebasing: value)
        for place in prefix.indices where value[place].lowercased != prefix[place] { return false }
        guard hasStar else { return true }
        let end = value.count - suffix.count
        for place in suffix.indices where value[end + place].lowercased != suffix[place] { return false }
        return !value[prefix.count..<end].contains { $0.isWhitespace }
    }
}
