import Histogram

/// Figures as tables say them.
enum Text {
    /// The median of the rounds' MB/s (10⁶ bytes by second of processor time).
    static func rate(_ rounds: [Measurement]) -> String {
        "\(figure(Spread(rounds.map { $0.bytesPerSecond / 1e6 }).median)) MB/s"
    }

    /// Processor time of one piece: the median of the rounds.
    static func piece(_ rounds: [Measurement]) -> String {
        let microseconds = Spread(rounds.map { $0.cpu / .microseconds(max(1, $0.pieces)) }).median
        return microseconds < 10_000 ? "\(figure(microseconds)) µs" : "\(figure(microseconds / 1000)) ms"
    }

    static func ratio(_ ratio: Double) -> String { "\(figure(ratio))×" }

    /// How much of the time on the clock was processor time: where that is far from all, the machine was busy.
    static func share(_ rounds: [Measurement]) -> String {
        let wall = rounds.reduce(Duration.zero) { $0 + $1.wall }
        let cpu = rounds.reduce(Duration.zero) { $0 + $1.cpu }
        return wall > .zero ? "\(Int((cpu / wall * 100).rounded())) %" : "–"
    }

    /// What was counted by one piece of ours, and of the peer's where it counts the same.
    static func counts(_ ours: [Measurement], _ theirs: [Measurement]) -> String {
        func mean(_ rounds: [Measurement], _ name: String) -> String? {
            guard rounds.contains(where: { $0.counts[name] != nil }) else { return nil }
            let counted = rounds.reduce(0) { $0 + ($1.counts[name] ?? 0) }
            return figure(Double(counted) / Double(max(1, rounds.reduce(0) { $0 + $1.pieces })))
        }
        let names = Set((ours + theirs).flatMap(\.counts.keys)).filter { $0.hasPrefix("findings") }
        return names.sorted().map { name in
            let sides = [mean(ours, name), mean(theirs, name)].map { $0 ?? "–" }
            return "\(name) \(sides.joined(separator: " : "))"
        }.joined(separator: ", ")
    }

    /// A latency of all rounds together.
    static func latency(_ rounds: [Measurement], percentile: Double) -> String {
        guard let all = Latencies.sum(of: rounds.compactMap(\.latencies)) else { return "–" }
        let microseconds = Double(all.valueAtPercentile(percentile)) / 1000
        return microseconds < 1000 ? "\(figure(microseconds)) µs" : "\(figure(microseconds / 1000)) ms"
    }

    /// Bytes that were written of a piece, and how much that is of its own bytes.
    static func written(_ rounds: [Measurement]) -> (each: String, share: String) {
        let written = rounds.reduce(0) { $0 + ($1.written ?? 0) }
        guard written > 0 else { return ("–", "–") }
        return (
            "\(figure(Double(written) / Double(max(1, rounds.reduce(0) { $0 + $1.pieces })))) B",
            ratio(Double(written) / Double(max(1, rounds.reduce(0) { $0 + $1.bytes })))
        )
    }

    /// Three digits or a little more: 0.0123, 1.23, 12.3, 1234.
    static func figure(_ value: Double) -> String {
        var decimals = 0
        var bound = 100.0
        while decimals < 4, value > 0, value < bound * 0.9995 { (decimals, bound) = (decimals + 1, bound / 10) }
        guard decimals > 0 else { return String(Int(value.rounded())) }
        let scale = [1, 10, 100, 1000, 10_000][decimals]
        let scaled = Int((value * Double(scale)).rounded())
        let fraction = String(scaled % scale)
        return "\(scaled / scale).\(String(repeating: "0", count: decimals - fraction.count))\(fraction)"
    }
}
