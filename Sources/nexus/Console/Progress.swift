import Synchronization

/// A bar on stderr, when that is a terminal and the work takes over a second; otherwise nothing.
final class Progress: Sendable {
    private struct State {
        var lastDrawn: ContinuousClock.Instant?
        var isShown = false
    }

    private let title: String
    private let unit: String
    private let terminal: Terminal
    private let started = ContinuousClock.now
    private let state = Mutex(State())

    /// - Parameters:
    ///   - title: What is going on, such as `verifying`.
    ///   - unit: What is counted, such as `entries`.
    init(_ title: String, unit: String, terminal: Terminal = .error) {
        self.title = title
        self.unit = unit
        self.terminal = terminal
    }

    var elapsed: Duration { ContinuousClock.now - started }

    /// Draws anew, at most ten times a second.
    ///
    /// - Parameters:
    ///   - done: How far the bar reaches, out of `total`; a total of 0 is unknown and draws no bar.
    ///   - count: What is counted and rated; `done` when nil.
    func update(_ done: UInt64, of total: UInt64, count: UInt64? = nil) {
        guard terminal.isTerminal else { return }
        let now = ContinuousClock.now
        guard now - started > .seconds(1) else { return }
        let isDue = state.withLock { state in
            if let last = state.lastDrawn, now - last < .milliseconds(100) { return false }
            state.lastDrawn = now
            state.isShown = true
            return true
        }
        guard isDue else { return }
        let line = Self.line(
            title: title, unit: unit, done: done, total: total, count: count ?? done, elapsed: now - started,
            width: terminal.width)
        Self.draw("\r\u{1B}[K" + line)
    }

    /// Takes the bar away.
    func finish() {
        let wasShown = state.withLock { state in
            defer { state.isShown = false }
            return state.isShown
        }
        if wasShown { Self.draw("\r\u{1B}[K") }
    }

    /// `verifying  [#####.....]  50 %  500 entries  250/s`, cut to `width` columns.
    static func line(
        title: String, unit: String, done: UInt64, total: UInt64, count: UInt64, elapsed: Duration, width: Int
    ) -> String {
        var parts = [title]
        if total > 0 {
            let fraction = min(1, Double(done) / Double(total))
            let filled = Int(fraction * 24)
            let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: 24 - filled)
            parts.append("[\(bar)]")
            parts.append("\(Int(fraction * 100)) %")
        }
        parts.append("\(Text.count(count)) \(unit)")
        parts.append("\(Text.count(Text.rate(count, over: elapsed)))/s")
        return String(parts.joined(separator: "  ").prefix(max(1, width - 1)))
    }

    private static func draw(_ text: String) {
        try? ByteSink.standardError.write(Array(text.utf8))
        try? ByteSink.standardError.flush()
    }
}
