import AuditEvents
import Synchronization

/// One tenant's training preferences: loaded from the log when first asked for, then kept current.
///
/// An emit that begins after a preference's receipt must observe it, while the first load may have read the log just
/// before that preference was written. So what gets its receipt during a load is held and applied after it.
final class PreferenceCache: Sendable {
    private struct Load {
        var waiters: [CheckedContinuation<LoadResult, Never>] = []
        var applied: [(event: DatasetEvent, index: UInt64)] = []
        /// Whether the log may have changed in a way that nobody can tell: the load's result is then not kept.
        var isOutdated = false
    }

    private enum State {
        case unknown
        case loading(Load)
        case loaded(TrainingPreferences)
    }

    private enum LoadResult {
        case loaded(TrainingPreferences)
        case failed(AuditError)
        /// The one who loaded was cancelled, or the result was outdated before it came: ask again.
        case again
    }

    private enum Step {
        case use(TrainingPreferences)
        case load
        case wait
    }

    private let state = Mutex<State>(.unknown)

    /// The preferences as they are now.
    ///
    /// - Parameter load: Reads them from the log; of many callers at once, one does.
    func current(
        load: () async throws(AuditError) -> TrainingPreferences
    ) async throws(AuditError) -> TrainingPreferences {
        while true {
            switch step() {
            case .use(let preferences): return preferences
            case .load: if let preferences = try await fill(load) { return preferences }
            case .wait:
                switch await wait() {
                case .loaded(let preferences): return preferences
                case .failed(let error): throw error
                case .again: continue
                }
            }
        }
    }

    /// Takes in a control event that has its receipt.
    func apply(_ event: DatasetEvent, index: UInt64) {
        state.withLock { state in
            switch state {
            case .unknown: return  // whoever loads later reads it from the log
            case .loading(var load):
                load.applied.append((event, index))
                state = .loading(load)
            case .loaded(var preferences):
                preferences.apply(event, index: index)
                state = .loaded(preferences)
            }
        }
    }

    /// Forgets: a control event may have been written without a receipt.
    func invalidate() {
        state.withLock { state in
            switch state {
            case .unknown: return
            case .loading(var load):
                load.isOutdated = true
                state = .loading(load)
            case .loaded: state = .unknown
            }
        }
    }

    private func step() -> Step {
        state.withLock { state in
            switch state {
            case .loaded(let preferences): return .use(preferences)
            case .loading: return .wait
            case .unknown:
                state = .loading(Load())
                return .load
            }
        }
    }

    /// - Returns: nil when the log changed meanwhile and has to be read again.
    private func fill(
        _ load: () async throws(AuditError) -> TrainingPreferences
    ) async throws(AuditError) -> TrainingPreferences? {
        do {
            let preferences = try await load()
            return finish(preferences)
        } catch {
            wake(Task.isCancelled ? .again : .failed(error))
            throw error
        }
    }

    private func finish(_ read: TrainingPreferences) -> TrainingPreferences? {
        let (waiters, result) = state.withLock {
            state -> ([CheckedContinuation<LoadResult, Never>], TrainingPreferences?) in
            guard case .loading(let load) = state else { return ([], read) }
            guard !load.isOutdated else {
                state = .unknown
                return (load.waiters, nil)
            }
            var preferences = read
            for (event, index) in load.applied { preferences.apply(event, index: index) }
            state = .loaded(preferences)
            return (load.waiters, preferences)
        }
        for waiter in waiters { waiter.resume(returning: result.map { .loaded($0) } ?? .again) }
        return result
    }

    private func wake(_ result: LoadResult) {
        let waiters = state.withLock { state -> [CheckedContinuation<LoadResult, Never>] in
            guard case .loading(let load) = state else { return [] }
            state = .unknown
            return load.waiters
        }
        for waiter in waiters { waiter.resume(returning: result) }
    }

    private func wait() async -> LoadResult {
        await withCheckedContinuation { continuation in
            let isWaiting = state.withLock { state in
                guard case .loading(var load) = state else { return false }
                load.waiters.append(continuation)
                state = .loading(load)
                return true
            }
            if !isWaiting { continuation.resume(returning: .again) }
        }
    }
}
