import AuditEvents
import FileBackend
import FoundationEssentials
import Glibc
import NexusAudit

/// The same events in a table of PostgreSQL, with the indexes that one would give it for the same questions.
final class PostgresTable {
    let cluster: PostgresCluster
    private let store: SearchStore
    private let folder: KeptFolder
    /// Events that are in the table.
    private(set) var loaded = 0
    private var isReady = false
    /// Where to go on in each log.
    private var next: [TenantID: UInt64] = [:]

    init(_ store: SearchStore, in folder: KeptFolder) throws {
        (self.store, self.folder) = (store, folder)
        cluster = try PostgresCluster(in: folder)
        try cluster.query(Self.table)
    }

    private static let table = """
        CREATE TABLE audit (
            id bigserial PRIMARY KEY, tenant text NOT NULL, recorded_at timestamptz NOT NULL, actor text, action text NOT NULL,
            resource text, outcome text, request_id text, trace_id text, event jsonb NOT NULL)
        """

    static let indexes = [
        "CREATE INDEX ON audit (tenant, id DESC)", "CREATE INDEX ON audit (tenant, actor, id)",
        "CREATE INDEX ON audit (tenant, action, id)", "CREATE INDEX ON audit (tenant, resource, id)",
        "CREATE INDEX ON audit (tenant, outcome, id)", "CREATE INDEX ON audit (tenant, request_id, id)",
        "CREATE INDEX ON audit (tenant, trace_id, id)", "CREATE INDEX ON audit (tenant, recorded_at)",
        "CREATE INDEX ON audit USING gin (event jsonb_path_ops)",
        "CREATE INDEX ON audit USING gin (to_tsvector('simple', event::text))",
    ]

    private var hasIndexes = false

    func makeIndexes() throws {
        if hasIndexes { return }
        for index in Self.indexes { try cluster.query(index) }
        hasIndexes = true
    }

    /// Makes the table whole, and ready to be asked.
    func complete() async throws {
        if isReady { return }
        if loaded < store.count {
            let file = try await rows(loaded..<store.count)
            defer { unlink(file) }
            try load(file, count: store.count - loaded)
        }
        // Faster than one by one, where the table was loaded at once.
        try makeIndexes()
        try cluster.query("VACUUM ANALYZE audit")
        isReady = true
    }

    func load(_ file: String, count: Int) throws {
        let columns = "tenant, recorded_at, actor, action, resource, outcome, request_id, trace_id, event"
        try cluster.query("\\copy audit (\(columns)) FROM '\(file)'")
        loaded += count
    }

    /// The table and its indexes.
    func bytes() throws -> Int {
        let answer = try cluster.query("SELECT pg_total_relation_size('audit')")
        return answer.first?.first.flatMap { Int($0) } ?? 0
    }

    /// Writes a file of the next events, as COPY reads it.
    func rows(_ numbers: Range<Int>) async throws -> String {
        let path = folder.path + "/rows"
        guard let file = fopen(path, "w") else { throw BenchmarkError("open \(path)") }
        defer { fclose(file) }
        var entries: [TenantID: ArraySlice<LogEntry>] = [:]
        for number in numbers {
            let event = SearchEvent(number)
            let tenant = SearchEvent.tenants[event.tenant]
            let index = next[tenant, default: 0]
            if entries[tenant]?.isEmpty ?? true {
                entries[tenant] = try await store.backend.entries(of: tenant, from: index, limit: 1_024)[...]
            }
            guard let entry = entries[tenant]?.popFirst(), entry.index == index else {
                throw Skipped(description: "entry \(index) of \(tenant) cannot be read")
            }
            next[tenant] = index + 1
            let time = store.recorded(number)
            if number % 997 == 0 { try Self.check(entry, is: event, at: time) }
            let columns = [
                "\(tenant)", "\(time)", event.actor, event.action, "\(event.resourceType):\(event.resourceID)",
                event.outcome,
                event.requestID, event.traceID,
            ]
            var line = Array(columns.joined(separator: "\t").utf8) + [UInt8(ascii: "\t")]
            for byte in entry.bytes {
                if byte == UInt8(ascii: "\\") { line.append(byte) }
                line.append(byte)
            }
            line.append(UInt8(ascii: "\n"))
            guard fwrite(line, 1, line.count, file) == line.count else { throw BenchmarkError("write \(path)") }
        }
        return path
    }

    /// Holds an entry against what its columns will say.
    private static func check(_ entry: LogEntry, is made: SearchEvent, at time: Timestamp) throws {
        let event = try DatasetEvent(leaf: entry.bytes).json
        guard event["recorded_at"] == .string("\(time)"), event["action"] == .string(made.action),
            event["actor"]?.object?["id"] == .string(made.actor)
        else { throw Skipped(description: "entry \(entry.index) is not the event that was made for it") }
    }

    // MARK: Asking

    /// The time that every question took within the server, in nanoseconds, and the rows it found.
    func ask(_ questions: [SearchQuestion], for duration: Duration) throws -> [(nanoseconds: UInt64, found: Int)] {
        let path = folder.path + "/questions"
        let lines = questions.map { "\($0.sql.replacing("\\", with: "\\\\"))\n" }.joined()
        try Data(lines.utf8).write(to: URL(filePath: path))
        defer { unlink(path) }
        let answer = try cluster.query(
            "CREATE TEMP TABLE question (id serial, statement text)", "\\copy question (statement) FROM '\(path)'",
            Self.loop, "SELECT * FROM pg_temp.ask(\(duration / .seconds(1)))")
        return answer.compactMap { row in
            guard row.count == 2, let microseconds = Double(row[0]), let found = Int(row[1]) else { return nil }
            return (UInt64(microseconds * 1_000), found)
        }
    }

    /// All questions, again and again, at least once: nothing between the server and a client is measured.
    private static let loop = """
        CREATE FUNCTION pg_temp.ask(seconds float8) RETURNS TABLE (microseconds float8, counted bigint) LANGUAGE plpgsql AS $$
        DECLARE
            began timestamptz; total float8 := 0; one record;
        BEGIN
            LOOP
                FOR one IN SELECT statement FROM question ORDER BY id LOOP
                    began := clock_timestamp();
                    EXECUTE one.statement INTO counted;
                    microseconds := extract(epoch FROM clock_timestamp() - began) * 1000000;
                    total := total + microseconds / 1000000;
                    RETURN NEXT;
                END LOOP;
                EXIT WHEN total >= seconds;
            END LOOP;
        END $$
        """
}
