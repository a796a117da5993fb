import AuditEvents
import GRDB

extension NoteStore {
    /// The note, if it is the owner's.
    func note(_ id: String, of owner: NoteOwner) async throws(MaybesError) -> Note? {
        try await read { database in
            try Row.fetchOne(
                database, sql: "SELECT * FROM note WHERE tenant_id = ? AND note_id = ? AND owner_id = ?",
                arguments: [owner.tenant.description, id, owner.userID]
            ).map(Note.init(row:))
        }
    }

    /// The owner's notes that bear all the tags, newest first, from after `cursor`.
    ///
    /// - Parameter limit: 1 or more.
    func page(
        tags: [String], after cursor: NotePage.Cursor?, limit: Int, of owner: NoteOwner
    ) async throws(MaybesError) -> NotePage {
        // The first tag's index gives the candidates in order; the other tags are looked up for each of them.
        var sql =
            tags.isEmpty
            ? "SELECT hit.* FROM note AS hit WHERE hit.tenant_id = ? AND hit.owner_id = ?"
            : """
            SELECT note.* FROM note_tag AS hit JOIN note USING (tenant_id, note_id) \
            WHERE hit.tenant_id = ? AND hit.owner_id = ? AND hit.tag = ?
            """
        var arguments: StatementArguments = [owner.tenant.description, owner.userID]
        if let first = tags.first { arguments += [first] }
        if let cursor {
            sql += " AND hit.note_id < ?"
            arguments += [cursor.description]
        }
        for tag in tags.dropFirst() {
            sql += """
                 AND EXISTS (SELECT 1 FROM note_tag AS also WHERE also.tenant_id = hit.tenant_id \
                AND also.owner_id = hit.owner_id AND also.tag = ? AND also.note_id = hit.note_id)
                """
            arguments += [tag]
        }
        // One more than asked for tells whether there is another page.
        sql += " ORDER BY hit.note_id DESC LIMIT ?"
        arguments += [limit + 1]
        let (query, values) = (sql, arguments)
        let notes = try await read { database in
            try Row.fetchAll(database, sql: query, arguments: values).map(Note.init(row:))
        }
        let shown = Array(notes.prefix(limit))
        return NotePage(notes: shown, next: notes.count > limit ? shown.last.flatMap { NotePage.Cursor($0.id) } : nil)
    }
}

extension Note {
    /// - Parameter row: All columns of `note`.
    init(row: Row) throws {
        self.init(
            id: row["note_id"], version: row["version"], title: row["title"], tags: try TagList.decode(row["tags"]),
            body: row["body"], createdAt: Timestamp(microseconds: row["created_at"]),
            updatedAt: Timestamp(microseconds: row["updated_at"]))
    }
}

/// Tags as one column holds them: a JSON array of strings.
enum TagList {
    static func encode(_ tags: [String]) -> String {
        String(decoding: JSONValue.array(tags.map(JSONValue.string)).canonicalBytes(), as: UTF8.self)
    }

    static func decode(_ text: String) throws -> [String] {
        guard let items = try JSONValue(parsing: text).array else { throw damaged }
        return try items.map { item in
            guard let tag = item.string else { throw damaged }
            return tag
        }
    }

    private static let damaged = MaybesError(
        .storage, "a note's tags are no JSON array of strings: the notes database is damaged; restore a backup")
}
