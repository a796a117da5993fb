public import AuditEvents

/// A note as its owner sees it.
public struct Note: Hashable, Sendable {
    /// A UUID of version 7.
    public let id: String
    /// 1 when created, one more with each update.
    public let version: Int
    public let title: String
    /// In the order given, each once.
    public let tags: [String]
    public let body: String
    public let createdAt: Timestamp
    public let updatedAt: Timestamp

    /// Whether `text` is written as the service writes its ids: 36 characters, lower-case hex and four hyphens.
    static func isValidID(_ text: String) -> Bool {
        let bytes = text.utf8
        guard bytes.count == 36 else { return false }
        for (place, byte) in bytes.enumerated() {
            switch (place, byte) {
            case (8, UInt8(ascii: "-")), (13, UInt8(ascii: "-")), (18, UInt8(ascii: "-")), (23, UInt8(ascii: "-")):
                continue
            case (8, _), (13, _), (18, _), (23, _): return false
            case (_, UInt8(ascii: "0")...UInt8(ascii: "9")), (_, UInt8(ascii: "a")...UInt8(ascii: "f")): continue
            default: return false
            }
        }
        return true
    }
}
