import GRDB

/// The tables, and how a database of an older version gets them. A migration that was released is never changed.
enum NoteSchema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1: notes and pending changes") { database in
            try database.execute(
                sql: """
                    CREATE TABLE note (
                        tenant_id TEXT NOT NULL,
                        note_id TEXT NOT NULL,
                        owner_id TEXT NOT NULL,
                        version INTEGER NOT NULL,
                        title TEXT NOT NULL,
                        tags TEXT NOT NULL,          -- a JSON array, in the owner's order
                        body TEXT NOT NULL,
                        created_at INTEGER NOT NULL, -- microseconds since 1970
                        updated_at INTEGER NOT NULL,
                        PRIMARY KEY (tenant_id, note_id)
                    ) STRICT;
                    CREATE INDEX note_by_owner ON note (tenant_id, owner_id, note_id);

                    CREATE TABLE note_tag (
                        tenant_id TEXT NOT NULL,
                        owner_id TEXT NOT NULL,
                        tag TEXT NOT NULL,
                        note_id TEXT NOT NULL,
                        PRIMARY KEY (tenant_id, owner_id, tag, note_id),
                        FOREIGN KEY (tenant_id, note_id) REFERENCES note ON DELETE CASCADE
                    ) STRICT, WITHOUT ROWID;
                    CREATE INDEX note_tag_by_note ON note_tag (tenant_id, note_id);

                    CREATE TABLE pending (
                        event_id TEXT NOT NULL PRIMARY KEY,
                        kind TEXT NOT NULL CHECK (kind IN ('create', 'update', 'delete')),
                        tenant_id TEXT NOT NULL,
                        owner_id TEXT NOT NULL,
                        note_id TEXT NOT NULL,
                        version INTEGER NOT NULL,
                        title TEXT,
                        tags TEXT,
                        body TEXT,
                        time INTEGER NOT NULL,
                        event BLOB NOT NULL,         -- the prepared audit event, redacted
                        UNIQUE (tenant_id, note_id)  -- one unsettled change of a note at a time
                    ) STRICT;
                    """)
        }
        return migrator
    }
}
