import Crypto

/// Base58check (en.bitcoin.it, "Base58Check encoding"): 25 bytes, of which the last four are a double SHA-256's first.
enum Base58 {
    private static let alphabet: StaticString = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
    static let letters = ByteSet(alphabet)

    private static let values: [UInt8] = {
        var values = Array(repeating: 0 as UInt8, count: 256)
        alphabet.withUTF8Buffer { letters in
            for (value, letter) in letters.enumerated() { values[Int(letter)] = UInt8(value) }
        }
        return values
    }()

    private static let byteCount = 25
    private static let checksumCount = 4

    /// The version byte of a valid address; `range` holds at most 35 letters of the alphabet.
    static func version(_ text: Bytes, _ range: Range<Int>) -> UInt8? {
        var bytes = Array(repeating: 0 as UInt8, count: byteCount)
        for place in range {
            var carry = UInt32(values[Int(text[place])])
            for index in bytes.indices.reversed() {
                carry += UInt32(bytes[index]) * 58
                bytes[index] = UInt8(truncatingIfNeeded: carry)
                carry >>= 8
            }
            guard carry == 0 else { return nil }
        }
        // Each leading zero byte is one leading `1`, no more and no fewer.
        let ones = range.prefix { text[$0] == UInt8(ascii: "1") }.count
        guard ones == bytes.prefix(while: { $0 == 0 }).count else { return nil }
        let payload = Array(bytes.prefix(byteCount - checksumCount))
        let digest = SHA256.hash(data: Array(SHA256.hash(data: payload)))
        return digest.prefix(checksumCount).elementsEqual(bytes.suffix(checksumCount)) ? bytes[0] : nil
    }
}
