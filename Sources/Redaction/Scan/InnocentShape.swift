/// Shapes full of digits that an audit log is made of: passed over as a whole.
enum InnocentShape {
    /// The end of a UUID (RFC 9562 §4: 8-4-4-4-12 hex digits) that begins at `index`.
    static func endOfUUID(in text: Bytes, at index: Int) -> Int? {
        let dash = UInt8(ascii: "-")
        guard text[index + 8] == dash, text[index + 13] == dash, text[index + 18] == dash, text[index + 23] == dash
        else { return nil }
        guard isHex(text, index), isHex(text, index + 8, but: 0x0000_8000_0000_0080),
            isHex(text, index + 16, but: 0x8000_0000_0080_0000), isHex(text, index + 24), isHex(text, index + 28)
        else { return nil }
        return text[index + 36].isAlphanumeric ? nil : index + 36
    }

    /// Whether the eight bytes from `index` on are hex digits, but for some.
    @inline(__always)
    private static func isHex(_ text: Bytes, _ index: Int, but others: UInt64 = 0) -> Bool {
        EightBytes.isWhole(text.eight(from: index).hexDigits | others)
    }

    /// The end of an ISO 8601 date, or date and time, that begins at `index`.
    static func endOfTime(in text: Bytes, at index: Int) -> Int? {
        let dash = UInt8(ascii: "-")
        guard text[index + 4] == dash, text[index + 7] == dash, text.digits(from: index, limit: 5) == 4,
            let month = pair(text, at: index + 5), let day = pair(text, at: index + 8),
            (1...12).contains(month), (1...31).contains(day)
        else { return nil }
        var end = index + 10
        if text[end] | 0x20 == UInt8(ascii: "t") || text[end] == 32, let afterTime = endOfClock(in: text, at: end + 1) {
            end = afterTime
        }
        let next = text[end]
        return next.isDigit || next == dash && text[end + 1].isDigit ? nil : end
    }

    /// The end of `hh:mm`, with seconds, a fraction and a zone where they follow.
    private static func endOfClock(in text: Bytes, at index: Int) -> Int? {
        let colon = UInt8(ascii: ":")
        guard let hour = pair(text, at: index), hour <= 24, text[index + 2] == colon, pair(text, at: index + 3) != nil
        else { return nil }
        var end = index + 5
        if text[end] == colon, pair(text, at: end + 1) != nil {
            end += 3
            if text[end] == UInt8(ascii: ".") || text[end] == UInt8(ascii: ",") {
                let fraction = text.digits(from: end + 1, limit: 10)
                if fraction > 0 && fraction < 10 { end += 1 + fraction }
            }
        }
        if text[end] | 0x20 == UInt8(ascii: "z") { return end + 1 }
        if text[end] == UInt8(ascii: "+") || text[end] == UInt8(ascii: "-"), pair(text, at: end + 1) != nil {
            let minutes = text[end + 3] == colon ? end + 4 : end + 3
            if pair(text, at: minutes) != nil, !text[minutes + 2].isDigit { return minutes + 2 }
        }
        return end
    }

    private static func pair(_ text: Bytes, at index: Int) -> Int? {
        guard text[index].isDigit, text[index + 1].isDigit else { return nil }
        return text[index].digitValue * 10 + text[index + 1].digitValue
    }
}
