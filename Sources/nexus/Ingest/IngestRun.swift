import AuditEvents
import AuditIngest
import NexusAudit

/// Reads files of events and brings them into their logs, in the order in which they stand there.
///
/// Records are validated and redacted on all cores, then appended in order, with as many of them waiting for the disk as
/// the window allows. Memory is bounded by that, not by the file.
struct IngestRun {
    struct Options {
        /// Stops at the first line that is refused.
        var isStrict: Bool
        var receipts: ByteSink?
        var refusals: ByteSink?
        /// Whether a refusal names its file.
        var namesFiles: Bool
        /// Bytes of all files; 0 when not known.
        var totalBytes: UInt64
    }

    private let engine: LoggingEngine
    private let options: Options
    private let progress: Progress
    private let interruption: Interruption

    private(set) var report = IngestReport()
    /// Why it could not go on, if it could not.
    private(set) var failure: AuditError?
    /// Known before the report counts it, which is in the order of the file.
    private var hasRefused = false
    private var bytesRead: UInt64 = 0
    private var nextPlace = 0
    /// Outcomes of records before which another one is still open, by place; and the next place to be told.
    private var settled: [Int: SettledRecord] = [:]
    private var nextToTell = 0

    init(engine: LoggingEngine, options: Options, progress: Progress, interruption: Interruption) {
        self.engine = engine
        self.options = options
        self.progress = progress
        self.interruption = interruption
    }

    /// Whether nothing more is to be read.
    var isStopped: Bool { failure != nil || interruption.isRequested || (options.isStrict && hasRefused) }

    /// Finishes the files of receipts and refusals.
    mutating func close() {
        for file in [options.receipts, options.refusals] {
            do {
                try file?.commit()
            } catch {
                stop(writing: file, error)
            }
        }
    }

    /// Brings in one file; returns when all of it that was taken in has been answered.
    mutating func read(_ file: InputFile, with ingester: Ingester) async {
        let before = self
        self = await withTaskGroup(of: SettledRecord.self) { group in
            var run = before
            await run.read(file, with: ingester, in: &group)
            return run
        }
    }

    private mutating func read(
        _ file: InputFile, with ingester: Ingester, in group: inout TaskGroup<SettledRecord>
    ) async {
        var reader = IngestReader(ingester)
        var window = AppendWindow(engine: engine)
        var unread = 0
        while !isStopped, let chunk = await next(of: file) {
            let items = chunk.isEmpty ? reader.finish() : reader.feed(chunk)
            unread += chunk.count
            bytesRead += UInt64(chunk.count)
            let share = unread / max(1, items.count)
            if !items.isEmpty { unread = 0 }
            for prepared in await RecordPreparation.run(items, engine) where !isStopped {
                let origin = RecordOrigin(
                    place: nextPlace, file: options.namesFiles ? file.name : nil, line: prepared.item.line,
                    part: prepared.item.part, bytes: share)
                nextPlace += 1
                switch prepared.result {
                case .failure(let error): tell(SettledRecord(origin: origin, result: .failure(error)))
                case .success(let event):
                    while window.isFull(with: share), let done = await group.next() {
                        window.settle(done, in: &group)
                        tell(done)
                    }
                    window.append(event, origin, in: &group)
                }
            }
            // The next bytes may be long in coming: nothing that has been read may wait for them.
            while window.holdsEvents, let done = await group.next() {
                window.settle(done, in: &group)
                tell(done)
            }
            progress.update(bytesRead, of: options.totalBytes, count: report.total)
            if chunk.isEmpty { break }
        }
        while let done = await group.next() {
            window.settle(done, in: &group)
            tell(done)
        }
    }

    /// - Returns: Empty at the end; nil when nothing more is to be read.
    private mutating func next(of file: InputFile) async -> [UInt8]? {
        do throws(AuditError) {
            let chunk = try await file.next()
            return interruption.isRequested ? nil : chunk ?? []
        } catch {
            stop(error)
            return nil
        }
    }

    private mutating func stop(_ error: AuditError) {
        if failure == nil { failure = error }
    }

    /// Counts and writes down outcomes in the order of the file.
    private mutating func tell(_ done: SettledRecord) {
        if case .failure = done.result { hasRefused = true }
        settled[done.origin.place] = done
        while let next = settled.removeValue(forKey: nextToTell) {
            nextToTell += 1
            switch next.result {
            case .success(let receipt):
                if receipt.isDuplicate { report.duplicate += 1 } else { report.accepted += 1 }
                write(receipt.json, to: options.receipts)
            case .failure(let error) where Exit.code(for: error) == Exit.bad:
                let refusal = IngestReport.Refusal(
                    file: next.origin.file, line: next.origin.line, part: next.origin.part, error: error)
                report.add(refusal)
                write(refusal.json, to: options.refusals)
            case .failure(let error):
                stop(error)
            }
        }
    }

    private mutating func write(_ object: @autoclosure () -> JSONObject, to file: ByteSink?) {
        guard let file else { return }
        do {
            try file.line(object())
        } catch {
            stop(writing: file, error)
        }
    }

    private mutating func stop(writing file: ByteSink?, _ error: any Error) {
        stop(error as? AuditError ?? AuditError(.io, "nobody reads \(file?.name ?? "the output") any more"))
    }
}
