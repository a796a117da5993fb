/// A question about speed: something of ours beside a peer, on one or more inputs.
struct Benchmark: Sendable {
    /// Its group, a hyphen, and what it is.
    let name: String
    /// One line.
    let summary: String
    /// Makes the inputs, when it is their turn.
    ///
    /// - Throws: `Skipped` where something is missing that need not be there.
    let comparisons: @Sendable () async throws -> [Comparison]

    /// Whether a command line's word means it: by its name or its group's.
    func isMeant(by word: String) -> Bool { name == word || name.hasPrefix(word + "-") }
}

/// Ours and a peer on the same input.
struct Comparison {
    /// What the input is.
    let input: String
    let subject: Contender
    let peer: Contender
}

/// One side of a comparison.
struct Contender {
    /// What it does, as the table's column says it.
    let name: String
    /// Works for about so long, at least once, and says what was done.
    let run: (Duration) async throws -> Measurement
}

/// Why a benchmark was not run, and how to make it run.
struct Skipped: Error, CustomStringConvertible {
    let description: String
}
