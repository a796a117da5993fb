import AuditEvents
import NexusAudit

/// Where a record stands, and how much of the file it takes.
struct RecordOrigin: Sendable {
    /// Among all records of this run.
    var place: Int
    /// nil where only one file is read.
    var file: String?
    var line: Int
    /// The place in a list that begins on that line.
    var part: Int?
    var bytes: Int
}

/// What became of a record.
struct SettledRecord: Sendable {
    var origin: RecordOrigin
    var result: Result<Receipt, AuditError>
}

/// Appends events in the order given, many at a time: bounded in number and in bytes.
///
/// Appends to one log reach the store in order, because their tasks start in order on one executor and nothing before the
/// store's queue makes them wait. Only a log's first append does, while the log is taken into use: until it is answered,
/// the next ones to that log are held. (An overloaded store, which refuses for a while, may let neighbours change places.)
struct AppendWindow {
    static let count = 1024
    static let bytes = 4 * 1024 * 1024

    private let engine: LoggingEngine
    private let executor = OrderedExecutor()
    private var count = 0
    private var bytes = 0
    /// Logs in use.
    private var open: Set<String> = []
    /// Events held, by the log whose first event is on its way.
    private var held: [String: [(event: PreparedEvent, origin: RecordOrigin)]] = [:]
    /// The log that a first event is for, by its place.
    private var opening: [Int: String] = [:]

    init(engine: LoggingEngine) { self.engine = engine }

    func isFull(with more: Int) -> Bool { count >= Self.count || (count > 0 && bytes + more > Self.bytes) }

    /// Whether events wait for another one's answer before they are even given to the store.
    var holdsEvents: Bool { held.contains { !$0.value.isEmpty } }

    mutating func append(_ event: PreparedEvent, _ origin: RecordOrigin, in group: inout TaskGroup<SettledRecord>) {
        count += 1
        bytes += origin.bytes
        let log = event.event.tenantID
        if held[log]?.append((event, origin)) != nil { return }
        if open.insert(log).inserted {
            held[log] = []
            opening[origin.place] = log
        }
        submit(event, origin, to: &group)
    }

    /// Takes an answered record out, and gives on what was held for it.
    mutating func settle(_ done: SettledRecord, in group: inout TaskGroup<SettledRecord>) {
        count -= 1
        bytes -= done.origin.bytes
        guard let log = opening.removeValue(forKey: done.origin.place) else { return }
        for (event, origin) in held.removeValue(forKey: log) ?? [] { submit(event, origin, to: &group) }
    }

    private func submit(_ event: PreparedEvent, _ origin: RecordOrigin, to group: inout TaskGroup<SettledRecord>) {
        group.addTask(executorPreference: executor) { [engine] in
            while true {
                do throws(AuditError) {
                    return SettledRecord(origin: origin, result: .success(try await engine.append(event)))
                } catch  where error.code == .overloaded {
                    // The store says when; a file has time.
                    try? await Task.sleep(for: error.retryAfter ?? .milliseconds(50))
                } catch {
                    return SettledRecord(origin: origin, result: .failure(error))
                }
            }
        }
    }
}
