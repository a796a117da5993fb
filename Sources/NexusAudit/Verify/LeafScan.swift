import AuditEvents

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The places of a stored event's few members that a verifier or an export looks at, found without parsing the rest.
///
/// Knows only what canonical JSON (RFC 8785) can look like: no white space, ascending keys.
struct LeafScan {
    /// Within the quotes.
    private(set) var tenantID: Range<Int>?
    private var recordedAt: Range<Int>?
    private(set) var input: Range<Int>?
    private(set) var output: Range<Int>?

    /// - Returns: nil unless `bytes` are an object, its keys ascending, and nothing after it.
    init?(_ bytes: UnsafeRawBufferPointer) {
        guard let base = bytes.baseAddress, bytes.count >= 2, bytes[0] == Self.openBrace else { return nil }
        var position = 1
        var last = 1..<1
        while true {
            guard position < bytes.count, bytes[position] == Self.quote,
                let keyEnd = Self.skipString(bytes, from: position), keyEnd < bytes.count,
                bytes[keyEnd] == UInt8(ascii: ":")
            else { return nil }
            let key = position + 1..<keyEnd - 1
            if last.lowerBound > 1, !Self.precedes(bytes, last, key) { return nil }
            last = key
            let start = keyEnd + 1
            guard let end = Self.skipValue(bytes, from: start), end < bytes.count else { return nil }
            note(key: base + key.lowerBound, count: key.count, value: start..<end, in: bytes)
            position = end + 1
            switch bytes[end] {
            case UInt8(ascii: ","): continue
            case Self.closeBrace: if position == bytes.count { return } else { return nil }
            default: return nil
            }
        }
    }

    private mutating func note(key: UnsafeRawPointer, count: Int, value: Range<Int>, in bytes: UnsafeRawBufferPointer) {
        func isKey(_ name: StaticString) -> Bool { memcmp(key, name.utf8Start, count) == 0 }
        let isString = value.count >= 2 && bytes[value.lowerBound] == Self.quote
        let text = isString ? value.lowerBound + 1..<value.upperBound - 1 : nil
        switch count {
        case 5 where isKey("input"): input = value
        case 6 where isKey("output"): output = value
        case 9 where isKey("tenant_id"): tenantID = text
        case 11 where isKey("recorded_at"): recordedAt = text
        default: break
        }
    }

    private static let quote = UInt8(ascii: "\"")
    private static let openBrace = UInt8(ascii: "{")
    private static let closeBrace = UInt8(ascii: "}")

    private static func precedes(_ bytes: UnsafeRawBufferPointer, _ left: Range<Int>, _ right: Range<Int>) -> Bool {
        let base = bytes.baseAddress!
        let order = memcmp(base + left.lowerBound, base + right.lowerBound, min(left.count, right.count))
        return order < 0 || order == 0 && left.count < right.count
    }

    /// - Parameter start: The opening quote.
    /// - Returns: The place after the closing quote.
    private static func skipString(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
        let base = bytes.baseAddress!
        var position = start + 1
        while position < bytes.count {
            guard let hit = memchr(base + position, Int32(quote), bytes.count - position) else { return nil }
            let place = UnsafeRawPointer(hit) - base
            var slashes = place
            while slashes > start + 1, bytes[slashes - 1] == UInt8(ascii: "\\") { slashes -= 1 }
            if (place - slashes).isMultiple(of: 2) { return place + 1 }
            position = place + 1
        }
        return nil
    }

    private static func skipValue(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
        guard start < bytes.count else { return nil }
        var position = start
        switch bytes[start] {
        case quote: return skipString(bytes, from: start)
        case openBrace, UInt8(ascii: "["):
            var depth = 0
            while position < bytes.count {
                switch bytes[position] {
                case quote:
                    guard let end = skipString(bytes, from: position) else { return nil }
                    position = end
                    continue
                case openBrace, UInt8(ascii: "["): depth += 1
                case closeBrace, UInt8(ascii: "]"):
                    depth -= 1
                    if depth == 0 { return position + 1 }
                default: break
                }
                position += 1
            }
            return nil
        default:
            while position < bytes.count, bytes[position] != UInt8(ascii: ","), bytes[position] != closeBrace {
                position += 1
            }
            return position > start ? position : nil
        }
    }
}

extension LeafScan {
    /// `recorded_at`; nil if it is missing or not as the engine writes it.
    func recordedAt(in bytes: UnsafeRawBufferPointer) -> Timestamp? {
        guard let recordedAt, recordedAt.count == 27, bytes[recordedAt.upperBound - 1] == UInt8(ascii: "Z") else {
            return nil
        }
        return Timestamp(String(decoding: bytes[recordedAt], as: UTF8.self))
    }
}
