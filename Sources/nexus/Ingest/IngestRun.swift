import AuditEvents
import AuditIngest
import NexusAudit

/// Where a record stands.
struct RecordOrigin: Sendable {
    /// nil where only one file is read.
    var file: String?
    var line: Int
    /// The place in a list that begins on that line.
    var part: Int?
}

/// What became of a record.
struct SettledRecord: Sendable {
    var origin: RecordOrigin
    var result: Result<Receipt, AuditError>
}

/// Reads files of events and brings them into their logs, in the order in which they stand there.
///
/// Reading, preparing and appending go on at the same time: a chunk's records are a lot, lots are prepared on all cores,
/// and appended one behind the other. Memory is bounded by the lots on their way, not by the file.
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
    /// Outcomes of lots before which another one is still open; and the next lot to be told.
    private var settled: [Int: [SettledRecord]] = [:]
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
        self = await withTaskGroup(of: IngestLine.Step.self) { group in
            var run = before
            await run.read(file, with: ingester, in: &group)
            return run
        }
    }

    private mutating func read(
        _ file: InputFile, with ingester: Ingester, in group: inout TaskGroup<IngestLine.Step>
    ) async {
        var line = IngestLine(
            file, ingester, engine, firstLot: nextToTell, isStrict: options.isStrict,
            name: options.namesFiles ? file.name : nil)
        line.readOn(in: &group)
        while let step = await group.next() {
            switch line.take(step, isStopped: isStopped, in: &group) {
            case nil: break
            case .read(let count): bytesRead += UInt64(count)
            case .failed(let error): stop(error)
            case .settled(let lot, let records): tell(records, of: lot)
            }
            if isStopped { line.stop() } else { line.readOn(in: &group) }
            progress.update(bytesRead, of: options.totalBytes, count: report.total)
        }
    }

    private mutating func stop(_ error: AuditError) {
        if failure == nil { failure = error }
    }

    /// Counts and writes down outcomes in the order of the file.
    private mutating func tell(_ records: [SettledRecord], of lot: Int) {
        if records.contains(where: { if case .failure = $0.result { true } else { false } }) { hasRefused = true }
        settled[lot] = records
        while let next = settled.removeValue(forKey: nextToTell) {
            nextToTell += 1
            for record in next { tell(record) }
        }
    }

    private mutating func tell(_ record: SettledRecord) {
        switch record.result {
        case .success(let receipt):
            if receipt.isDuplicate { report.duplicate += 1 } else { report.accepted += 1 }
            write(receipt.json, to: options.receipts)
        case .failure(let error) where Exit.code(for: error) == Exit.bad:
            let refusal = IngestReport.Refusal(
                file: record.origin.file, line: record.origin.line, part: record.origin.part, error: error)
            report.add(refusal)
            write(refusal.json, to: options.refusals)
        case .failure(let error):
            stop(error)
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
