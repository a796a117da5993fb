public import Logging
import Synchronization

/// Keeps what is logged, for tests to look at.
public final class LogRecorder: Sendable {
    public struct Line: Hashable, Sendable {
        public var level: Logger.Level
        public var message: String
        public var metadata: [String: String]
        public var label: String

        /// The whole line as text.
        public var text: String {
            "\(level) \(label) \(message) "
                + metadata.sorted { $0.key < $1.key }.map { "\($0)=\($1)" }.joined(separator: " ")
        }
    }

    private let state = Mutex<[Line]>([])

    public init() {}

    public var lines: [Line] { state.withLock { $0 } }

    /// A logger of its own that writes here: no process-wide bootstrap is needed.
    public func logger(_ label: String = "test", level: Logger.Level = .trace) -> Logger {
        Logger(label: label) { label in RecordingLogHandler(recorder: self, label: label, logLevel: level) }
    }

    /// The recorder behind every `Logger(label:)` of the process, bootstrapped at its first use, once.
    public static let process: LogRecorder = {
        let recorder = LogRecorder()
        LoggingSystem.bootstrap { label in RecordingLogHandler(recorder: recorder, label: label, logLevel: .trace) }
        return recorder
    }()

    fileprivate func record(_ line: Line) { state.withLock { $0.append(line) } }
}

struct RecordingLogHandler: LogHandler {
    let recorder: LogRecorder
    let label: String
    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]
    var metadataProvider: Logger.MetadataProvider?

    init(recorder: LogRecorder, label: String, logLevel: Logger.Level) {
        self.recorder = recorder
        self.label = label
        self.logLevel = logLevel
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let all = metadata.merging(event.metadata ?? [:]) { $1 }
        recorder.record(
            LogRecorder.Line(
                level: event.level, message: event.message.description, metadata: all.mapValues { "\($0)" },
                label: label))
    }
}
