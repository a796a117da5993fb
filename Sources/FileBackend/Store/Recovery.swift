import AuditEvents
import Logging
import MerkleLog
import NexusAudit
import SystemPackage

/// Brings a store into the state that the last acknowledged append left.
///
/// The journal is walked; an incomplete last batch is cut; what no checkpoint covers is copied to a fresh segment and
/// flushed, because after a failed flush the page cache may show what the disk lacks; then the old segments go. Damage
/// before a valid batch, or behind a checkpoint, refuses.
struct Recovery {
    struct Result {
        var journal: Journal
        var table: LogTable
        var ids: IDIndex
    }

    let layout: StoreLayout
    let files: any FileSystem
    /// The store's folder, open since before the first write.
    let root: any OpenFile
    let identity: StoreIdentity
    let options: FileBackendOptions
    let logger: Logger

    /// What the walk learns of one log.
    private struct Log {
        var published: UInt64
        var newest: Timestamp?
        var checkpoint: SignedCheckpoint?
        /// The index after the log's last record in the journal.
        var next: UInt64?
    }

    private struct Walk {
        var segments: [UInt64] = []
        /// Those that no later segment has taken the place of.
        var live: [UInt64] = []
        var logs: [TenantID: Log] = [:]
        var nextSequence: UInt64 = 1
        var lastNumber: UInt64 = 0
        var ids: [(key: IDKey, index: UInt64, isPublished: Bool)] = []
        var hasPublished = false
        var hasUnpublished = false
    }

    func run() throws(AuditError) -> Result {
        try clearTemporary()
        var walk = Walk()
        let ids = try openIDs()
        try readJournal(&walk)
        try checkAgainstPublished(walk)
        if walk.hasPublished {
            // Their records are about to go: first the checkpoints above them must be durable, and their ids. The ids of
            // what is not published wait until their entries are durable themselves.
            try renewCheckpoints(walk)
            for id in walk.ids where id.isPublished { ids.insert(id.key, id.index) }
            try ids.flush()
        }
        let table = LogTable()
        for (tenant, log) in walk.logs {
            table.adopt(tenant, LogState(publishedSize: log.published, newest: log.newest))
        }
        let journal = try freshSegment(walk, table)
        for id in walk.ids where !id.isPublished { ids.insert(id.key, id.index) }
        do throws(FileError) { try journal.remove(walk.segments) } catch { throw AuditError(error) }
        return Result(journal: journal, table: table, ids: ids)
    }

    private func clearTemporary() throws(AuditError) {
        do throws(FileError) {
            for folder in layout.folders { try files.createDirectory(folder) }
            for name in try files.list(layout.temporary) { try files.remove("\(layout.temporary)/\(name)") }
        } catch {
            throw AuditError(error)
        }
    }

    private func openIDs() throws(AuditError) -> IDIndex {
        if let ids = try IDIndex.read(layout, files) {
            guard ids.isIntact else {
                throw AuditError(.corrupt, "a run of the event-id index \(layout.ids) is damaged; run nexus rebuild")
            }
            try ids.removeStrays()
            return ids
        }
        let (segments, logs) = try AuditError.wrap { () throws(FileError) in
            (try files.segments(in: layout), try files.list(layout.logs))
        }
        guard segments.isEmpty, logs.isEmpty else {
            throw AuditError(.corrupt, "the event-id index \(layout.ids) is missing; run nexus rebuild")
        }
        return try IDIndex.create(folder: layout.ids, workshop: layout.temporary, files)
    }

    // MARK: The walk

    private func readJournal(_ walk: inout Walk) throws(AuditError) {
        let numbers = try AuditError.wrap { () throws(FileError) in try files.segments(in: layout) }
        walk.segments = numbers
        guard let last = numbers.last else { return }
        walk.lastNumber = last
        var scanners: [JournalScanner] = []
        for number in numbers { scanners.append(try openSegment(number)) }
        let superseded = scanners.map(\.header.supersedes).max() ?? 0
        scanners.removeAll { $0.header.number < superseded }
        walk.live = scanners.map(\.header.number)
        walk.nextSequence = scanners.first?.header.firstBatch ?? 1
        for place in scanners.indices {
            guard scanners[place].header.firstBatch == walk.nextSequence else {
                throw AuditError(
                    .corrupt,
                    "the journal has a gap before \(name(scanners[place])): it begins with batch "
                        + "\(scanners[place].header.firstBatch) where \(walk.nextSequence) is next")
            }
            let end = try scanners[place].scan { (record, _) throws(AuditError) in try take(record, &walk) }
            walk.nextSequence = scanners[place].nextSequence
            try check(end, scanners[place], isLast: place == scanners.count - 1)
        }
    }

    private func check(_ end: JournalScanner.End, _ scanner: JournalScanner, isLast: Bool) throws(AuditError) {
        switch end {
        case .clean: return
        case .torn where isLast:
            logger.notice(
                "cut an unfinished batch", metadata: ["segment": "\(name(scanner))", "offset": "\(scanner.offset)"])
        case .torn, .damaged:
            throw AuditError(
                .corrupt,
                "\(name(scanner)) is damaged at byte \(scanner.offset), and valid batches follow; nothing was "
                    + "changed; run nexus verify and restore from a backup")
        }
    }

    private func take(_ record: JournalRecord, _ walk: inout Walk) throws(AuditError) {
        var log: Log
        if let known = walk.logs[record.tenant] {
            log = known
        } else {
            let published = PublishedLog(record.tenant, instance: identity.verifier, layout, files)
            let checkpoint = try published.checkpoint()
            let size = checkpoint?.checkpoint.size ?? 0
            log = Log(published: size, newest: try published.summary(size: size).newest, checkpoint: checkpoint)
        }
        let expected = log.next ?? min(record.index, log.published)
        guard record.index == expected else {
            throw AuditError(
                .corrupt,
                "the journal skips from entry \(expected) to \(record.index) of \(record.tenant) at byte "
                    + "\(record.offset); restore from a backup", tenantID: record.tenant.description)
        }
        log.next = record.index + 1
        log.newest = max(log.newest ?? record.recordedAt, record.recordedAt)
        walk.logs[record.tenant] = log
        walk.ids.append((record.key, record.index, record.index < log.published))
        if record.index < log.published { walk.hasPublished = true } else { walk.hasUnpublished = true }
    }

    /// What was once under a checkpoint must be there still.
    private func checkAgainstPublished(_ walk: Walk) throws(AuditError) {
        for (tenant, log) in walk.logs.sorted(by: { $0.key < $1.key }) where log.next! < log.published {
            throw AuditError(
                .corrupt,
                "the journal of \(tenant) ends at \(log.next!) entries, behind its checkpoint over \(log.published); "
                    + "nothing was changed; restore from a backup", tenantID: tenant.description)
        }
        let noted = try AuditError.wrap { () throws(FileError) in try files.contents(layout.published) }
        guard let noted else {
            if walk.segments.isEmpty,
                !(try AuditError.wrap({ () throws(FileError) in try files.list(layout.logs) })).isEmpty
            {
                throw AuditError(.corrupt, "the journal \(layout.journal) is missing; restore it from a backup")
            }
            return
        }
        guard let sequence = JournalNote(noted)?.sequence else {
            throw AuditError(.corrupt, "\(layout.published) is damaged; restore it from a backup")
        }
        guard walk.nextSequence > sequence else {
            throw AuditError(
                .corrupt,
                "the journal ends with batch \(walk.nextSequence - 1), behind batch \(sequence) that the published logs "
                    + "cover; nothing was changed; restore from a backup")
        }
    }

    // MARK: The fresh start

    /// Writes again the checkpoints above the journal's records: the page cache may hold one that the disk lacks.
    private func renewCheckpoints(_ walk: Walk) throws(AuditError) {
        do throws(FileError) {
            for (tenant, log) in walk.logs {
                guard let checkpoint = log.checkpoint else { continue }
                try files.prepare(checkpoint.encoded, at: "\(layout.temporary)/checkpoint-\(tenant)")
            }
            try root.syncFileSystem()
            for (tenant, log) in walk.logs where log.checkpoint != nil {
                try files.rename("\(layout.temporary)/checkpoint-\(tenant)", to: layout.checkpoint(tenant))
            }
            try root.syncFileSystem()
        } catch {
            throw AuditError(error)
        }
    }

    private func freshSegment(_ walk: Walk, _ table: LogTable) throws(AuditError) -> Journal {
        let header = SegmentHeader(
            number: walk.lastNumber + 1, firstBatch: walk.nextSequence, supersedes: walk.lastNumber + 1)
        var offset = JournalFormat.segmentHeaderSize
        var sequence = walk.nextSequence
        var copied = 0
        var failure: AuditError?
        let file: any OpenFile
        do throws(FileError) {
            file = try Journal.create(header, layout, files) { (file) throws(FileError) in
                do throws(AuditError) {
                    guard walk.hasUnpublished else { return }
                    (offset, sequence, copied) = try copyTail(walk, table, header, file)
                } catch {
                    failure = error
                    throw error.cause as? FileError ?? FileError("copy", layout.journal, .ioError)
                }
            }
        } catch {
            throw failure ?? AuditError(error)
        }
        return Journal(
            header: header, file: file, offset: offset, lastSequence: sequence - 1, recordCount: copied,
            segmentSize: options.segmentSize, layout, files)
    }

    /// Copies what no checkpoint covers, in the journal's order.
    private func copyTail(
        _ walk: Walk, _ table: LogTable, _ header: SegmentHeader, _ file: any OpenFile
    ) throws(AuditError) -> (offset: Int, sequence: UInt64, count: Int) {
        var offset = JournalFormat.segmentHeaderSize
        var sequence = walk.nextSequence
        var count = 0
        var batch = BatchEncoder()
        var entries: [(tenant: TenantID, entry: TailEntry, recordedAt: Timestamp)] = []
        func write() throws(AuditError) {
            guard batch.recordCount > 0 else { return }
            batch.finish(sequence: sequence, in: header)
            try AuditError.wrap { () throws(FileError) in try file.write(batch.bytes, at: offset) }
            for place in entries.indices { entries[place].entry.place.offset += offset }
            table.extend(entries)
            entries.removeAll()
            offset += batch.bytes.count
            sequence += 1
            count += batch.recordCount
            batch.begin()
        }
        batch.begin()
        for number in walk.live {
            var scanner = try openSegment(number)
            _ = try scanner.scan { (record, content) throws(AuditError) in
                guard record.index >= walk.logs[record.tenant]!.published else { return }
                let place = batch.append(
                    tenant: record.tenant, index: record.index, recordedAt: record.recordedAt, key: record.key,
                    isControl: record.isControl, content: content)
                entries.append(
                    (
                        record.tenant,
                        TailEntry(
                            place: JournalPlace(segment: header.number, offset: place.lowerBound, count: place.count),
                            leafHash: MerkleHash.leaf(content), isControl: record.isControl),
                        record.recordedAt
                    ))
                if batch.bytes.count >= 4 * 1024 * 1024 { try write() }
            }
        }
        try write()
        return (offset, sequence, count)
    }

    private func openSegment(_ number: UInt64) throws(AuditError) -> JournalScanner {
        let path = layout.segment(number)
        let scanner = try AuditError.wrap { () throws(FileError) in
            try JournalScanner(file: files.open(path, .read), path: path)
        }
        guard let scanner, scanner.header.number == number else {
            throw AuditError(
                .corrupt, "\(layout.relative(path)) does not begin with a segment header; restore it from a backup")
        }
        return scanner
    }

    private func name(_ scanner: JournalScanner) -> String { layout.relative(scanner.path) }
}
