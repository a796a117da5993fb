public import AuditEvents

/// Many events at once: one wait for all of them, and one hand-over to the store.
extension LoggingEngine {
    /// Appends prepared events in their order, those of one tenant one behind the other.
    ///
    /// - Returns: What became of each, in the order of the events; every failure was logged and counted.
    public func append(_ events: [PreparedEvent]) async -> [Result<Receipt, AuditError>] {
        await append(staged: await stage(events))
    }

    /// All of `append` that needs no order: may run for several lots of events at once.
    package func stage(_ events: [PreparedEvent]) async -> [Result<StagedEvent, AuditError>] {
        var staged: [Result<StagedEvent, AuditError>] = []
        staged.reserveCapacity(events.count)
        for event in events {
            let start = ContinuousClock.now
            do throws(AuditError) {
                staged.append(.success(try await core.stage(event, isFreshID: false)))
            } catch {
                staged.append(.failure(core.refuse(error, IdentityOfFailure(event), since: start)))
            }
        }
        return staged
    }

    /// The rest of `append`: the order of calls is the order of entries, for callers that run one behind the other up to
    /// the first wait.
    package func append(staged: [Result<StagedEvent, AuditError>]) async -> [Result<Receipt, AuditError>] {
        let start = ContinuousClock.now
        var outcomes = await core.backend.append(staged.compactMap { try? $0.get().entry })[...]
        var receipts: [Result<Receipt, AuditError>] = []
        receipts.reserveCapacity(staged.count)
        // A store that is overloaded refuses all: that is one line in the log, and a count for each.
        var isOverloadLogged = false
        for event in staged {
            switch event {
            case .failure(let error): receipts.append(.failure(error))
            case .success(let event):
                do throws(AuditError) {
                    let receipt = try await core.append(event, first: outcomes.removeFirst())
                    core.telemetry.accepted(receipt, since: start)
                    receipts.append(.success(receipt))
                } catch {
                    let isKnown = error.code == .overloaded && isOverloadLogged
                    if error.code == .overloaded { isOverloadLogged = true }
                    let identity = IdentityOfFailure(event.prepared)
                    receipts.append(.failure(core.refuse(error, identity, since: start, isLogged: !isKnown)))
                }
            }
        }
        return receipts
    }
}
