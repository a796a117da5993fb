import Synchronization

/// A small generator with a seed, so that a failing place can be found again (Steele et al., SplitMix64).
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }
}

/// Remembers the progress that was reported.
final class ProgressRecorder: Sendable {
    private let calls = Mutex<[(done: UInt64, total: UInt64)]>([])

    func note(_ done: UInt64, _ total: UInt64) { calls.withLock { $0.append((done, total)) } }

    /// Whether it only went forward, to the end.
    var isWhole: Bool {
        calls.withLock { calls in
            guard let last = calls.last, last.done == last.total else { return false }
            return zip(calls, calls.dropFirst()).allSatisfy { $0.done <= $1.done && $0.total == $1.total }
        }
    }
}
