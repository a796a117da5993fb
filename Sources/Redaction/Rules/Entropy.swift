/// Shannon entropy in whole numbers, so that every machine decides alike.
enum Entropy {
    /// The longest text that is measured, in bytes.
    static let longest = 160

    /// Whether the bytes of `range` (at most `longest`) have at least `sixteenths` / 16 bits of entropy each.
    ///
    /// With n bytes, of which value i occurs c_i times, entropy is log2 n − (1/n) Σ c_i log2 c_i; times n it needs no
    /// division.
    static func isAtLeast(_ sixteenths: Int, _ text: Bytes, _ range: Range<Int>) -> Bool {
        let count = range.count
        guard count > 0, count <= longest else { return false }
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 256) { counts in
            counts.initialize(repeating: 0)
            for place in range { counts[Int(text[place])] += 1 }
            var sum: UInt64 = 0
            for place in range where counts[Int(text[place])] > 0 {
                sum += weighted[Int(counts[Int(text[place])])]
                counts[Int(text[place])] = 0
            }
            return weighted[count] >= sum + UInt64(count * sixteenths) << (fractionBits - 4)
        }
    }

    private static let fractionBits: UInt64 = 20

    /// n · log2 n for n up to `longest`, in units of 2⁻²⁰.
    private static let weighted: [UInt64] = (0...UInt64(longest)).map { $0 == 0 ? 0 : $0 * log2($0) }

    /// By squaring: each squaring of a number in [1, 2) shifts out one bit of its logarithm.
    private static func log2(_ number: UInt64) -> UInt64 {
        let whole = UInt64(63 - number.leadingZeroBitCount)
        let one: UInt64 = 1 << 31
        var mantissa = (number << 31) >> whole
        var result = whole
        for _ in 0..<fractionBits {
            mantissa = (mantissa * mantissa) >> 31
            result <<= 1
            if mantissa >= 2 * one {
                mantissa >>= 1
                result |= 1
            }
        }
        return result
    }
}
