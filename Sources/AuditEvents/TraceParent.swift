/// The value of a `traceparent` header (W3C Trace Context §3.2).
public struct TraceParent: Hashable, Sendable {
    /// 32 lower-case hex digits, not all zero.
    public let traceID: String
    /// The caller's span, 16 lower-case hex digits, not all zero.
    public let parentID: String
    public let isSampled: Bool

    /// - Parameter header: `00-<32 hex>-<16 hex>-<2 hex>`, lower case; a later version may add more behind a hyphen.
    /// - Returns: nil if the header is not valid; the specification then has it ignored.
    public init?(_ header: String) {
        let text = Array(header.utf8)
        let hyphen = UInt8(ascii: "-")
        guard text.count >= 55, text[2] == hyphen, text[35] == hyphen, text[52] == hyphen,
            Self.isHex(text[0..<2]), Self.isHex(text[3..<35]), Self.isHex(text[36..<52]), Self.isHex(text[53..<55])
        else { return nil }
        switch String(decoding: text[0..<2], as: UTF8.self) {
        case "ff": return nil
        case "00": guard text.count == 55 else { return nil }
        default: guard text.count == 55 || text[55] == hyphen else { return nil }
        }
        let zero = UInt8(ascii: "0")
        guard text[3..<35].contains(where: { $0 != zero }), text[36..<52].contains(where: { $0 != zero }) else {
            return nil
        }
        traceID = String(decoding: text[3..<35], as: UTF8.self)
        parentID = String(decoding: text[36..<52], as: UTF8.self)
        let flags = text[54]
        isSampled = (flags <= UInt8(ascii: "9") ? flags - zero : flags - UInt8(ascii: "a") + 10) & 1 == 1
    }

    private static func isHex(_ digits: ArraySlice<UInt8>) -> Bool {
        digits.allSatisfy {
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
        }
    }
}
