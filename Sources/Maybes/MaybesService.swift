public import AuditEvents
public import Logging
public import NexusAudit

/// A control-plane service that keeps notes, each of whose changes is audited before it is acknowledged.
///
/// Notes belong to one human of one tenant, the one at the root of the request's actor chain; nobody else sees them.
/// Reading is not audited.
///
/// A change goes four steps, and a process may die after any of them:
///
/// 1. Its event is prepared: redacted, its id fixed.
/// 2. One transaction stores the change and the event, invisible to readers.
/// 3. The event is emitted.
/// 4. One transaction makes the change final.
///
/// Where the event was surely not written, the change is taken back. Where nobody knows, it stays pending, the note takes
/// no other change, and the next `open`, the next change of that note or `resolvePending()` emits the same event again:
/// the log accepts an event id once, so this settles it.
///
/// ```swift
/// let service = try await MaybesService.open(at: "notes.sqlite", audit: audit)
/// let made = try await service.create(NoteDraft(title: "Call Ana", tags: ["phone"]), context: context)
/// print(made.note.id, made.receipt.index)
/// ```
public final class MaybesService: Sendable {
    let store: NoteStore
    let audit: AuditLogger
    let logger: Logger
    let now: @Sendable () -> Timestamp
    let claims = ClaimedEvents()

    /// Opens the notes, and settles what a crash left.
    ///
    /// What cannot be settled yet, since the audit log is full or failing, stays pending and is logged.
    ///
    /// - Parameters:
    ///   - path: The SQLite database's file; made if it is missing, in a folder that is there.
    ///   - audit: Where every change is recorded.
    ///   - logger: Gets a line, without any note's text, for each change that stays pending or is settled late.
    ///   - now: The clock; UTC.
    /// - Throws: `locked`, `storage`.
    public static func open(
        at path: String, audit: AuditLogger, logger: Logger = Logger(label: "maybes"),
        now: @escaping @Sendable () -> Timestamp = Timestamp.now
    ) async throws(MaybesError) -> MaybesService {
        let store = try await NoteStore.open(at: path)
        let service = MaybesService(store: store, audit: audit, logger: logger, now: now)
        try await service.resolvePending()
        return service
    }

    private init(store: NoteStore, audit: AuditLogger, logger: Logger, now: @escaping @Sendable () -> Timestamp) {
        self.store = store
        self.audit = audit
        self.logger = logger
        self.now = now
    }

    /// One of the caller's notes.
    ///
    /// - Parameter context: Who asks; `RequestContext.current` when nil.
    /// - Throws: `not_found`, also for somebody else's note and for one whose creation is pending.
    public func get(_ id: String, context: RequestContext? = nil) async throws(MaybesError) -> Note {
        let owner = try NoteOwner(Self.context(context))
        guard Note.isValidID(id), let note = try await store.note(id, of: owner) else { throw Self.notFound(id) }
        return note
    }

    /// The caller's notes, newest first.
    ///
    /// - Parameters:
    ///   - tags: Only notes that bear all of these.
    ///   - cursor: The `next` of the page before; nil begins.
    ///   - limit: Notes a page holds at most, 1 to 100.
    public func list(
        tags: [String] = [], after cursor: NotePage.Cursor? = nil, limit: Int = 50, context: RequestContext? = nil
    ) async throws(MaybesError) -> NotePage {
        let owner = try NoteOwner(Self.context(context))
        try NoteDraft.checkTags(tags)
        guard (1...NotePage.maximumLimit).contains(limit) else {
            throw MaybesError(
                .invalidField, "limit is \(limit), 1 to \(NotePage.maximumLimit) are allowed", field: "limit",
                limit: NotePage.maximumLimit, actual: limit)
        }
        return try await store.page(tags: tags, after: cursor, limit: limit, of: owner)
    }

    /// Closes the notes; later calls throw `closed`. The audit log stays open: it is the caller's.
    public func close() throws(MaybesError) { try store.close() }

    static func context(_ given: RequestContext?) throws(MaybesError) -> RequestContext {
        guard let context = given ?? RequestContext.current else {
            throw MaybesError(
                .missingContext, "no request context: pass one, or call within RequestContext.run at the edge")
        }
        return context
    }

    static func notFound(_ id: String, eventID: String? = nil) -> MaybesError {
        MaybesError(.notFound, "there is no such note of yours", field: "id", noteID: id, eventID: eventID)
    }
}
