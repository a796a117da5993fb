extension JSONValue {
    /// The canonical form (RFC 8785, JSON Canonicalization Scheme) in UTF-8.
    ///
    /// - Precondition: Every number is finite.
    public func canonicalBytes() -> [UInt8] {
        var output: [UInt8] = []
        writeCanonical(to: &output)
        return output
    }

    /// Appends the canonical form to `output`.
    public func writeCanonical(to output: inout [UInt8]) {
        switch self {
        case .null: output.append(word: "null")
        case .bool(true): output.append(word: "true")
        case .bool(false): output.append(word: "false")
        case .number(let value): CanonicalNumber.write(value, to: &output)
        case .string(let text): CanonicalString.write(text, to: &output)
        case .array(let items):
            output.append(UInt8(ascii: "["))
            var isFirst = true
            for item in items {
                if !isFirst { output.append(UInt8(ascii: ",")) }
                isFirst = false
                item.writeCanonical(to: &output)
            }
            output.append(UInt8(ascii: "]"))
        case .object(let object): object.writeCanonical(to: &output)
        }
    }
}

extension JSONObject {
    /// The canonical form (RFC 8785) in UTF-8.
    ///
    /// - Precondition: Every number is finite.
    public func canonicalBytes() -> [UInt8] {
        var output: [UInt8] = []
        writeCanonical(to: &output)
        return output
    }

    /// Appends the canonical form to `output`.
    public func writeCanonical(to output: inout [UInt8]) {
        output.append(UInt8(ascii: "{"))
        var isFirst = true
        for member in members {
            if !isFirst { output.append(UInt8(ascii: ",")) }
            isFirst = false
            CanonicalString.write(member.key, to: &output)
            output.append(UInt8(ascii: ":"))
            member.value.writeCanonical(to: &output)
        }
        output.append(UInt8(ascii: "}"))
    }
}

extension [UInt8] {
    fileprivate mutating func append(word: StaticString) {
        append(contentsOf: UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
    }
}

/// Strings as RFC 8785 §3.2.2.2 writes them.
enum CanonicalString {
    static func write(_ text: String, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "\""))
        // A native string hands out its bytes; only a bridged one is copied first.
        if text.utf8.withContiguousStorageIfAvailable({ writeBody($0, to: &output) }) == nil {
            Array(text.utf8).withUnsafeBufferPointer { writeBody($0, to: &output) }
        }
        output.append(UInt8(ascii: "\""))
    }

    private static func writeBody(_ bytes: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
        var runStart = 0
        var place = 0
        while place < bytes.count {
            if place + 8 <= bytes.count {
                let word = UnsafeRawPointer(bytes.baseAddress! + place).loadUnaligned(as: UInt64.self)
                if !JSONParser.hasQuoteEscapeOrControl(word) {
                    place += 8
                    continue
                }
            }
            let end = min(place + 8, bytes.count)
            while place < end {
                let byte = bytes[place]
                if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
                    output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[runStart..<place]))
                    writeEscape(byte, to: &output)
                    runStart = place + 1
                }
                place += 1
            }
        }
        output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[runStart...]))
    }

    private static func writeEscape(_ byte: UInt8, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "\\"))
        switch byte {
        case 0x08: output.append(UInt8(ascii: "b"))
        case 0x09: output.append(UInt8(ascii: "t"))
        case 0x0A: output.append(UInt8(ascii: "n"))
        case 0x0C: output.append(UInt8(ascii: "f"))
        case 0x0D: output.append(UInt8(ascii: "r"))
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): output.append(byte)
        default:
            let low = byte & 0x0F
            output.append(word: "u00")
            output.append(UInt8(ascii: "0") + byte >> 4)
            output.append(low < 10 ? UInt8(ascii: "0") + low : UInt8(ascii: "a") + low - 10)
        }
    }
}
