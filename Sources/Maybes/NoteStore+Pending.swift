import AuditEvents
import FoundationEssentials
import GRDB

/// What became of an attempt to stage a change.
enum Staging: Sendable {
    /// Stored, invisible; its event may be emitted now.
    case staged
    /// The tenant has no such note.
    case missing
    /// The note is another user's.
    case foreign
    /// The note has another version than the change was made for.
    case stale(current: Int)
    /// Another change of the note, with this event, is not settled.
    case blocked(eventID: String)
}

extension NoteStore {
    /// Stores a change beside its event, if the note is the owner's, settled, and of the version the change was made for.
    func stage(_ change: PendingMutation) async throws(MaybesError) -> Staging {
        try await write { database in
            if change.kind != .create, let refusal = try Self.refusal(of: change, in: database) { return refusal }
            try database.execute(
                sql: """
                    INSERT INTO pending (event_id, kind, tenant_id, owner_id, note_id, version, title, tags, body, time, event)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    change.eventID, change.kind.rawValue, change.owner.tenant.description, change.owner.userID,
                    change.noteID, change.version, change.draft?.title, (change.draft?.tags).map(TagList.encode),
                    change.draft?.body, change.time.microseconds, Data(change.event),
                ])
            return .staged
        }
    }

    private static func refusal(of change: PendingMutation, in database: Database) throws -> Staging? {
        let key: StatementArguments = [change.owner.tenant.description, change.noteID]
        guard
            let note = try Row.fetchOne(
                database, sql: "SELECT owner_id, version FROM note WHERE tenant_id = ? AND note_id = ?", arguments: key)
        else { return .missing }
        guard note["owner_id"] == change.owner.userID else { return .foreign }
        if let other = try String.fetchOne(
            database, sql: "SELECT event_id FROM pending WHERE tenant_id = ? AND note_id = ?", arguments: key)
        {
            return .blocked(eventID: other)
        }
        let current: Int = note["version"]
        let expected = change.kind == .delete ? change.version : change.version - 1
        return current == expected ? nil : .stale(current: current)
    }

    /// Makes a staged change final.
    ///
    /// - Returns: The note after it (a deleted one as it was last); nil if nothing is staged under that event.
    func finish(_ eventID: String) async throws(MaybesError) -> Note? {
        try await write { database in
            guard let change = try Self.pending(eventID, in: database) else { return nil }
            let note = try Self.apply(change, in: database)
            try database.execute(sql: "DELETE FROM pending WHERE event_id = ?", arguments: [eventID])
            return note
        }
    }

    /// Takes a staged change back.
    func discard(_ eventID: String) async throws(MaybesError) {
        try await write { database in
            try database.execute(sql: "DELETE FROM pending WHERE event_id = ?", arguments: [eventID])
        }
    }

    /// The events of all staged changes, oldest first.
    func pendingEvents() async throws(MaybesError) -> [String] {
        try await read { database in
            try String.fetchAll(database, sql: "SELECT event_id FROM pending ORDER BY time, event_id")
        }
    }

    func pending(_ eventID: String) async throws(MaybesError) -> PendingMutation? {
        try await read { database in try Self.pending(eventID, in: database) }
    }

    private static func pending(_ eventID: String, in database: Database) throws -> PendingMutation? {
        guard
            let row = try Row.fetchOne(database, sql: "SELECT * FROM pending WHERE event_id = ?", arguments: [eventID])
        else { return nil }
        guard let tenant = TenantID(row["tenant_id"]), let kind = PendingMutation.Kind(rawValue: row["kind"]) else {
            throw MaybesError(
                .storage, "a pending change cannot be read: the notes database is damaged; restore a backup",
                eventID: eventID)
        }
        var draft: NoteDraft?
        if kind != .delete {
            draft = NoteDraft(title: row["title"], tags: try TagList.decode(row["tags"]), body: row["body"])
        }
        let event: Data = row["event"]
        return PendingMutation(
            kind: kind, owner: NoteOwner(tenant: tenant, userID: row["owner_id"]), noteID: row["note_id"],
            version: row["version"], draft: draft, time: Timestamp(microseconds: row["time"]), eventID: eventID,
            event: Array(event))
    }

    private static func apply(_ change: PendingMutation, in database: Database) throws -> Note? {
        let tenant = change.owner.tenant.description
        let key: StatementArguments = [tenant, change.noteID]
        let select = "SELECT * FROM note WHERE tenant_id = ? AND note_id = ?"
        guard let draft = change.draft else {
            let last = try Row.fetchOne(database, sql: select, arguments: key).map(Note.init(row:))
            try database.execute(sql: "DELETE FROM note WHERE tenant_id = ? AND note_id = ?", arguments: key)
            return last
        }
        try database.execute(
            sql: """
                INSERT INTO note (tenant_id, note_id, owner_id, version, title, tags, body, created_at, updated_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (tenant_id, note_id) DO UPDATE SET version = excluded.version, title = excluded.title,
                    tags = excluded.tags, body = excluded.body, updated_at = excluded.updated_at
                """,
            arguments: [
                tenant, change.noteID, change.owner.userID, change.version, draft.title, TagList.encode(draft.tags),
                draft.body, change.time.microseconds, change.time.microseconds,
            ])
        try database.execute(sql: "DELETE FROM note_tag WHERE tenant_id = ? AND note_id = ?", arguments: key)
        for tag in draft.tags {
            try database.execute(
                sql: "INSERT INTO note_tag (tenant_id, owner_id, tag, note_id) VALUES (?, ?, ?, ?)",
                arguments: [tenant, change.owner.userID, tag, change.noteID])
        }
        return try Row.fetchOne(database, sql: select, arguments: key).map(Note.init(row:))
    }
}
