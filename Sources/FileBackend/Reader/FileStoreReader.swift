public import AuditEvents
public import MerkleLog
public import NexusAudit
import Synchronization

/// Reads a store without a lock, beside a running writer or without one; never writes.
///
/// An entry may be seen a moment before the writer's flush of it is confirmed; the published log never runs ahead.
public struct FileStoreReader: LogReader {
    public let verifier: NoteVerifier
    let layout: StoreLayout
    let files: any FileSystem
    private let tail: Tail
    let reads = BlockingQueues(label: "nexus.file-store-reader", count: 2)

    public var instance: String { verifier.name }

    /// - Throws: `store_missing`, `corrupt`, `io`.
    public static func open(at path: String) async throws(AuditError) -> FileStoreReader {
        let layout = StoreLayout(root: path)
        let files = PosixFileSystem()
        let queue = BlockingQueues(label: "nexus.file-store-reader.open", count: 1)
        let verifier = try await queue.run { () throws(AuditError) in
            try StoreIdentity.readVerifier(layout, files)
        }
        guard let verifier else {
            throw AuditError(.storeMissing, "there is no store at \(layout.root); make one with nexus init")
        }
        return FileStoreReader(verifier, layout, files)
    }

    private init(_ verifier: NoteVerifier, _ layout: StoreLayout, _ files: any FileSystem) {
        self.verifier = verifier
        self.layout = layout
        self.files = files
        tail = Tail(JournalTail(layout, files))
    }

    /// The journal's tail, shared by the copies of this value.
    private final class Tail: Sendable {
        let state: Mutex<JournalTail>
        /// The published sizes, and the turnover of segments at which they were read.
        let published = Mutex<(turnover: Int, sizes: [TenantID: UInt64])?>(nil)
        init(_ tail: JournalTail) { state = Mutex(tail) }
    }

    /// Reads the journal on and asks something of it.
    private func withTail<Value: Sendable>(
        following: Bool = true, _ body: (borrowing JournalTail) throws(AuditError) -> Value
    ) throws(AuditError) -> Value {
        let result = tail.state.withLock { tail in
            Result { () throws(AuditError) in
                if following { try tail.follow() }
                return try body(tail)
            }
        }
        return try result.get()
    }

    public func tenants() async throws(AuditError) -> [TenantID] {
        try await reads.run { () throws(AuditError) in
            let published = try PublishedLog.tenants(layout, files)
            return Set(published).union(try withTail { $0.tenants }).sorted()
        }
    }

    /// Grows while a writer runs: ask again to follow a log.
    public func size(of tenant: TenantID) async throws(AuditError) -> UInt64 {
        try await reads.run { () throws(AuditError) in
            // The journal first: what leaves it meanwhile is under the checkpoint that is read after.
            let end = try withTail { $0.end(of: tenant) }
            return max(end ?? 0, try published(tenant).checkpoint()?.checkpoint.size ?? 0)
        }
    }

    public func sizes() async throws(AuditError) -> [TenantID: UInt64] {
        try await reads.run { () throws(AuditError) in
            let (ends, turnover) = try withTail { ($0.ends, $0.turnover) }
            // A log grows in the journal first: the checkpoints say more only of what has left it since they were read.
            if tail.published.withLock({ $0?.turnover != turnover }) {
                let sizes = try PublishedLog.sizes(layout, files, verifier)
                tail.published.withLock { $0 = (turnover, sizes) }
            }
            let published = tail.published.withLock { $0?.sizes ?? [:] }
            return published.merging(ends) { max($0, $1) }.filter { $0.value > 0 }
        }
    }

    public func entries(of tenant: TenantID, from index: UInt64, limit: Int) async throws(AuditError) -> [LogEntry] {
        guard limit > 0 else { return [] }
        return try await reads.run { () throws(AuditError) in
            let log = published(tenant)
            // A log never shrinks: below a size that was published once, its checkpoint need not be read again.
            let known = tail.published.withLock { $0?.sizes[tenant] ?? 0 }
            if index < known { return try log.entries(from: index, limit: limit, size: known) }
            var size = try log.checkpoint()?.checkpoint.size ?? 0
            while index >= size {
                let known = try unpublished(tenant, from: index, limit: limit, following: false)
                if !known.isEmpty { return known }
                let new = try unpublished(tenant, from: index, limit: limit, following: true)
                if !new.isEmpty { return new }
                // What left the journal meanwhile is under the checkpoint now.
                let now = try log.checkpoint()?.checkpoint.size ?? 0
                if now == size { return [] }
                size = now
            }
            return try log.entries(from: index, limit: limit, size: size)
        }
    }

    private func unpublished(
        _ tenant: TenantID, from index: UInt64, limit: Int, following: Bool
    ) throws(AuditError) -> [LogEntry] {
        try withTail(following: following) { (tail) throws(AuditError) in
            var entries: [LogEntry] = []
            while entries.count < min(limit, 1_024),
                let (place, file) = tail.place(of: index + UInt64(entries.count), tenant: tenant)
            {
                let bytes = try AuditError.wrap { () throws(FileError) in
                    try file.bytes(at: place.offset, count: place.count)
                }
                entries.append(LogEntry(index: index + UInt64(entries.count), bytes: bytes))
            }
            return entries
        }
    }

    public func index(ofEvent eventID: String, tenant: TenantID) async throws(AuditError) -> UInt64? {
        try await reads.run { () throws(AuditError) in
            let key = IDKey(tenant: tenant, eventID: eventID)
            // The journal first, as in `size`: what is reclaimed meanwhile is in the runs that are read after.
            if let index = try withTail({ $0.index(of: key, tenant: tenant) }) { return index }
            guard let ids = try IDIndex.read(layout, files) else {
                throw AuditError(.corrupt, "the event-id index \(layout.ids) is missing; run nexus rebuild")
            }
            return ids.index(of: key)
        }
    }

    public func controlEntries(of tenant: TenantID) async throws(AuditError) -> [LogEntry] {
        let indexes = try await reads.run { () throws(AuditError) in
            let unpublished = try withTail { $0.controls(of: tenant) }
            let log = published(tenant)
            let size = try log.checkpoint()?.checkpoint.size ?? 0
            return Set(unpublished).union(try log.summary(size: size).controls).sorted()
        }
        return try await entries(of: tenant, at: indexes)
    }

    public func blob(_ digest: String, tenant: TenantID) async throws(AuditError) -> [UInt8]? {
        try await reads.run { () throws(AuditError) in try published(tenant).blob(digest) }
    }

    public func checkpoint(of tenant: TenantID) async throws(AuditError) -> SignedCheckpoint? {
        try await reads.run { () throws(AuditError) in try published(tenant).checkpoint() }
    }

    public func publishedFile(_ path: String, tenant: TenantID) async throws(AuditError) -> [UInt8]? {
        try await reads.run { () throws(AuditError) in try published(tenant).file(path) }
    }

    func published(_ tenant: TenantID) -> PublishedLog {
        PublishedLog(tenant, instance: verifier, layout, files)
    }
}
