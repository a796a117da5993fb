public import AuditEvents
import MerkleLog
public import NexusAudit

extension FileStoreReader {
    /// Checks every record of the journal and compares it with the published log.
    ///
    /// An unfinished batch at the journal's end is reported too: after a crash it is what the next open cuts, and only
    /// the store's owner can tell whether there was one.
    ///
    /// - Parameter tenant: nil for all; damage that cannot be laid to a tenant is reported under `t_system`.
    public func verifyJournal(
        _ tenant: TenantID? = nil
    ) async throws(AuditError) -> [TenantID: [VerificationFinding]] {
        try await reads.run { () throws(AuditError) in
            var check = JournalCheck(self, only: tenant)
            try check.run()
            return check.findings
        }
    }
}

/// One walk over the journal that compares what it holds with the published logs.
private struct JournalCheck {
    private let reader: FileStoreReader
    private let only: TenantID?
    private(set) var findings: [TenantID: [VerificationFinding]] = [:]
    /// Findings per tenant, at most: the rest would say the same.
    private let limit = 100

    /// What is known of a log's published part; hashes come tile by tile.
    private struct Log {
        var size: UInt64
        var tile: (index: UInt64, hashes: [MerkleHash])?
        var next: UInt64?
    }
    private var logs: [TenantID: Log] = [:]

    init(_ reader: FileStoreReader, only: TenantID?) {
        self.reader = reader
        self.only = only
    }

    mutating func run() throws(AuditError) {
        let layout = reader.layout
        let files = reader.files
        let isLocked = try isWriterRunning()
        let numbers = try AuditError.wrap { () throws(FileError) in try files.segments(in: layout) }
        var scanners: [JournalScanner] = []
        for number in numbers {
            let path = layout.segment(number)
            do throws(FileError) {
                guard let scanner = try JournalScanner(file: files.open(path, .read), path: path) else {
                    report(nil, layout.relative(path), 0, "the segment's header is damaged")
                    continue
                }
                scanners.append(scanner)
            } catch {
                // Reclaimed while we looked.
                if !error.isMissing { throw AuditError(error) }
            }
        }
        let superseded = scanners.map(\.header.supersedes).max() ?? 0
        scanners.removeAll { $0.header.number < superseded }
        var nextSequence = scanners.first?.header.firstBatch ?? 1
        for place in scanners.indices {
            let path = layout.relative(scanners[place].path)
            if scanners[place].header.firstBatch != nextSequence {
                report(nil, path, 0, "batches are missing before this segment")
            }
            try scan(&scanners[place], path, isLast: place == scanners.count - 1, isLocked: isLocked)
            nextSequence = scanners[place].nextSequence
        }
        try checkNote(nextSequence)
    }

    private mutating func scan(
        _ scanner: inout JournalScanner, _ path: String, isLast: Bool, isLocked: Bool
    ) throws(AuditError) {
        var end = try scanner.scan { (record, content) throws(AuditError) in try compare(record, content, path) }
        if isLast, isLocked, end != .clean {
            // The writer may be in the middle of a batch: what is still not whole a moment later is damage.
            end = try scanner.scan { (record, content) throws(AuditError) in try compare(record, content, path) }
            if end == .torn { return }
        }
        if end == .clean { return }
        let offset = try AuditError.wrap { () throws(FileError) in try scanner.firstDamagedRecord() }
        report(
            nil, path, offset ?? scanner.offset,
            end == .torn && isLast
                ? "an unfinished or damaged batch stands at the end; if the process was killed, opening the store cuts it"
                : "a batch is damaged and valid ones follow it")
    }

    /// The journal must reach what the published logs cover.
    private mutating func checkNote(_ nextSequence: UInt64) throws(AuditError) {
        let layout = reader.layout
        let noted = try AuditError.wrap { [files = reader.files] () throws(FileError) in
            try files.contents(layout.published)
        }
        guard let noted else { return }
        let path = layout.relative(layout.published)
        guard let sequence = JournalNote(noted)?.sequence else {
            return report(nil, path, 0, "the note of the last published batch is damaged")
        }
        if nextSequence <= sequence {
            report(
                nil, path, nil, "the journal ends before the last batch that the published logs cover",
                expected: "\(sequence)", found: "\(nextSequence - 1)")
        }
    }

    private mutating func compare(
        _ record: JournalRecord, _ content: UnsafeRawBufferPointer, _ path: String
    ) throws(AuditError) {
        let tenant = record.tenant
        if let only, tenant != only { return }
        var log: Log
        if let known = logs[tenant] {
            log = known
        } else {
            // A checkpoint that does not hold is the log verifier's finding.
            let checkpoint = try? reader.published(tenant).checkpoint()?.checkpoint
            log = Log(size: checkpoint?.size ?? 0)
        }
        defer { logs[tenant] = log }
        if let next = log.next, record.index != next {
            report(
                tenant, path, record.offset, "the journal skips entries", index: record.index, expected: "\(next)",
                found: "\(record.index)")
        }
        log.next = record.index + 1
        guard record.index < log.size else { return }
        let number = record.index / 256
        if log.tile?.index != number {
            let tile = Tile(level: 0, index: number, width: Int(min(256, log.size - number * 256)))
            let bytes = try? reader.published(tenant).tile(tile, isEntries: false)
            log.tile = (number, (0..<(bytes?.count ?? 0) / 32).map { MerkleHash(bytes![$0 * 32..<$0 * 32 + 32])! })
        }
        let place = Int(record.index % 256)
        guard let hashes = log.tile?.hashes, place < hashes.count else { return }
        let found = MerkleHash.leaf(content)
        if hashes[place] != found {
            report(
                tenant, path, record.offset, "the journal's entry is not the published one", index: record.index,
                expected: hashes[place].hex, found: found.hex)
        }
    }

    private mutating func report(
        _ tenant: TenantID?, _ file: String, _ offset: Int?, _ message: String, index: UInt64? = nil,
        expected: String? = nil, found: String? = nil
    ) {
        let tenant = tenant ?? only ?? .system
        guard findings[tenant, default: []].count < limit else { return }
        findings[tenant, default: []].append(
            VerificationFinding(
                .journal, index: index, file: file, offset: offset, expected: expected, found: found,
                message: "\(file): \(message)"))
    }

    /// Looks whether a writer holds the lock; takes it for no longer than that.
    private func isWriterRunning() throws(AuditError) -> Bool {
        try AuditError.wrap { [files = reader.files, layout = reader.layout] () throws(FileError) in
            guard try files.exists(layout.lock) else { return false }
            return try !files.open(layout.lock, .read).tryLock()
        }
    }
}
