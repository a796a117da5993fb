public import AuditEvents
import Logging
import NexusAudit

extension MaybesService {
    /// Makes a note.
    ///
    /// - Parameter context: Who asks; `RequestContext.current` when nil.
    /// - Throws: `invalid_field`, `audit_failed`, `storage`; with durability `unknown` the note appears later or never,
    ///   under the error's `noteID`.
    public func create(
        _ draft: NoteDraft, context: RequestContext? = nil
    ) async throws(MaybesError) -> NoteChange {
        var generator = SystemRandomNumberGenerator()
        let id = EventID.uuidv7(at: now(), using: &generator)
        return try await change(.create, id, version: 1, draft: draft, context: context)
    }

    /// Replaces a note's title, tags and body.
    ///
    /// - Parameter version: The version that the caller saw; the note gets the next one.
    /// - Throws: `not_found`; `conflict` when the note has another version, or, with `isRetryable`, while another change of
    ///   it is pending; and what `create` throws.
    public func update(
        _ id: String, version: Int, to draft: NoteDraft, context: RequestContext? = nil
    ) async throws(MaybesError) -> NoteChange {
        try await change(.update, id, version: version, draft: draft, context: context)
    }

    /// Deletes a note.
    ///
    /// - Parameter version: The version that the caller saw.
    /// - Throws: What `update` throws.
    public func delete(
        _ id: String, version: Int, context: RequestContext? = nil
    ) async throws(MaybesError) -> NoteChange {
        try await change(.delete, id, version: version, draft: nil, context: context)
    }

    private func change(
        _ kind: PendingMutation.Kind, _ id: String, version seen: Int, draft: NoteDraft?, context: RequestContext?
    ) async throws(MaybesError) -> NoteChange {
        let context = try Self.context(context)
        let owner = try NoteOwner(context)
        guard Note.isValidID(id) else { throw Self.notFound(id) }
        try draft?.validate()
        guard (1..<Int(Int32.max)).contains(seen) else {
            throw MaybesError(
                .invalidField, "version is out of range: versions begin at 1", field: "version", actual: seen)
        }
        let version = kind == .update ? seen + 1 : seen
        let time = now()
        let event = IncomingEvent(
            time: time, action: kind.action, resource: Resource("maybe", id), input: draft?.auditInput ?? [:],
            output: ["version": .number(Double(version))])
        let prepared = try await auditing(note: id) { () async throws(AuditError) in
            try await audit.prepare(event, context: context)
        }
        let mutation = PendingMutation(
            kind: kind, owner: owner, noteID: id, version: version, draft: draft, time: time,
            eventID: prepared.event.eventID, event: prepared.encoded)

        // Claimed before it is stored, so that nobody settles it as something left over.
        _ = claims.claim(mutation.eventID)
        defer { claims.release(mutation.eventID) }
        let staging = try await stage(mutation)
        switch staging {
        case .staged: return try await complete(prepared, note: id, context: context)
        case .missing: throw try await refused(event, outcome: .error, note: id, context: context)
        case .foreign: throw try await refused(event, outcome: .denied, note: id, context: context)
        case .stale(let current):
            throw MaybesError(
                .conflict, "the note is at version \(current), the change was made for \(seen): read it again",
                field: "version", actual: seen, noteID: id)
        case .blocked(let other): throw await blocked(by: other, note: id)
        }
    }

    private func stage(_ mutation: PendingMutation) async throws(MaybesError) -> Staging {
        do { return try await store.stage(mutation) } catch {
            throw error.about(note: mutation.noteID, event: mutation.eventID)
        }
    }

    /// Steps 3 and 4.
    private func complete(
        _ prepared: PreparedEvent, note id: String, context: RequestContext
    ) async throws(MaybesError) -> NoteChange {
        let eventID = prepared.event.eventID
        let receipt: Receipt
        do {
            receipt = try await audit.emit(prepared)
        } catch {
            var failure = MaybesError(audit: error, note: id, event: eventID)
            if error.durability == .notWritten {
                do { try await store.discard(eventID) } catch { failure.durability = .unknown }
            }
            if failure.durability == .unknown { logPending(eventID, note: id, context: context, failure) }
            throw failure
        }
        do throws(MaybesError) {
            guard let note = try await store.finish(eventID) else { throw Self.lost(eventID, note: id) }
            return NoteChange(note: note, receipt: receipt)
        } catch {
            var failure = error.about(note: id, event: eventID)
            failure.durability = .unknown
            logPending(eventID, note: id, context: context, failure)
            throw failure
        }
    }

    /// An attempt upon a note that the caller cannot have is audited: as denied where it is another user's, as an error
    /// where there is none. Both cost one entry, so that neither the answer nor its delay tells them apart.
    private func refused(
        _ event: IncomingEvent, outcome: Outcome, note id: String, context: RequestContext
    ) async throws(MaybesError) -> MaybesError {
        var event = event
        event.outcome = outcome
        event.severity = .warning
        event.output = [:]
        let attempt = event
        let receipt = try await auditing(note: id) { () async throws(AuditError) in
            try await audit.emit(attempt, context: context)
        }
        return Self.notFound(id, eventID: receipt.eventID)
    }

    /// Tries to settle what blocks a note, so that a retry can go on.
    private func blocked(by eventID: String, note id: String) async -> MaybesError {
        _ = try? await settle(eventID)
        return MaybesError(
            .conflict, "another change of the note is not settled yet: read it again and retry", isRetryable: true,
            noteID: id)
    }

    private func auditing<Value>(
        note id: String, _ body: () async throws(AuditError) -> Value
    ) async throws(MaybesError) -> Value {
        do { return try await body() } catch { throw MaybesError(audit: error, note: id, event: error.eventID) }
    }

    private func logPending(_ eventID: String, note id: String, context: RequestContext, _ failure: MaybesError) {
        logger.error(
            "a change of a note stays pending",
            metadata: [
                "event_id": "\(eventID)", "note_id": "\(id)", "tenant_id": "\(context.tenantID)",
                "request_id": "\(context.requestID)", "trace_id": "\(context.traceID)",
                "code": "\(failure.auditError?.code.rawValue ?? failure.code.rawValue)",
            ])
    }

    private static func lost(_ eventID: String, note id: String) -> MaybesError {
        MaybesError(
            .storage, "the pending change is gone from the notes database: something else writes to it", noteID: id,
            eventID: eventID)
    }
}

extension MaybesError {
    init(audit error: AuditError, note id: String, event eventID: String?) {
        self.init(
            .auditFailed, "the change could not be audited, so it was not made final: \(error.description)",
            field: error.field, limit: error.limit, actual: error.actual, isRetryable: error.isRetryable,
            retryAfter: error.retryAfter, durability: error.durability, noteID: id, eventID: eventID, cause: error)
    }

    func about(note id: String, event eventID: String) -> MaybesError {
        var error = self
        error.noteID = id
        error.eventID = eventID
        return error
    }
}
