import AuditEvents
import Logging
import NexusAudit

/// What became of the changes that were pending.
public struct PendingResolution: Hashable, Sendable {
    /// Changes whose event is in the log: made final.
    public var finished = 0
    /// Changes whose event is not in the log and cannot come there: taken back.
    public var discarded = 0
    /// Changes that nobody can settle yet.
    public var pending = 0

    public init(finished: Int = 0, discarded: Int = 0, pending: Int = 0) {
        self.finished = finished
        self.discarded = discarded
        self.pending = pending
    }
}

extension MaybesService {
    /// Settles every change that a crash or a failure of the audit log left pending, as `open` does.
    ///
    /// Changes in progress are left alone.
    ///
    /// - Throws: `storage`, `closed`.
    @discardableResult
    public func resolvePending() async throws(MaybesError) -> PendingResolution {
        var resolution = PendingResolution()
        for eventID in try await store.pendingEvents() {
            switch try await settle(eventID) {
            case .finished: resolution.finished += 1
            case .discarded: resolution.discarded += 1
            case .pending: resolution.pending += 1
            case .none: break
            }
        }
        return resolution
    }

    enum Settlement: Sendable {
        case finished, discarded, pending

        var words: String {
            switch self {
            case .finished: "a pending change of a note was made final"
            case .discarded: "a pending change of a note was taken back"
            case .pending: "a pending change of a note cannot be settled yet"
            }
        }
    }

    /// Emits a left-over change's event again and makes the change final, or takes it back.
    ///
    /// - Returns: nil for a change that is in progress, or that is settled already.
    func settle(_ eventID: String) async throws(MaybesError) -> Settlement? {
        guard claims.claim(eventID) else { return nil }
        defer { claims.release(eventID) }
        // Read after the claim: whoever held it before may have settled the change.
        guard let change = try await store.pending(eventID) else { return nil }
        let settlement = await emitAgain(change)
        switch settlement {
        case .finished: _ = try await store.finish(eventID)
        case .discarded: try await store.discard(eventID)
        case .pending: break
        }
        logger.log(
            level: settlement == .pending ? .error : .notice, "\(settlement.words)",
            metadata: [
                "event_id": "\(eventID)", "note_id": "\(change.noteID)", "tenant_id": "\(change.owner.tenant)",
            ])
        return settlement
    }

    private func emitAgain(_ change: PendingMutation) async -> Settlement {
        do {
            try await audit.emit(PreparedEvent(encoded: change.event))
            return .finished
        } catch {
            // "Not written" speaks of this attempt only: an earlier one may have been. Only what can never be accepted,
            // and is not in the log, is taken back.
            guard error.durability == .notWritten, !error.isRetryable else { return .pending }
            do {
                let index = try await audit.engine.backend.index(ofEvent: change.eventID, tenant: change.owner.tenant)
                return index == nil ? .discarded : .finished
            } catch {
                return .pending
            }
        }
    }
}
