public import AuditEvents

/// Events as their callers wrote them: the fastest way, since the text is read where it stands and no value is made of it.
extension LoggingEngine {
    /// Takes one event through the whole pipeline.
    ///
    /// - Parameters:
    ///   - json: The event, as `IncomingEvent(parsing:)` reads it.
    ///   - context: Who asked, for which tenant, in which request.
    /// - Returns: The receipt of a durable entry; of the first one if the same event was accepted before.
    /// - Throws: `AuditError`; nothing else. The failure has been logged and counted by then.
    public func run(
        json: some Collection<UInt8>, context: RequestContext?
    ) async throws(AuditError) -> Receipt {
        try await run(json, .context(context), offered: core.newID())
    }

    /// Takes one event of a request that others made, which the event tells itself: `request_id` (else the event's id),
    /// `trace_id`, `actor` (else one of `actor_type` and `agent_id`, else the system).
    ///
    /// - Parameters:
    ///   - reporter: The credential; it fixes the tenant.
    ///   - eventID: For an event that has no id: the same each time that it is reported. nil makes a new one.
    public func run(
        json: some Collection<UInt8>, by reporter: EventReporter, eventID: String? = nil
    ) async throws(AuditError) -> Receipt {
        try await run(json, .reporter(reporter), offered: offered(eventID))
    }

    /// The first half of `run(json:by:)`: validated and redacted, not yet stamped.
    ///
    /// - Throws: `AuditError`, logged and counted.
    public func prepare(
        json: some Collection<UInt8>, by reporter: EventReporter, eventID: String? = nil
    ) throws(AuditError) -> PreparedEvent {
        let start = ContinuousClock.now
        return try prepare(json, .reporter(reporter), offered: offered(eventID), since: start)
    }

    /// As `prepare(json:by:)`, for bytes that may be something else than an event of ours: a failure is neither logged nor
    /// counted.
    ///
    /// - Parameter eventID: Makes the id of an event that has none.
    package func prepareIfOwn(
        _ json: UnsafeBufferPointer<UInt8>, by reporter: EventReporter, eventID: (_ tenant: TenantID) -> String
    ) -> PreparedEvent? {
        withoutActuallyEscaping(eventID) { eventID in
            try? core.prepare(json, .reporter(reporter), offered: .derived(eventID))
        }
    }

    private func offered(_ eventID: String?) -> OfferedID {
        eventID.map { .given($0) } ?? core.newID()
    }

    private func run(
        _ json: some Collection<UInt8>, _ asker: Asker, offered: OfferedID
    ) async throws(AuditError) -> Receipt {
        let start = ContinuousClock.now
        // No await stands before the bytes were read: they may be anywhere.
        let prepared = try prepare(json, asker, offered: offered, since: start)
        do {
            let receipt = try await span { [core] (span) throws(AuditError) in
                try await core.append(
                    prepared, isFreshID: offered.isFresh && prepared.contentMAC == nil, span: span)
            }
            core.telemetry.accepted(receipt, since: start)
            return receipt
        } catch {
            throw core.refuse(error, IdentityOfFailure(prepared), since: start)
        }
    }

    private func prepare(
        _ json: some Collection<UInt8>, _ asker: Asker, offered: OfferedID, since start: ContinuousClock.Instant
    ) throws(AuditError) -> PreparedEvent {
        func prepare(_ bytes: UnsafeBufferPointer<UInt8>) -> Result<PreparedEvent, AuditError> {
            do {
                return .success(try core.prepare(bytes, asker, offered: offered))
            } catch {
                let identity = IdentityOfFailure(bytes, asker, offered: offered)
                return .failure(core.refuse(error, identity, since: start))
            }
        }
        let result =
            json.withContiguousStorageIfAvailable { prepare($0) }
            ?? Array(json).withUnsafeBufferPointer { prepare($0) }
        return try result.get()
    }
}
