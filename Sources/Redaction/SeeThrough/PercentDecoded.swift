/// A text with its percent-encoding undone (RFC 3986 §2.1), which knows where each byte came from.
///
/// In a text of pairs (`name=value&…`) a plus is a space too (WHATWG URL, application/x-www-form-urlencoded).
struct PercentDecoded {
    private(set) var bytes: [UInt8] = []
    /// For each byte where it begins in the original; at the end, where the original ends.
    private var starts: [Int] = []

    init(_ text: Bytes) {
        let isForm = Self.hasPair(text)
        bytes.reserveCapacity(text.count)
        starts.reserveCapacity(text.count + 1)
        var place = 0
        while place < text.count {
            starts.append(place)
            if text[place] == UInt8(ascii: "%"), let high = text[place + 1].hexValue, let low = text[place + 2].hexValue
            {
                bytes.append(high << 4 | low)
                place += 3
            } else {
                bytes.append(isForm && text[place] == UInt8(ascii: "+") ? 32 : text[place])
                place += 1
            }
        }
        starts.append(text.count)
    }

    /// The bytes of the original that `range` of the decoded bytes came from.
    func original(_ range: Range<Int>) -> Range<Int> { starts[range.lowerBound]..<starts[range.upperBound] }

    private static func hasPair(_ text: Bytes) -> Bool {
        (0..<text.count).contains { text[$0] == UInt8(ascii: "=") && text[$0 - 1].isAlphanumeric }
    }
}
