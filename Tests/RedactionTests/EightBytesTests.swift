import Testing

@testable import Redaction

@Suite struct EightBytesTests {
    /// Every byte at every place, with a neighbour that a carry would reach.
    @Test func answersAreThoseOfEachByte() {
        var wrong: [UInt8] = []
        for byte in UInt8.min...UInt8.max {
            for place in 0..<8 {
                var text = Array(repeating: 0xFF as UInt8, count: 8)
                text[place] = byte
                let eight = text.withUnsafeBufferPointer { Bytes($0).eight(from: 0) }
                let isRight =
                    has(eight.digits, place) == byte.isDigit && has(eight.alphanumerics, place) == byte.isAlphanumeric
                    && has(eight.hexDigits, place) == (byte.hexValue != nil)
                    && has(eight.wordBytes, place) == byte.isWordOrBeyondASCII
                if !isRight { wrong.append(byte) }
            }
        }
        #expect(wrong.isEmpty)
    }

    private func has(_ answer: UInt64, _ place: Int) -> Bool {
        EightBytes.packed(answer) >> UInt32(place) & 1 == 1
    }

    @Test func runsEndAtTheFirstNo() {
        for length in 0...8 {
            let text = Array(repeating: UInt8(ascii: "7"), count: length) + Array(repeating: 32, count: 8 - length)
            let eight = text.withUnsafeBufferPointer { Bytes($0).eight(from: 0) }
            #expect(EightBytes.run(eight.digits) == length)
            #expect(EightBytes.isWhole(eight.digits) == (length == 8))
        }
    }

    @Test func behindTheEndOfATextAreZeros() {
        for count in 0...20 {
            let text = (0..<count).map { UInt8($0 + 1) }
            text.withUnsafeBufferPointer { buffer in
                for start in 0...count + 1 {
                    var expected: UInt64 = 0
                    for place in (0..<8).reversed() {
                        expected = expected << 8 | (start + place < count ? UInt64(start + place + 1) : 0)
                    }
                    #expect(Bytes(buffer).eight(from: start).bytes == expected, "\(count) bytes from \(start)")
                }
            }
        }
    }

    @Test(arguments: [
        "", "a", " a", "ab cd", "user_id: 12-34 é!", "é é", "--------a--------bcd efgh", "a b c d e f g h i",
    ])
    func wordsBeginWhereNoWordIsBefore(_ text: String) {
        let bytes = Array(text.utf8)
        let expected = bytes.indices.filter {
            bytes[$0].isWordOrBeyondASCII && ($0 == 0 || !bytes[$0 - 1].isWordOrBeyondASCII)
        }
        let found = text.withBytes { text in
            var starts = WordStarts(text)
            var found: [Int] = []
            while let start = starts.next() { found.append(start) }
            return found
        }
        #expect(found == expected)
    }
}
