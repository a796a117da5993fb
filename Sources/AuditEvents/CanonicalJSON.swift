extension JSONValue {
    /// The canonical form (RFC 8785, JSON Canonicalization Scheme) in UTF-8.
    ///
    /// - Precondition: Every number is finite.
    public func canonicalBytes() -> [UInt8] {
        var output = ByteWriter()
        CanonicalJSON.write(self, to: &output)
        return Array(output.bytes)
    }

    /// Appends the canonical form to `output`.
    public func writeCanonical(to output: inout [UInt8]) {
        var written = ByteWriter()
        CanonicalJSON.write(self, to: &written)
        output.append(contentsOf: written.bytes)
    }
}

extension JSONObject {
    /// The canonical form (RFC 8785) in UTF-8.
    ///
    /// - Precondition: Every number is finite.
    public func canonicalBytes() -> [UInt8] {
        var output = ByteWriter()
        CanonicalJSON.write(self, to: &output)
        return Array(output.bytes)
    }

    /// Appends the canonical form to `output`.
    public func writeCanonical(to output: inout [UInt8]) {
        var written = ByteWriter()
        CanonicalJSON.write(self, to: &written)
        output.append(contentsOf: written.bytes)
    }
}

/// Writes values as RFC 8785 §3.2 says.
enum CanonicalJSON {
    static func write(_ value: borrowing JSONValue, to output: inout ByteWriter) {
        switch value {
        case .null: output.append("null")
        case .bool(true): output.append("true")
        case .bool(false): output.append("false")
        case .number(let number): CanonicalNumber.write(number, to: &output)
        case .string(let text): CanonicalString.write(text, to: &output)
        case .array(let items):
            output.append(UInt8(ascii: "["))
            items.withUnsafeBufferPointer { items in
                for place in 0..<items.count {
                    if place > 0 { output.append(UInt8(ascii: ",")) }
                    write(items[place], to: &output)
                }
            }
            output.append(UInt8(ascii: "]"))
        case .object(let object): write(object, to: &output)
        }
    }

    static func write(_ object: borrowing JSONObject, to output: inout ByteWriter) {
        output.append(UInt8(ascii: "{"))
        object.members.withUnsafeBufferPointer { members in
            for place in 0..<members.count {
                if place > 0 { output.append(UInt8(ascii: ",")) }
                CanonicalString.write(members[place].key, to: &output)
                output.append(UInt8(ascii: ":"))
                write(members[place].value, to: &output)
            }
        }
        output.append(UInt8(ascii: "}"))
    }
}

/// Strings as RFC 8785 §3.2.2.2 writes them.
enum CanonicalString {
    static func write(_ text: borrowing String, to output: inout ByteWriter) {
        output.append(UInt8(ascii: "\""))
        // A native string hands out its bytes; only a bridged one is copied first.
        let utf8 = (copy text).utf8
        if utf8.withContiguousStorageIfAvailable({ writeBody($0, to: &output) }) == nil {
            Array(utf8).withUnsafeBufferPointer { writeBody($0, to: &output) }
        }
        output.append(UInt8(ascii: "\""))
    }

    static func writeBody(_ bytes: UnsafeBufferPointer<UInt8>, to output: inout ByteWriter) {
        var runStart = 0
        var place = 0
        while place < bytes.count {
            if place + 8 <= bytes.count {
                let word = UnsafeRawPointer(bytes.baseAddress! + place).loadUnaligned(as: UInt64.self)
                if JSONParser.quotesEscapesAndControls(word) == 0 {
                    place += 8
                    continue
                }
            }
            let end = min(place + 8, bytes.count)
            while place < end {
                let byte = bytes[place]
                if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
                    output.append(UnsafeBufferPointer(rebasing: bytes[runStart..<place]))
                    writeEscape(byte, to: &output)
                    runStart = place + 1
                }
                place += 1
            }
        }
        output.append(UnsafeBufferPointer(rebasing: bytes[runStart...]))
    }

    private static func writeEscape(_ byte: UInt8, to output: inout ByteWriter) {
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
            output.append("u00")
            output.append(UInt8(ascii: "0") + byte >> 4)
            output.append(low < 10 ? UInt8(ascii: "0") + low : UInt8(ascii: "a") + low - 10)
        }
    }
}
