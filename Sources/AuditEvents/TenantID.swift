/// The name of a tenant, and so of its log: `^t_[a-z0-9_-]{1,62}$`.
public struct TenantID: Hashable, Comparable, Sendable, CustomStringConvertible {
    public let description: String

    /// - Returns: nil if `text` does not match `^t_[a-z0-9_-]{1,62}$`.
    public init?(_ text: String) {
        guard Self.isName(text.utf8) else { return nil }
        description = text
    }

    static func isName(_ bytes: some Collection<UInt8>) -> Bool {
        guard (3...64).contains(bytes.count), bytes.starts(with: "t_".utf8) else { return false }
        return bytes.dropFirst(2).allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"),
                UInt8(ascii: "-"):
                true
            default: false
            }
        }
    }

    /// The instance's own log.
    public static let system = TenantID("t_system")!

    public static func < (left: TenantID, right: TenantID) -> Bool { left.description < right.description }
}
