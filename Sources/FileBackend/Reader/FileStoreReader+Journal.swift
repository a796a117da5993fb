public import AuditEvents
import MerkleLog
public import NexusAudit

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

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
        // A writer may reclaim a segment between the listing and the reading: then the walk begins again.
        for _ in 0..<8 {
            if try walk() { return }
            findings = [:]
            logs = [:]
        }
        throw AuditError(.io, "the journal changes faster than it can be read; try again", isRetryable: true)
    }

    /// - Returns: false if a segment went away.
    private mutating func walk() throws(AuditError) -> Bool {
        let layout = reader.layout
        let files = reader.files
        // The note first: it never runs ahead of the journal that is read after it.
        let note = try AuditError.wrap { () throws(FileError) in try files.contents(layout.published) }
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
                if error.isMissing { return false }
                throw AuditError(error)
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
            try scan(&scanners[place], path, isLast: place == scanners.count - 1)
            nextSequence = scanners[place].nextSequence
        }
        if let note { check(note, nextSequence) }
        return true
    }

    private mutating func scan(
        _ scanner: inout JournalScanner, _ path: String, isLast: Bool
    ) throws(AuditError) {
        var end = try scanner.scan { (record, content) throws(AuditError) in try compare(record, content, path) }
        if isLast, end != .clean {
            // A writer may be in the middle of this batch: what is still not whole after a while is damage.
            let offset = scanner.offset
            usleep(200_000)
            end = try scanner.scan { (record, content) throws(AuditError) in try compare(record, content, path) }
            if end == .torn, scanner.offset > offset { return }
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
    private mutating func check(_ note: [UInt8], _ nextSequence: UInt64) {
        let path = reader.layout.relative(reader.layout.published)
        guard let sequence = JournalNote(note)?.sequence else {
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
}
