import AuditEvents
import GRDB
import NexusAudit

/// The tables of an index file.
///
/// ```
/// about   name → value         the format, and whose logs these are
/// logs    number, tenant, size, stamp, last     how far each log is indexed: the high-water mark
/// events  id, log, entry, early                 where each event stands
/// terms   rowid = events.id                     FTS5: what each event is known by
/// ```
///
/// An event's id is its place in the order of all events: the millisecond at which its log took it in, which never goes back
/// within a log, then a running number within that millisecond. `early` is by how much `recorded_at` is before the end of that
/// millisecond, in microseconds.
enum IndexSchema {
    /// Changes whenever an index made by an earlier version cannot be used.
    static let format = "nexus-search-1"

    /// Bits of an id below the millisecond: 128,000 events a second have room. Fewer bits make shorter postings.
    static let slotBits: Int64 = 7
    static let slots: Int64 = 1 << slotBits

    /// How far, in milliseconds, the place of an event in the order may be behind its `recorded_at`: a log's stamps are in
    /// order to ten seconds, and a crowd of one millisecond is moved into the next ones.
    static let orderSlack: Int64 = 60_000

    static func make(in database: Database, instance: String) throws {
        try database.execute(
            sql: """
                CREATE TABLE IF NOT EXISTS about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
                CREATE TABLE IF NOT EXISTS logs (
                    number INTEGER PRIMARY KEY, tenant TEXT NOT NULL UNIQUE, size INTEGER NOT NULL,
                    stamp INTEGER NOT NULL, last BLOB NOT NULL);
                CREATE TABLE IF NOT EXISTS events (
                    id INTEGER PRIMARY KEY, log INTEGER NOT NULL, entry INTEGER NOT NULL, early INTEGER NOT NULL);
                CREATE VIRTUAL TABLE IF NOT EXISTS terms USING fts5(
                    body, content='', columnsize=0, detail=none, tokenize='\(TermTokenizer.name)');
                """)
        // Terms gather in memory until the transaction ends; sixteen runs are merged into one.
        try database.execute(sql: "INSERT INTO terms(terms, rank) VALUES ('hashsize', 67108864)")
        try database.execute(sql: "INSERT INTO terms(terms, rank) VALUES ('automerge', 16)")
        try database.execute(sql: "INSERT INTO terms(terms, rank) VALUES ('crisismerge', 64)")
        try database.execute(
            sql: "INSERT OR IGNORE INTO about VALUES ('format', ?), ('instance', ?)", arguments: [format, instance])
    }

    /// - Parameter isNoted: Whether the file is as it was when it was last sound, and need not be read whole.
    /// - Returns: What is wrong with an index; nil if nothing is.
    static func fault(in database: Database, instance: String, isNoted: Bool) throws -> String? {
        let about = try Row.fetchAll(database, sql: "SELECT name, value FROM about")
        let values = Dictionary(uniqueKeysWithValues: about.map { ($0["name"] as String, $0["value"] as String) })
        guard values["format"] == format else { return "it is of another format" }
        guard values["instance"] == instance else { return "it is another instance's" }
        if isNoted { return nil }
        // Structure, not content: what it answers with is held against the logs.
        let check = try String.fetchOne(database, sql: "PRAGMA quick_check(1)")
        return check == "ok" ? nil : "SQLite finds it damaged"
    }

    // MARK: Ids

    static func milliseconds(of id: Int64) -> Int64 { id >> slotBits }
    static func firstID(of milliseconds: Int64) -> Int64 { milliseconds << slotBits }

    /// `recorded_at` of an event, in microseconds.
    static func recorded(id: Int64, early: Int64) -> Int64 { (milliseconds(of: id) + 1) * 1_000 - early }
    static func early(id: Int64, recorded: Int64) -> Int64 { (milliseconds(of: id) + 1) * 1_000 - recorded }
    /// The same in SQL.
    static let recordedSQL = "(((e.id >> \(slotBits)) + 1) * 1000 - e.early)"

    /// The ids among which everything recorded within a stretch of time is.
    static func ids(recorded: Range<Int64>) -> ClosedRange<Int64> {
        let limit = Int64.max >> slotBits
        func milliseconds(_ microseconds: Int64) -> Int64 { Int64((Double(microseconds) / 1_000).rounded(.down)) }
        let first = recorded.lowerBound == .min ? 0 : max(0, min(limit, milliseconds(recorded.lowerBound) - 1))
        let last =
            recorded.upperBound == .max ? limit : max(0, min(limit, milliseconds(recorded.upperBound) + 1 + orderSlack))
        return firstID(of: first)...max(firstID(of: first), firstID(of: last) | (slots - 1))
    }

    /// All moments at which events with such ids may have been recorded, in microseconds.
    static func recorded(within ids: ClosedRange<Int64>) -> Range<Int64> {
        let limit = Int64.max / 2_000
        let first = milliseconds(of: ids.lowerBound)
        let last = milliseconds(of: ids.upperBound)
        return (first == 0 ? .min : (first - orderSlack) * 1_000)..<(last >= limit ? .max : (last + 1) * 1_000)
    }
}
