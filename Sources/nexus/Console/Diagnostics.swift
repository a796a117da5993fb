import Logging

/// Developer logs: silent unless `NEXUS_LOG` names a level, since an error is one report on stderr.
enum Diagnostics {
    static func bootstrap() {
        let level = Environment["NEXUS_LOG"].flatMap { Logger.Level(rawValue: $0.lowercased()) }
        LoggingSystem.bootstrap { label in
            guard let level else { return SwiftLogNoOpLogHandler() }
            var handler = StreamLogHandler.standardError(label: label)
            handler.logLevel = level
            return handler
        }
    }
}
