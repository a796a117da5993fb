/// A set of Unicode scalars: a bit for each of ASCII, ranges beyond.
struct ScalarSet: Hashable, Sendable {
    private var low: UInt64 = 0
    private var high: UInt64 = 0
    /// Sorted, disjoint, from U+0080 on.
    private var ranges: [ClosedRange<UInt32>] = []

    static let beyondASCII: ClosedRange<UInt32> = 0x80...0x10FFFF

    init() {}

    init(_ scalars: ClosedRange<UInt32>...) {
        for range in scalars { insert(range) }
    }

    @inline(__always)
    func contains(_ scalar: UInt32) -> Bool {
        if scalar < 64 { return low >> UInt64(scalar) & 1 == 1 }
        if scalar < 128 { return high >> UInt64(scalar - 64) & 1 == 1 }
        return containsBeyondASCII(scalar)
    }

    private func containsBeyondASCII(_ scalar: UInt32) -> Bool {
        var first = 0
        var end = ranges.count
        while first < end {
            let middle = (first + end) / 2
            if ranges[middle].upperBound < scalar { first = middle + 1 } else { end = middle }
        }
        return first < ranges.count && ranges[first].contains(scalar)
    }

    mutating func insert(_ range: ClosedRange<UInt32>) {
        if range.lowerBound < 128 {
            for scalar in range.lowerBound...min(range.upperBound, 127) {
                if scalar < 64 { low |= 1 << UInt64(scalar) } else { high |= 1 << UInt64(scalar - 64) }
            }
        }
        guard range.upperBound >= 128 else { return }
        var merged = max(range.lowerBound, 128)...range.upperBound
        var rest: [ClosedRange<UInt32>] = []
        for other in ranges {
            if other.upperBound + 1 < merged.lowerBound || other.lowerBound > merged.upperBound + 1 {
                rest.append(other)
            } else {
                merged = min(merged.lowerBound, other.lowerBound)...max(merged.upperBound, other.upperBound)
            }
        }
        rest.append(merged)
        ranges = rest.sorted { $0.lowerBound < $1.lowerBound }
    }

    mutating func formUnion(_ other: ScalarSet) {
        low |= other.low
        high |= other.high
        for range in other.ranges { insert(range) }
    }

    var inverted: ScalarSet {
        var set = ScalarSet()
        set.low = ~low
        set.high = ~high
        var next = Self.beyondASCII.lowerBound
        for range in ranges {
            if range.lowerBound > next { set.ranges.append(next...range.lowerBound - 1) }
            next = range.upperBound + 1
        }
        if next <= Self.beyondASCII.upperBound { set.ranges.append(next...Self.beyondASCII.upperBound) }
        return set
    }

    /// With the other case of every ASCII letter.
    var ignoringCase: ScalarSet {
        var set = self
        let letters: UInt64 = 0x07FF_FFFE  // Bits 1…26 of the upper half: A…Z; 33…58: a…z.
        set.high |= high >> 32 & letters
        set.high |= (high & letters) << 32
        return set
    }

    var firstBeyondASCII: UInt32? { ranges.first?.lowerBound }

    var isEmpty: Bool { low == 0 && high == 0 && ranges.isEmpty }

    static let digits = ScalarSet(0x30...0x39)
    static let word = ScalarSet(0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A)
    static let space = ScalarSet(0x09...0x0D, 0x20...0x20)
    static let lineBreak = ScalarSet(0x0A...0x0A)
}
