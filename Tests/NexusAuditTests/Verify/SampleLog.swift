import AuditEvents
import MerkleLog
import NexusAudit
import NexusTesting

/// A log of stored events in memory, made without the engine.
struct SampleLog {
    static let tenant = TenantID("t_demo")!
    /// 2026-01-31T09:30:00Z.
    static let start = Timestamp(microseconds: 1_769_851_800_000_000)

    let backend: MemoryBackend
    private(set) var size: UInt64 = 0

    init(size: UInt64 = 0, seed: UInt8 = 1, note: String = "") async throws {
        backend = MemoryBackend(instance: "audit.example.com", seed: Array(repeating: seed, count: 32))
        try await grow(to: size, note: note)
    }

    /// Appends entries, one millisecond apart, and publishes.
    mutating func grow(to newSize: UInt64, note: String = "") async throws {
        while size < newSize { try await append(Self.leaf(size, note: note)) }
        if size > 0 { _ = try await backend.publish(Self.tenant) }
    }

    mutating func append(_ bytes: [UInt8], at time: Timestamp? = nil, isControl: Bool = false) async throws {
        let outcome = try await backend.append(
            NewEntry(
                tenant: Self.tenant, eventID: "e\(size)", isFreshID: true, recordedAt: time ?? Self.time(size),
                isControl: isControl, bytes: bytes))
        guard outcome == .appended(index: size) else { throw Refused(outcome: outcome) }
        size += 1
    }

    struct Refused: Error { let outcome: AppendOutcome }

    static func time(_ index: UInt64) -> Timestamp {
        Timestamp(microseconds: start.microseconds + Int64(index) * 1000)
    }

    /// The canonical bytes of an event of varying length.
    static func leaf(
        _ index: UInt64, note: String = "", tenant: String = "t_demo", recordedAt: Timestamp? = nil,
        input: String? = nil
    ) -> [UInt8] {
        let text = note + String(repeating: "x", count: Int(index % 7))
        let stamp = (recordedAt ?? time(index)).description
        return Array(
            """
            {"action":"maybes.create","actor":{"id":"u_1","type":"human"},"agent_id":"u_1","env":"test","event_id":\
            "e\(index)","input":\(input ?? "{\"note\":\"\(text)\"}"),"metadata":{"action":"maybes.create",\
            "actor_type":"human","request_id":"r","trace_id":"r"},"outcome":"success","pii_flags":{"fields":[],\
            "kinds":{},"policy":"nexus-1"},"recorded_at":"\(stamp)","schema_version":"1","severity":"info",\
            "storage_class":"audit","surface":"test","tenant_id":"\(tenant)","time":"\(stamp)","train_ok":true,\
            "train_reason":"allowed"}
            """.utf8)
    }

    func verify(since: SignedCheckpoint? = nil) async throws -> LogVerification {
        try await LogVerifier(reader: backend).verify(Self.tenant, since: since)
    }

    func checkpoint() async throws -> SignedCheckpoint? { try await backend.checkpoint(of: Self.tenant) }
}

/// A published folder that a test may change, beside the log that it was copied from.
struct PublishedCopy: PublishedFileListing {
    let base: MemoryBackend
    /// By path.
    var files: [String: [UInt8]] = [:]
    /// By digest; nil takes a blob away.
    var blobs: [String: [UInt8]?] = [:]
    var durableSize: UInt64?
    var failing: String?

    /// Takes the files of the log as it is; those of an earlier copy stay.
    mutating func take(_ log: SampleLog) async throws {
        for path in Self.paths(size: log.size) {
            files[path] = try await log.backend.publishedFile(path, tenant: SampleLog.tenant)
        }
    }

    init(of log: SampleLog) async throws {
        base = log.backend
        try await take(log)
    }

    static func paths(size: UInt64) -> [String] {
        Tile.all(size: size).flatMap { $0.level == 0 ? [$0.path, $0.entriesPath] : [$0.path] } + ["checkpoint"]
    }

    /// Takes a log's files and drops nothing: what an older size needed lies beside.
    func verify(since: SignedCheckpoint? = nil, requiresEvents: Bool = true) async throws -> LogVerification {
        try await LogVerifier(reader: self, requiresEvents: requiresEvents).verify(SampleLog.tenant, since: since)
    }

    var instance: String { base.instance }
    var verifier: NoteVerifier { base.verifier }
    func tenants() async throws(AuditError) -> [TenantID] { try await base.tenants() }
    func size(of tenant: TenantID) async throws(AuditError) -> UInt64 {
        if failing == "size" { throw AuditError(.corrupt, "the checkpoint is damaged") }
        if let durableSize { return durableSize }
        return try await base.size(of: tenant)
    }
    func entries(of tenant: TenantID, from index: UInt64, limit: Int) async throws(AuditError) -> [LogEntry] {
        if failing == "entries" { throw AuditError(.corrupt, "no journal") }
        return try await base.entries(of: tenant, from: index, limit: limit)
    }
    func index(ofEvent eventID: String, tenant: TenantID) async throws(AuditError) -> UInt64? {
        try await base.index(ofEvent: eventID, tenant: tenant)
    }
    func controlEntries(of tenant: TenantID) async throws(AuditError) -> [LogEntry] {
        try await base.controlEntries(of: tenant)
    }
    func blob(_ digest: String, tenant: TenantID) async throws(AuditError) -> [UInt8]? {
        if let blob = blobs[digest] { return blob }
        return try await base.blob(digest, tenant: tenant)
    }
    func checkpoint(of tenant: TenantID) async throws(AuditError) -> SignedCheckpoint? {
        files["checkpoint"].flatMap { SignedCheckpoint(encoded: $0) }
    }
    func publishedFile(_ path: String, tenant: TenantID) async throws(AuditError) -> [UInt8]? {
        if failing == path { throw AuditError(.io, "the disk is gone") }
        return files[path]
    }
    func publishedFiles(_ tenant: TenantID) async throws(AuditError) -> [String] { Array(files.keys) }
}

extension PublishedCopy {
    /// Rewrites an entry and everything above it, as far up as told, the way somebody with the store's folder could.
    mutating func rewrite(entry index: UInt64, with leaf: [UInt8], size: UInt64, throughLevel top: Int) {
        let place = Int(index % 256)
        for level in 0...max(0, top) {
            for tile in Tile.all(size: size) where tile.level == level && tile.index == index >> UInt64(8 * level + 8) {
                if level == 0 {
                    let bundle = files[tile.entriesPath]!
                    var rebuilt: [UInt8] = []
                    for (number, range) in EntryBundle.entries(in: bundle)!.enumerated() {
                        EntryBundle.append(number == place ? leaf : Array(bundle[range]), to: &rebuilt)
                    }
                    files[tile.entriesPath] = rebuilt
                }
                guard top >= level else { continue }
                var hashes = tile.decode(files[tile.path]!)!
                let child = Tile(level: level - 1, index: index >> UInt64(8 * level))
                hashes[Int(index >> UInt64(8 * level)) % 256] =
                    level == 0 ? MerkleHash.leaf(leaf) : MerkleHash.root(of: child.decode(files[child.path]!)!)
                files[tile.path] = Tile.encode(hashes)
            }
        }
    }
}
