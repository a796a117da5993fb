import Histogram

/// What callers waited, in nanoseconds; each keeps a list, since a histogram each would take all memory.
enum Latencies {
    static func histogram(of values: [UInt64]) -> Histogram<UInt64> {
        var histogram = empty
        for value in values { histogram.record(min(value, highest)) }
        return histogram
    }

    /// - Returns: nil for none.
    static func sum(of parts: [Histogram<UInt64>]) -> Histogram<UInt64>? {
        guard !parts.isEmpty else { return nil }
        var sum = empty
        for part in parts { sum.add(part) }
        return sum
    }

    /// A minute.
    private static let highest: UInt64 = 60_000_000_000

    private static var empty: Histogram<UInt64> {
        Histogram(highestTrackableValue: highest, numberOfSignificantValueDigits: .three)
    }
}
