/// Segregated witness addresses: bech32 for version 0 (BIP-173), bech32m for the others (BIP-350).
enum Bech32 {
    private static let alphabet: StaticString = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"

    /// By lower-case byte; 255 for what is not in the alphabet.
    private static let values: [UInt8] = {
        var values = Array(repeating: 255 as UInt8, count: 256)
        alphabet.withUTF8Buffer { letters in
            for (value, letter) in letters.enumerated() { values[Int(letter)] = UInt8(value) }
        }
        return values
    }()

    private static let generator: [UInt32] = [0x3B6A_57B2, 0x2650_8E6D, 0x1EA1_19FA, 0x3D42_33DD, 0x2A14_62B3]
    private static let bech32m: UInt32 = 0x2BC8_30A3

    /// Whether `range`, which begins with `bc1`, is an address of the main network: checksum, version, program length.
    static func isSegwit(_ text: Bytes, _ range: Range<Int>) -> Bool {
        let dataCount = range.count - 3
        guard dataCount >= 1 + 6, let isUpper = letterCase(text, range) else { return false }
        var checksum: UInt32 = 1
        // "bc", expanded: the high bits, zero, the low bits.
        for value in [3, 3, 0, 2, 3] as [UInt8] { checksum = step(checksum, value) }
        for place in range.dropFirst(3) {
            let byte = isUpper ? text[place].lowercased : text[place]
            let value = values[Int(byte)]
            guard value < 32 else { return false }
            checksum = step(checksum, value)
        }
        let version = values[Int(text[range.lowerBound + 3].lowercased)]
        guard version <= 16, checksum == (version == 0 ? 1 : bech32m) else { return false }
        let programBits = (dataCount - 1 - 6) * 5
        let programBytes = programBits / 8
        guard programBits % 8 < 5, (2...40).contains(programBytes) else { return false }
        return version != 0 || programBytes == 20 || programBytes == 32
    }

    /// Whether all letters are capitals; nil if the case is mixed.
    private static func letterCase(_ text: Bytes, _ range: Range<Int>) -> Bool? {
        let hasUpper = range.contains { text[$0].isUpper }
        return hasUpper && range.contains { text[$0].isLower } ? nil : hasUpper
    }

    private static func step(_ checksum: UInt32, _ value: UInt8) -> UInt32 {
        let top = checksum >> 25
        var next = (checksum & 0x1FF_FFFF) << 5 ^ UInt32(value)
        for bit in 0..<5 where top >> UInt32(bit) & 1 == 1 { next ^= generator[bit] }
        return next
    }
}
