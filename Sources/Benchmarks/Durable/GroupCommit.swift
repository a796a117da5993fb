import Dispatch
import Synchronization

/// Peers' group commit, as good as ours: a thread takes all that waits, commits it at once, and wakes the callers.
final class GroupCommit: Sendable {
    private struct Waiting {
        let event: [UInt8]
        let caller: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var waiting: [Waiting] = []
        var isEnding = false
    }

    private let state = Mutex(State())
    private let wake = DispatchSemaphore(value: 0)
    private let ended = DispatchSemaphore(value: 0)

    /// - Parameter commit: Makes a batch durable; called on one thread.
    init(commit: @escaping @Sendable ([[UInt8]]) throws -> Void) {
        // Not the cooperative pool: commits block.
        DispatchQueue(label: "nexus.benchmarks.group-commit", qos: .userInitiated).async { [self] in
            while let batch = take() {
                let result = Result { try commit(batch.map(\.event)) }
                for waiting in batch { waiting.caller.resume(with: result) }
            }
            ended.signal()
        }
    }

    func submit(_ event: [UInt8]) async throws {
        try await withCheckedThrowingContinuation { caller in
            let isFirst = state.withLock { state in
                state.waiting.append(Waiting(event: event, caller: caller))
                return state.waiting.count == 1
            }
            if isFirst { wake.signal() }
        }
    }

    /// Commits what waits, and returns when nothing more comes.
    func end() {
        state.withLock { $0.isEnding = true }
        wake.signal()
        ended.wait()
    }

    private func take() -> [Waiting]? {
        while true {
            let (batch, isEnding) = state.withLock { state in
                defer { state.waiting = [] }
                return (state.waiting, state.isEnding)
            }
            if !batch.isEmpty { return batch }
            if isEnding { return nil }
            wake.wait()
        }
    }
}
