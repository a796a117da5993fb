import Logging
import Synchronization

/// Keeps what reaches a handler, as handlers that write lines see it: metadata of logger, provider and line merged.
final class Recorder: Sendable {
    struct Line: Sendable {
        var level: Logger.Level
        var message: String
        var metadata: Logger.Metadata
        var error: (any Error)?
        var source: String

        /// Everything that a handler could write.
        var text: String { "\(message) \(metadata) \(error.map { "\($0) \(String(reflecting: $0))" } ?? "") \(source)" }
    }

    private let state = Mutex<[Line]>([])

    var lines: [Line] { state.withLock { $0 } }
    var last: Line? { lines.last }

    func add(_ line: Line) { state.withLock { $0.append(line) } }
}

struct RecordingHandler: LogHandler {
    let recorder: Recorder
    var logLevel: Logger.Level = .info
    var metadata: Logger.Metadata = [:]
    var metadataProvider: Logger.MetadataProvider?

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var all = metadata
        all.merge(metadataProvider?.get() ?? [:]) { $1 }
        all.merge(event.metadata ?? [:]) { $1 }
        recorder.add(
            Recorder.Line(
                level: event.level, message: event.message.description, metadata: all, error: event.error,
                source: event.source))
    }
}
