/// The name of a tenant, and so of its log: `^t_[a-z0-9_-]{1,62}$`.
public struct TenantID: Hashable, Comparable, Sendable, CustomStringConvertible {
    public let description: String

    /// - Returns: nil if `text` does not match `^t_[a-z0-9_-]{1,62}$`.
    public init?(_ text: String) {
        let bytes = text.utf8
        guard (3...64).contains(bytes.count), text.hasPrefix("t_") else { return nil }
        for byte in bytes.dropFirst(2) {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"),
                UInt8(ascii: "-"):
                continue
            default: return nil
            }
        }
        description = text
    }

    /// The instance's own log.
    public static let system = TenantID("t_system")!

    public static func < (left: TenantID, right: TenantID) -> Bool { left.description < right.description }
}
