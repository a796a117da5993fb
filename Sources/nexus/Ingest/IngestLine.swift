import AuditEvents
import AuditIngest
import NexusAudit

/// The assembly line of one file: what is being read, prepared and appended, and what may begin next.
///
/// Lots reach the store in order, because their tasks start in order on one executor and nothing before the store's queue
/// makes them wait. Only a log's first append does, while the log is taken into use: until it is answered, the next lots
/// are held. (An overloaded store, which refuses for a while, may let neighbours change places.)
struct IngestLine {
    /// Something that came to its end.
    enum Step: Sendable {
        /// Empty at the end; nil when nothing more is to be read.
        case chunk(Result<[UInt8]?, AuditError>)
        case prepared(lot: Int, RecordLot)
        case appended(lot: Int, bytes: Int, [SettledRecord])
    }

    /// What there is to do about a step.
    enum News {
        case read(Int)
        case failed(AuditError)
        case settled(lot: Int, [SettledRecord])
    }

    /// Bytes of the file on their way at once, about.
    static let bytesOnTheWay = 4 * 1024 * 1024

    private let file: InputFile
    private let ingester: Ingester
    private let engine: LoggingEngine
    private let isStrict: Bool
    /// The file's name, where several are read.
    private let name: String?
    private let executor = OrderedExecutor()
    private var reader: IngestReader
    private var isReading = false
    private var isEnded = false
    private var bytes = 0
    private var nextLot: Int
    private var nextToAppend: Int
    private var prepared: [Int: RecordLot] = [:]
    /// Logs in use.
    private var logs: Set<TenantID> = []
    /// Whether a record was refused that nothing may follow.
    private var isCut = false
    /// The lot that takes a log into use just now.
    private var opening: Int?

    init(
        _ file: InputFile, _ ingester: Ingester, _ engine: LoggingEngine, firstLot: Int, isStrict: Bool, name: String?
    ) {
        self.file = file
        self.ingester = ingester
        self.engine = engine
        self.isStrict = isStrict
        self.name = name
        reader = IngestReader(ingester)
        nextLot = firstLot
        nextToAppend = firstLot
    }

    /// Ends a read that is under way: its bytes may be long in coming.
    func stop() { file.stop() }

    /// Begins to read the next chunk, if there is room for it.
    mutating func readOn(in group: inout TaskGroup<Step>) {
        guard !isReading, !isEnded, bytes < Self.bytesOnTheWay else { return }
        isReading = true
        group.addTask { [file] in
            do throws(AuditError) {
                return .chunk(.success(try await file.next()))
            } catch {
                return .chunk(.failure(error))
            }
        }
    }

    /// - Parameter isStopped: Whether nothing more is to be appended.
    mutating func take(_ step: Step, isStopped: Bool, in group: inout TaskGroup<Step>) -> News? {
        switch step {
        case .chunk(let result):
            isReading = false
            return take(chunk: result, isStopped: isStopped, in: &group)
        case .prepared(let number, let lot):
            prepared[number] = lot
            if !isStopped { appendReady(in: &group) }
        case .appended(let number, let count, let records):
            bytes -= count
            if opening == number { opening = nil }
            if !isStopped { appendReady(in: &group) }
            return .settled(lot: number, records)
        }
        return nil
    }

    private mutating func take(
        chunk: Result<[UInt8]?, AuditError>, isStopped: Bool, in group: inout TaskGroup<Step>
    ) -> News? {
        let texts: [IngestText]
        let count: Int
        switch chunk {
        case .failure(let error):
            isEnded = true
            return .failed(error)
        case .success(nil):
            isEnded = true
            // What was interrupted has no last line.
            texts = isStopped ? [] : reader.lastTexts()
            count = 0
        case .success(let chunk?):
            texts = reader.texts(in: chunk)
            count = chunk.count
        }
        if !texts.isEmpty {
            let number = nextLot
            nextLot += 1
            bytes += texts.reduce(0) { $0 + $1.bytes.count }
            group.addTask { [ingester, engine] in
                .prepared(lot: number, await RecordPreparation.lot(of: texts, ingester, engine))
            }
        }
        return .read(count)
    }

    /// Gives on what is next in the file's order.
    private mutating func appendReady(in group: inout TaskGroup<Step>) {
        while opening == nil, !isCut, var lot = prepared.removeValue(forKey: nextToAppend) {
            if isStrict { isCut = lot.cutBehindFirstRefusal() }
            let number = nextToAppend
            nextToAppend += 1
            if !lot.logs.isSubset(of: logs) {
                logs.formUnion(lot.logs)
                opening = number
            }
            let (name, engine, count) = (name, engine, lot.bytes)
            group.addTask(executorPreference: executor) { [lot] in
                .appended(lot: number, bytes: count, await Self.append(lot, name, engine))
            }
        }
    }

    private static func append(
        _ lot: RecordLot, _ file: String?, _ engine: LoggingEngine
    ) async -> [SettledRecord] {
        var receipts = await engine.append(staged: lot.staged)
        while let wait = receipts.overload {
            // The store says when; a file has time.
            try? await Task.sleep(for: wait)
            let places = receipts.indices.filter { receipts[$0].isOverload }
            let again = await engine.append(staged: places.map { lot.staged[$0] })
            for (place, receipt) in zip(places, again) { receipts[place] = receipt }
        }
        var next = receipts[...]
        return lot.records.map { record in
            let origin = RecordOrigin(file: file, line: record.line, part: record.part)
            switch record.result {
            case .failure(let error): return SettledRecord(origin: origin, result: .failure(error))
            case .success: return SettledRecord(origin: origin, result: next.removeFirst())
            }
        }
    }
}

extension RecordLot {
    /// - Returns: Whether there was one.
    fileprivate mutating func cutBehindFirstRefusal() -> Bool {
        guard let first = records.firstIndex(where: { if case .failure = $0.result { true } else { false } }) else {
            return false
        }
        records.removeSubrange((first + 1)...)
        staged.removeSubrange(first...)
        return true
    }
}

extension Result<Receipt, AuditError> {
    fileprivate var isOverload: Bool { if case .failure(let error) = self { error.code == .overloaded } else { false } }
}

extension [Result<Receipt, AuditError>] {
    /// How long to wait before those that were refused are tried again; nil if none was.
    fileprivate var overload: Duration? {
        for case .failure(let error) in self where error.code == .overloaded {
            return error.retryAfter ?? .milliseconds(50)
        }
        return nil
    }
}
