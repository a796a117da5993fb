/// Hardware addresses (IEEE 802, EUI-48): `00:1a:2b:3c:4d:5e`, `00-1A-…`, `001a.2b3c.4d5e`.
///
/// Guard: all zeros and broadcast are nobody's; longer rows of hex pairs (fingerprints, EUI-64, UUIDs) and IPv6.
struct MACAddress: Detector {
    var triggers: [Trigger] {
        [.bytes(ByteSet(":-."), then: .hexDigits, then: .hexDigits, after: [.anyLetter, .digit])]
    }

    func examine(_ scan: inout Scan, at index: Int) {
        let text = scan.text
        let separator = text[index]
        let width = separator == UInt8(ascii: ".") ? 4 : 2
        guard text[index + width + 1] == separator else { return }
        let start = index - width
        let end = start + (width == 4 ? 14 : 17)
        guard isRow(text, start..<end, width, separator), isAlone(text, start..<end, separator),
            !isNobodys(text, start..<end)
        else { return }
        // Three groups of digits with dots between are more often a number.
        if width == 4, !(start..<end).contains(where: { text[$0].isLetter }) { return }
        scan.report(.macAddress, .shape, start..<end)
    }

    private func isRow(_ text: Bytes, _ range: Range<Int>, _ width: Int, _ separator: UInt8) -> Bool {
        for (place, index) in range.enumerated() {
            if place % (width + 1) == width {
                if text[index] != separator { return false }
            } else if !ByteSet.hexDigits.contains(text[index]) {
                return false
            }
        }
        return true
    }

    /// Whether no word, and no row of the same separator, goes on before or behind.
    private func isAlone(_ text: Bytes, _ range: Range<Int>, _ separator: UInt8) -> Bool {
        let before = text[range.lowerBound - 1]
        let after = text[range.upperBound]
        if before.isWordOrBeyondASCII || after.isWordOrBeyondASCII { return false }
        if after == separator, text[range.upperBound + 1].isAlphanumeric { return false }
        if after == UInt8(ascii: ":"), text[range.upperBound + 1] == after { return false }
        guard before == separator else { return true }
        // `mac:00:1a:…`: a key before a colon, but no pair of a longer row.
        guard separator == UInt8(ascii: ":") else { return !text[range.lowerBound - 2].isAlphanumeric }
        return !ByteSet.hexDigits.contains(text[range.lowerBound - 2]) && text[range.lowerBound - 2] != separator
            || text[range.lowerBound - 2].isLetter && text[range.lowerBound - 3].isLetter
                && text[range.lowerBound - 4].isLetter
    }

    private func isNobodys(_ text: Bytes, _ range: Range<Int>) -> Bool {
        var areZeros = true
        var areOnes = true
        for place in range {
            guard let value = text[place].hexValue else { continue }
            if value != 0 { areZeros = false }
            if value != 15 { areOnes = false }
        }
        return areZeros || areOnes
    }
}
