/// Says of a hash that it is surely none of those inserted.
struct BitFilter: BitwiseCopyable, @unchecked Sendable {
    private let bits: UnsafeMutablePointer<UInt64>
    private let shift: UInt64

    init(bits count: Int) {
        bits = .allocate(capacity: 1 << (count - 6))
        bits.initialize(repeating: 0, count: 1 << (count - 6))
        shift = UInt64(64 - count)
    }

    func insert(_ hash: UInt64) { bits[Int(hash >> shift) >> 6] |= 1 << (hash >> shift & 63) }

    @inline(__always)
    func mayHold(_ hash: UInt64) -> Bool { bits[Int(hash >> shift) >> 6] >> (hash >> shift & 63) & 1 == 1 }
}

/// Hashes words eight bytes at a time, with ASCII letters and the Latin ones of U+00C0…U+00DE in lower case.
struct WordHash {
    private var value: UInt64 = 0
    private var chunk: UInt64 = 0
    private var count: UInt64 = 0
    private var previous: UInt8 = 0

    static func of(_ text: Bytes, _ range: Range<Int>) -> UInt64 {
        var value: UInt64 = 0
        var place = range.lowerBound
        while place < range.upperBound {
            let mask = UInt64.max >> UInt64(8 * max(0, 8 - (range.upperBound - place)))
            let bytes = text.eight(from: place).bytes & mask
            guard bytes & 0x8080_8080_8080_8080 == 0 else { return ofAny(text, range) }
            // Letters and digits have bit 5 or may have it.
            value = mix(value, (bytes | 0x2020_2020_2020_2020) & mask)
            place += 8
        }
        return finish(value, UInt64(range.count))
    }

    @inline(never)
    private static func ofAny(_ text: Bytes, _ range: Range<Int>) -> UInt64 {
        var hash = WordHash()
        hash.append(text, range)
        return hash.finished
    }

    mutating func append(_ text: Bytes, _ range: Range<Int>) {
        for index in range {
            var byte = text[index]
            if byte < 0x80 {
                byte |= 0x20
            } else if previous == 0xC3, (0x80...0x9E).contains(byte), byte != 0x97 {
                // U+00C0…U+00DE, but not U+00D7.
                byte += 0x20
            }
            previous = byte
            chunk |= UInt64(byte) << (count & 7 * 8)
            count += 1
            if count & 7 == 0 {
                value = Self.mix(value, chunk)
                chunk = 0
            }
        }
    }

    var finished: UInt64 { Self.finish(count & 7 == 0 ? value : Self.mix(value, chunk), count) }

    @inline(__always)
    private static func mix(_ value: UInt64, _ chunk: UInt64) -> UInt64 {
        let product = (value ^ chunk) &* 0x9E37_79B9_7F4A_7C15
        return product ^ product >> 29
    }

    @inline(__always)
    private static func finish(_ value: UInt64, _ count: UInt64) -> UInt64 {
        let product = (value ^ count) &* 0xBF58_476D_1CE4_E5B9
        return product ^ product >> 32
    }
}
