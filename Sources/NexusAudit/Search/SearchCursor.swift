import AuditEvents

/// Where a page of events ended: stays good while events arrive, across restarts, and when the index is made again.
///
/// Opaque to whoever passes it on. It names a place in the order of events, and gives no right to see any of them.
public struct SearchCursor: Hashable, Sendable {
    /// When the last entry of the page was taken in, in milliseconds since 1970, as the log's order has it.
    package let milliseconds: Int64
    package let position: EntryPosition

    package init(milliseconds: Int64, position: EntryPosition) {
        self.milliseconds = milliseconds
        self.position = position
    }
}

extension SearchCursor: CustomStringConvertible, LosslessStringConvertible {
    public var description: String {
        OpaqueText.encoded("1 \(milliseconds) \(position.index) \(position.tenant)")
    }

    /// - Returns: nil for a text that is no cursor.
    public init?(_ text: String) {
        guard text.utf8.count <= 256, let parts = OpaqueText.decoded(text)?.split(separator: " "), parts.count == 4,
            parts[0] == "1", let milliseconds = Int64(parts[1]), let index = UInt64(parts[2]),
            let tenant = TenantID(String(parts[3]))
        else { return nil }
        self.init(milliseconds: milliseconds, position: EntryPosition(tenant: tenant, index: index))
    }
}

/// Texts that are passed on as they are: base64url (RFC 4648 §5), so that they need no quoting anywhere.
enum OpaqueText {
    private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    static func encoded(_ text: String) -> String {
        var result: [UInt8] = []
        var (bits, count) = (0, 0)
        for byte in text.utf8 {
            bits = (bits << 8 | Int(byte)) & 0xFFFF
            count += 8
            while count >= 6 {
                count -= 6
                result.append(digits[bits >> count & 63])
            }
        }
        if count > 0 { result.append(digits[bits << (6 - count) & 63]) }
        return String(decoding: result, as: UTF8.self)
    }

    static func decoded(_ text: String) -> String? {
        var result: [UInt8] = []
        var (bits, count) = (0, 0)
        for byte in text.utf8 {
            guard let digit = digits.firstIndex(of: byte) else { return nil }
            bits = (bits << 6 | digit) & 0xFFFF
            count += 6
            if count >= 8 {
                count -= 8
                result.append(UInt8(truncatingIfNeeded: bits >> count))
            }
        }
        return String(validating: result, as: UTF8.self)
    }
}
