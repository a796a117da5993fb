/// A question about speed: something of ours beside a peer, on one or more inputs.
struct Benchmark: Sendable {
    /// Its group, a hyphen, and what it is.
    let name: String
    /// One line.
    let summary: String
    /// What the ratio compares.
    var basis = Basis.processor
    /// Makes the inputs, when it is their turn; the scale is how many times larger than usual those are that may be.
    ///
    /// - Throws: `Skipped` where something is missing that need not be there.
    let comparisons: @Sendable (_ scale: Int) async throws -> [Comparison]

    /// Whether a command line's word means it: by its name or its group's.
    func isMeant(by word: String) -> Bool { name == word || name.hasPrefix(word + "-") }
}

/// What is compared of two measurements.
enum Basis: String {
    /// Bytes by second of processor time: for work that one thread does.
    case processor
    /// Pieces by second on the clock: for work that waits for disks and for others.
    case clock

    var unit: String {
        switch self {
        case .processor: "bytes by second of processor time"
        case .clock: "pieces by second on the clock"
        }
    }

    func rate(_ measurement: Measurement) -> Double {
        switch self {
        case .processor: measurement.bytesPerSecond
        case .clock: measurement.piecesPerSecond
        }
    }
}

/// Ours and its peers on the same input.
struct Comparison {
    /// What the input is.
    let input: String
    let subject: Contender
    /// At least one.
    let peers: [Contender]
}

/// One side of a comparison.
struct Contender {
    /// What it does, as the table's column says it.
    let name: String
    /// Works for about so long, at least once, and says what was done.
    let run: (Duration) async throws -> Measurement
    /// Called once, after the last round.
    var finish: () async throws -> Void = {}
}

/// Why a benchmark was not run, and how to make it run.
struct Skipped: Error, CustomStringConvertible {
    let description: String
}
