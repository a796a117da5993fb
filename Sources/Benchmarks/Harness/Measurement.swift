import Histogram

/// What was done in one round, and what it took.
struct Measurement {
    var wall: Duration
    /// Of the threads that did the work. The time on the clock is noise where a machine is shared.
    var cpu: Duration
    var bytes: Int
    /// Texts, events: whatever one piece of the work is.
    var pieces: Int
    /// What else was counted, by name: findings. Counting is also what keeps the work from being optimised away.
    var counts: [String: Int] = [:]
    /// How long each piece took, in nanoseconds, where that was measured.
    var latencies: Histogram<UInt64>?
    /// Bytes handed to the operating system to write, where that was measured.
    var written: Int?

    var bytesPerSecond: Double { cpu > .zero ? Double(bytes) / (cpu / .seconds(1)) : 0 }
    var piecesPerSecond: Double { wall > .zero ? Double(pieces) / (wall / .seconds(1)) : 0 }
}

/// The least, the middle and the most of some values.
struct Spread {
    let minimum: Double
    let median: Double
    let maximum: Double

    /// - Precondition: At least one value.
    init(_ values: [Double]) {
        let sorted = values.sorted()
        minimum = sorted[0]
        maximum = sorted[sorted.count - 1]
        median = (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
    }
}
